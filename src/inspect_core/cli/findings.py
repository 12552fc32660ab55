"""inspect-core findings [--open | --overdue] [--person P] [--place P] [--period 2026-10] [--all | --limit N]."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural

if TYPE_CHECKING:
    from inspect_core.cli.tables import Column

MOST = 20


@command_(
    "findings",
    zh="整改项：未达标的检查结果要求整改的内容，由谁、到何时、进行到哪一步；最紧急的在前。序号可用于 finding show 与 "
    "finding act。",
    en="Findings: what unmet answers ask to be put right, by whom, until when, and how far it is; the most urgent first. "
    "Its number names each in `finding show` and `finding act`.",
    more=("inspect-core findings --open\ninspect-core findings --overdue --person P012",) * 2,
)
@option("--open", "only_open", is_flag=True, zh="只看尚未整改的", en="only those not yet put right")
@option("--overdue", "only_overdue", is_flag=True, zh="只看逾期未整改的", en="only those that are overdue")
@option("--person", metavar="P", zh="责任人（工号或姓名）", en="of one person (id or name)")
@option("--place", metavar="P", zh="部位（编号或名称）", en="at one place (id or name)")
@option("--period", metavar="2026-10", zh="发现于哪个考核期", en="found in one period")
@option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    zh=f"最多列出几项（默认 {MOST}）；--json 总是全部",
    en=f"list so many (default {MOST}); --json is always complete",
)
@option("--all", "every", is_flag=True, zh="列出全部", en="list them all")
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
    limit: int | None,
    every: bool,
) -> None:
    """Lists findings."""
    from inspect_core.app.findings.register import register
    from inspect_core.app.findings.views import FindingViews, by_urgency, chosen
    from inspect_core.app.score import labels, someone, somewhere

    if every and limit is not None:
        raise click.UsageError(session.both("--all 与 --limit 只能用一个", "--all and --limit do not go together"))
    app = session.app
    now = app.clock.now().astimezone(app.settings.project.zone).replace(microsecond=0)
    whose = someone(app, person) if person is not None else None
    where = somewhere(app, place) if place is not None else None
    within = app.period(period) if period is not None else None
    days = (within.first.isoformat(), within.last.isoformat()) if within else None
    known = register(app)
    entries = chosen(known, now, only_open=only_open, only_overdue=only_overdue, person=whose, place=where, days=days)
    if session.json:
        session.voice.data(FindingViews(app, now, labels(app)).listed(entries))
    elif not entries:
        narrow = any(word is not None for word in (person, place, period))
        session.voice.talk(*_none(len(known), only_open=only_open, only_overdue=only_overdue, narrow=narrow))
    else:
        view = FindingViews(app, now, labels(app)).listed(by_urgency(entries, now))
        _show(session, view["findings"], view["counts"], None if every else limit or MOST)


def rows_of(session: Session, found: list[dict[str, Any]], *, title: str = "") -> None:
    """The findings as a table."""
    from inspect_core.cli.tables import table

    table(session, _columns(), [_row(session, one) for one in found], title=title)


def _none(known: int, *, only_open: bool, only_overdue: bool, narrow: bool) -> tuple[str, str]:
    """That there is none: none at all, or none of those that were asked for."""
    if not known:
        return "没有整改项", "there are no findings"
    en = f"of {plural(known, 'finding', 'findings')}"
    if not narrow and only_overdue:
        return f"没有逾期的整改项（共 {known} 项）", f"{en} none is overdue"
    if not narrow and only_open:
        return f"没有尚未整改的整改项（共 {known} 项）", f"{en} none is still to be put right"
    return f"没有符合条件的整改项（共 {known} 项）", f"{en} none is such as was asked for"


def _show(session: Session, found: list[dict[str, Any]], counts: dict[str, int], most: int | None) -> None:
    """The first findings as a table, with the counts of them all on the side."""
    rows_of(session, found[:most])
    more = len(found[most:]) if most is not None else 0
    if more:
        session.voice.line(
            session.both(
                f"另有 {more} 项；--all 列出全部，--limit N 列出 N 项",
                f"{more} more; --all lists all, --limit N lists N",
            )
        )
    session.voice.talk(
        f"{counts['findings']} 项，未整改 {counts['open']}，逾期 {counts['overdue']}，重复 {counts['repeated']}",
        f"{plural(counts['findings'], 'finding', 'findings')}: {counts['open']} open, {counts['overdue']} overdue, "
        f"{counts['repeated']} repeated",
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
