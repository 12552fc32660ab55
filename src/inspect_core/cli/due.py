"""inspect-core due [--at TIME] [--person P]."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from datetime import date, datetime

TITLES = {
    "shift": ("本班次", "this shift"),
    "today": ("今天", "today"),
    "open": ("未办结", "open"),
    "week": ("本周", "this week"),
    "month": ("本月", "this month"),
    "longer": ("更长周期", "longer"),
}
MOST_PEOPLE = 3
MOST_FINDINGS = 20


@command_(
    "due",
    zh="还要做什么：本班次、今天、本周、本月仍未完成的应检项，到几点为止，归谁。",
    en="What is still to be done in this shift, today, this week and this month: until when, and whose it is.",
    more=("inspect-core due\ninspect-core due --person P012 --at '2026-10-08 15:00'",) * 2,
)
@option("--at", metavar="TIME", zh="什么时刻（默认：现在）", en="at what time (default: now)")
@option("--person", metavar="P", zh="只看一个人（工号或姓名）", en="one person (id or name)")
@option(
    "--drawn", is_flag=True, zh="列出整个考核期抽取的应检项（计划抽样）", en="the whole period's plan of what was drawn"
)
@option("--period", metavar="2026-10", zh="与 --drawn 合用：哪个考核期（默认：本期）", en="with --drawn: which period")
@json_option
@click.pass_obj
def command(session: Session, /, at: str | None, person: str | None, drawn: bool, period: str | None) -> None:
    """Shows what is due."""
    from inspect_core.app.due import due_view, still_due
    from inspect_core.app.score import someone

    if drawn:
        _plan(session, period)
        return
    if period is not None:
        raise click.UsageError(session.both("--period 须与 --drawn 合用", "--period goes with --drawn"))
    moment = moment_of(session, at)
    who = someone(session.app, person) if person is not None else None
    view = due_view(session.app, moment, still_due(session.app, moment, who), who)
    if session.json:
        session.voice.data(view)
    else:
        _show(session, view["due"], moment)
        _put_right(session, view["findings"])


def day_or_moment_of(session: Session, text: str) -> date | datetime:
    """The instant somebody wrote, or the day where no time was written."""
    from inspect_core.app.intake.times import TimeDoubt, parse_day, parse_moment

    zone = session.app.settings.project.zone
    for read in (lambda words: parse_moment(words, zone).astimezone(zone), parse_day):
        with suppress(TimeDoubt):
            return read(text.strip())
    said = session.both("写成 2026-10-08 或 2026-10-08 15:00 的样子", "write it like 2026-10-08 or 2026-10-08 15:00")
    raise click.BadParameter(said, param_hint="--at")


def moment_of(session: Session, text: str | None) -> datetime:
    """The instant somebody wrote, by the project's clock; now where nothing was written."""
    from inspect_core.app.intake.times import TimeDoubt, parse_moment

    zone = session.app.settings.project.zone
    if text is None:
        return session.app.clock.now().astimezone(zone).replace(microsecond=0)
    try:
        return parse_moment(text.strip(), zone).astimezone(zone)
    except TimeDoubt as doubt:
        said = session.both("写成 2026-10-08 15:00 的样子", "write it like 2026-10-08 15:00")
        raise click.BadParameter(said, param_hint="--at") from doubt


def _show(session: Session, found: list[dict[str, Any]], moment: datetime) -> None:
    from inspect_core.cli.tables import Column, table

    columns = [
        Column("最近截止", "next until"),
        Column("内容", "what"),
        Column("部位或被检人", "place or whom"),
        Column("还差", "left", right=True),
        Column("归谁", "whose"),
    ]
    for group, words in TITLES.items():
        rows = _together(session, [one for one in found if one["group"] == group], moment)
        if rows:
            table(session, columns, rows, title=session.both(*words))
    if not found:
        session.voice.talk("没有未完成的应检项", "nothing is left to do")


def _put_right(session: Session, found: list[dict[str, Any]]) -> None:
    """The findings that are still to be put right: of one person each, of everybody how many."""
    if not found:
        return
    late = sum(one["overdue"] for one in found)
    if len(found) <= MOST_FINDINGS:
        from inspect_core.cli.findings import rows_of

        rows_of(session, found, title=session.both("待整改", "to be put right"))
    session.voice.talk(
        f"待整改 {len(found)} 项，逾期 {late} 项，见 `inspect-core findings --open`",
        f"to be put right: {len(found)}, overdue {late}; see `inspect-core findings --open`",
    )


def _plan(session: Session, period: str | None) -> None:
    """What was drawn, as a list to take along."""
    from inspect_core.app.drawn import drawn_view
    from inspect_core.cli.tables import Column, table
    from inspect_core.domain.outcome import Outcome

    view = drawn_view(session.app, session.app.period(period))
    if session.json:
        session.voice.data(view)
        return
    columns = [Column("开始", "from"), Column("内容", "what"), Column("部位", "place"), Column("被检人", "whom")]
    columns.append(Column("结果", "outcome"))
    rows = [
        (
            one["first"][:16].replace("T", " "),
            one["title"][session.language],
            one["place"]["name"] if one["place"] else "",
            one["person"]["name"] if one["person"] else "",
            session.both(*Outcome[one["outcome"].upper()].title.model_dump().values()),
        )
        for one in view["drawn"]
    ]
    if rows:
        table(session, columns, rows)
    else:
        session.voice.talk("没有抽取的应检项", "nothing is drawn")


def _together(session: Session, found: list[dict[str, Any]], moment: datetime) -> list[tuple[str, ...]]:
    """One line for what is due again and again at one place: when it is due next, and how much is left of all of it."""
    lines: dict[tuple[str, str, str], tuple[str, int]] = {}
    for one in found:
        place = " ".join(named["name"] for named in (one["place"], one["subject"]) if named)
        key = (one["title"][session.language], place, _whose(session, one))
        until, left = lines.get(key, (_until(one["last"], moment), 0))
        lines[key] = (until, left + one["due"] - one["done"])
    return [(until, what, place, str(left), whose) for (what, place, whose), (until, left) in lines.items()]


def _until(text: str | None, moment: datetime) -> str:
    if text is None:
        return ""
    day, clock = text[:10], text[11:16]
    return clock if day == moment.date().isoformat() else f"{day} {clock}"


def _whose(session: Session, one: dict[str, Any]) -> str:
    people = [one["person"]["name"]] if one["person"] else [person["name"] for person in one["people"]]
    if not people:
        return ", ".join(role["title"][session.language] for role in one["roles"])
    more = f" +{len(people) - MOST_PEOPLE}" if len(people) > MOST_PEOPLE else ""
    return ", ".join(people[:MOST_PEOPLE]) + more
