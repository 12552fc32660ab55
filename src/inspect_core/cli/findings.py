"""inspect-core findings [--open | --overdue] [--person P] [--place P] [--period 2026-10]."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.cli.tables import Column


@command_(
    "findings",
    zh="整改项：未达标的检查结果要求整改的内容，由谁、到何时、进行到哪一步。序号可用于 finding show 与 finding act。",
    en="Findings: what unmet answers ask to be put right, by whom, until when, and how far it is. Its number names each in "
    "`finding show` and `finding act`.",
    more=("inspect-core findings --open\ninspect-core findings --overdue --person P012",) * 2,
)
@option("--open", "only_open", is_flag=True, zh="只看尚未整改的", en="only those not yet put right")
@option("--overdue", "only_overdue", is_flag=True, zh="只看逾期未整改的", en="only those that are overdue")
@option("--person", metavar="P", zh="责任人（工号或姓名）", en="of one person (id or name)")
@option("--place", metavar="P", zh="部位（编号或名称）", en="at one place (id or name)")
@option("--period", metavar="2026-10", zh="发现于哪个考核期", en="found in one period")
@json_option
@click.pass_obj
def command(
    session: Session,
    /,
    only_open: bool,
    only_overdue: bool,
    person: str | None,
    place: str | None,
    period: str | None,
) -> None:
    """Lists findings."""
    from inspect_core.app.findings.register import register
    from inspect_core.app.findings.views import FindingViews, chosen
    from inspect_core.app.score import labels, someone, somewhere

    app = session.app
    now = app.clock.now().astimezone(app.settings.project.zone).replace(microsecond=0)
    whose = someone(app, person) if person is not None else None
    where = somewhere(app, place) if place is not None else None
    within = app.period(period) if period is not None else None
    days = (within.first.isoformat(), within.last.isoformat()) if within else None
    entries = chosen(
        register(app), now, only_open=only_open, only_overdue=only_overdue, person=whose, place=where, days=days
    )
    view = FindingViews(app, now, labels(app)).listed(entries)
    if session.json:
        session.voice.data(view)
    else:
        _show(session, view["findings"], view["counts"])


def rows_of(session: Session, found: list[dict[str, Any]], *, title: str = "") -> None:
    """The findings as a table."""
    from inspect_core.cli.tables import table

    table(session, _columns(), [_row(session, one) for one in found], title=title)


def _show(session: Session, found: list[dict[str, Any]], counts: dict[str, int]) -> None:
    """The findings as a table, with their counts on the side."""
    if not found:
        session.voice.talk("没有整改项", "there are no findings")
        return
    rows_of(session, found)
    session.voice.talk(
        f"{counts['findings']} 项，未整改 {counts['open']}，逾期 {counts['overdue']}，重复 {counts['repeated']}",
        f"{counts['findings']} findings: {counts['open']} open, {counts['overdue']} overdue, {counts['repeated']} repeated",
    )


def _columns() -> list[Column]:
    from inspect_core.cli.tables import Column

    return [
        Column("序号", "no.", right=True),
        Column("编号", "id"),
        Column("程度", "severity"),
        Column("状态", "state"),
        Column("期限", "due"),
        Column("内容", "what"),
        Column("部位或被检人", "place or whom"),
        Column("责任人", "responsible"),
        Column("重复", "repeats"),
    ]


def _row(session: Session, one: dict[str, Any]) -> tuple[str, ...]:
    state = one["state_title"][session.language]
    mark = session.both("（逾期）", " (overdue)") if one["overdue"] else ""
    mark = mark or (session.both("（超期完成）", " (late)") if one["late"] else "")
    where = " ".join(named["name"] for named in (one["place"], one["subject"]) if named)
    return (
        str(one["number"]),
        one["id"],
        one["severity_title"][session.language],
        state + mark,
        one["due"][:16].replace("T", " ") if one["due"] else "?",
        one["title"][session.language],
        where,
        ", ".join(person["name"] for person in one["responsible"]) or one["contractor"] or "",
        str(len(one["repeats"]) or ""),
    )
