"""inspect-core plugins list | check."""

from __future__ import annotations

import click

from inspect_core.cli.both import Family, json_option
from inspect_core.cli.both import command as command_
from inspect_core.cli.session import Session

STATES = {
    "loaded": ("已允许", "allowed"),
    "unlisted": ("不在清单内，不加载", "not on the list, not loaded"),
    "missing": ("未安装", "not installed"),
    "other_version": ("版本不符", "another version"),
}


@command_(
    "list",
    zh="列出已安装和清单上的插件，不加载任何插件。",
    en="Lists the plugins that are installed or on the list, without loading any.",
)
@json_option
@click.pass_obj
def list_(session: Session, /) -> None:
    """Lists plugins."""
    from inspect_core.app.plugins import listed
    from inspect_core.app.settings import read_settings
    from inspect_core.host.loader import installed

    allow = read_settings(session.folder).plugins.allow if session.has_project else {}
    found = listed(installed(), allow)
    if session.json:
        views = [
            {"name": one.name, "installed": one.installed, "allowed": one.allowed, "state": one.state} for one in found
        ]
        session.voice.data({"plugins": views})
        return
    from inspect_core.cli.tables import Column, table

    columns = [Column("插件", "plugin"), Column("已安装", "installed"), Column("清单", "list"), Column("状态", "state")]
    rows = [(one.name, one.installed or "-", one.allowed or "-", session.both(*STATES[one.state])) for one in found]
    table(session, columns, rows)


@command_(
    "check",
    zh="加载清单上的插件并检查每一个钩子；有问题时指名并以状态 3 结束。",
    en="Loads the plugins on the list and checks every hook; what does not fit is named, with status 3.",
)
@json_option
@click.pass_obj
def check(session: Session, /) -> None:
    """Checks plugins."""
    from inspect_core.app.plugins import brought, offered

    found, there = brought(session.app.registry), offered(session.app.registry)
    if session.json:
        views = [{"name": one.name, "version": one.version, "hooks": list(one.hooks)} for one in found]
        session.voice.data({"plugins": views, "offered": there})
        return
    for one in found:
        session.voice.line(f"{one.name} {one.version}: {', '.join(one.hooks)}")
    for sort, names in there.items():
        session.voice.line(f"  {sort}: {', '.join(names)}")
    session.voice.talk("插件均符合要求", "every plugin fits")


command = Family("plugins", zh="列出、检查插件", en="list and check plugins")
for one in (list_, check):
    command.add_command(one)
