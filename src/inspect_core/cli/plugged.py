"""Commands that plugins add: looked for when a name is not one of ours, in a project that allows the plugin."""

from __future__ import annotations

import click

from inspect_core.cli.both import Family
from inspect_core.cli.session import Session


def plugin_command(ctx: click.Context, name: str) -> click.Command | None:
    """The command of that name from a plugin of the project; nothing where there is no project."""
    session = ctx.find_object(Session)
    if session is None or ctx.resilient_parsing or not session.has_project:
        return None
    return plugin_commands(session).get(name)


def plugin_commands(session: Session) -> dict[str, click.Command]:
    """Every command the plugins of the project add, by name; the first plugin in order wins."""
    found: dict[str, click.Command] = {}
    group = Family("plugins")
    for _ in session.app.registry.host.collect("inspect_commands", group=group):
        for name, command in group.commands.items():
            found.setdefault(name, command)
    return found
