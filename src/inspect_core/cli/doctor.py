"""inspect-core doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option
from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.errors import Problem

MARKS = {"fine": "✓", "note": "!", "wrong": "✗"}


@command_(
    "doctor",
    zh="检查安装与项目：Python、依赖、设置、标准、插件、日志、磁盘。有错时状态 3。",
    en="Looks over the installation and the project: Python, libraries, settings, standards, plugins, journal, disk. "
    "Status 3 when something is wrong.",
)
@json_option
@click.pass_obj
def command(session: Session, /) -> int:
    """Examines installation and project."""
    from inspect_core.app.doctor import Finding, examine, installation
    from inspect_core.errors import InspectError

    found = list(installation())
    session.every_notice = True
    if session.has_project:
        try:
            found += examine(session.app, _damage)
        except InspectError as error:
            found.append(Finding("wrong", "项目", "project", error.text("zh"), error.text("en")))
    else:
        found.append(Finding("note", "项目", "project", "此处没有项目", "there is no project here"))
    if session.json:
        views = [{"mark": one.mark, "what": one.en, "seen": {"zh": one.seen_zh, "en": one.seen_en}} for one in found]
        session.voice.data({"findings": views})
    else:
        for one in found:
            what, seen = session.both(one.zh, one.en), session.both(one.seen_zh, one.seen_en)
            session.voice.line(f"{MARKS[one.mark]} {what}: {seen}")
    return 3 if any(one.mark == "wrong" for one in found) else 0


def _damage(folder: Path) -> tuple[Problem, ...]:
    from inspect_core.storage.check import verify

    return tuple(verify(folder).problems)
