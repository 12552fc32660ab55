"""The hooks: everything a plugin may add, on one page. A hook returns a value, so a plain call tests it.

A plugin marks each of its hooks with `hookimpl`; it may leave out arguments it does not need.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pluggy

from inspect_core.domain.events import Event
from inspect_core.engine.kind import Kind
from inspect_core.ports import Reader, Runner, Store, Writer

GROUP: Final = "inspect_core"
hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def inspect_rule_kinds() -> Iterable[Kind | type[Kind]]:
    """The rule kinds the plugin adds, as classes or values; no two plugins may add the same word."""
    return ()


@hookspec
def inspect_ruleset_dirs() -> Iterable[Path]:
    """Folders with rulesets the plugin ships: RULESET.yaml, schemes/SCHEME.yaml, cases/RULESET/*.yaml."""
    return ()


@hookspec
def inspect_template_dirs() -> Iterable[Path]:
    """Folders with page templates the plugin ships; the first folder that has a page wins."""
    return ()


@hookspec
def inspect_readers() -> Iterable[Reader]:
    """Readers of file types: each has a name, its suffixes, the largest size, and makes tables of a file."""
    return ()


@hookspec
def inspect_writers() -> Iterable[Writer]:
    """Writers of reports: each has a name, a suffix, and makes files of a score view."""
    return ()


@hookspec(firstresult=True)
def inspect_open_store(url: str) -> Store | None:
    """The store of a project behind `url` (a path, file: or a scheme of one's own). The first answer counts."""


@hookspec(firstresult=True)
def inspect_workday(day: date) -> bool | None:
    """Whether a day is a workday; None where this calendar does not know. The first answer counts."""


@hookspec
def inspect_runners() -> Iterable[Runner]:
    """Ways to run the scoring of many projects, such as a distributed engine."""
    return ()


@hookspec
def inspect_commands(group: Any) -> None:
    """Adds commands to the command line: `group` is a click group, `group.add_command(...)`."""


@hookspec
def inspect_routes(router: Any) -> None:
    """Adds pages under /plugins/NAME: `router` is the router of the web application."""


@hookspec
def inspect_published(event: Event) -> None:
    """Told after something was journalled; it may notify somebody and can change nothing."""
