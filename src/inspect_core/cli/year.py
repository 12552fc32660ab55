"""inspect-core year 2026 [--person P] [--out DIR]."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural


@command_(
    "year",
    zh="全年：每人各月的总分与年度数。未评分的月份如实列出，不按零分计；连续低分只作提示。",
    en="A year: everybody's months and the figure of the year. A month without a total is told, and is no zero; low "
    "months in a row are pointed out, and nothing follows by itself.",
    more=(
        "inspect-core year 2026\ninspect-core year 2026 --person P012\ninspect-core year 2026 --html",
        "inspect-core year 2026\ninspect-core year 2026 --person P012\ninspect-core year 2026 --html",
    ),
)
@click.argument("year", metavar="YYYY")
@option("--person", metavar="P", zh="只看一个人（工号或姓名）", en="one person (id or name)")
@option("--html", is_flag=True, zh="写成网页：全年一页，每人一页", en="write pages: one of the year, one a person")
@option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    zh="网页的文件夹（默认：项目的 reports/年份）",
    en="the folder of the pages (default: reports/YYYY of the project)",
)
@json_option
@click.pass_obj
def command(session: Session, /, year: str, person: str | None, *, html: bool, out: Path | None) -> None:
    """Shows a year."""
    from inspect_core.app.accesses import noted
    from inspect_core.app.score import someone
    from inspect_core.app.year import year_view
    from inspect_core.cli.progress import progress

    app = session.app
    who = someone(app, person) if person is not None else None
    with progress(session) as step:
        step(session.both("逐月评分", "scoring month by month"), 12)
        view = year_view(app, year, person=who, watch=step.done)
    noted(app, "year", [who] if who is not None else None, year)
    written = _written(session, view, out or app.folder / "reports" / year) if html or out else []
    if session.json:
        session.voice.data(view)
        return
    _show_months(session, view) if who is not None else _show_people(session, view)
    for path in written[:1]:
        session.voice.line(str(path))
        session.voice.talk(f"共 {len(written)} 个文件", plural(len(written), "file", "files"))


def _written(session: Session, view: Mapping[str, Any], folder: Path) -> list[Path]:
    """The pages written; the one of the year first."""
    from inspect_core.cli.files import write_file
    from inspect_core.report.year import year_files

    app = session.app
    language = session.asked or app.settings.project.language
    files = year_files(view, language, [path for _, path in app.registry.template_dirs])
    for path, data in files.items():
        write_file(folder / path, data)
    return [folder / path for path in files]


def _show_people(session: Session, view: Mapping[str, Any]) -> None:
    from inspect_core.cli.score import two
    from inspect_core.cli.tables import Column, table

    if not view["people"]:
        session.voice.line(session.both("这一年没有评过分的月份", "no month of this year was scored"))
        return
    columns = [
        Column("工号", "id"),
        Column("姓名", "name"),
        Column("年度数", "year", right=True),
        Column("等级", "grade"),
        Column("月数", "months", right=True),
        *(Column(month["period"][5:], month["period"][5:], right=True) for month in view["months"]),
        Column("提示", "flags"),
    ]
    table(session, columns, [_row(session, one, two) for one in view["people"]])
    for month in view["months"]:
        if month["break"]:
            session.voice.line(f"{month['period']}  {month['break'][session.language]}")


def _row(session: Session, one: Mapping[str, Any], two: Any) -> list[str]:
    few = session.both("月数不足", "too few months")
    flags = {flag["title"][session.language] for flag in one["flags"]}
    return [
        one["id"],
        one["name"],
        two(one["total"]) if one["total"] is not None else few,
        one["grade"] or "",
        str(one["counted"]),
        *(_cell(month, two) for month in one["months"]),
        session.both("；", "; ").join(sorted(flags)),
    ]


def _cell(month: Mapping[str, Any], two: Any) -> str:
    """A month in the table: the total, in brackets when it does not count; a bar before it where the line breaks."""
    if month["total"] is None:
        return "–" if month["status"] == "not_enough_evidence" else ""
    shown = two(month["total"]) if month["counts"] else f"({two(month['total'])})"
    return f"|{shown}" if month["break"] else shown


def _show_months(session: Session, view: Mapping[str, Any]) -> None:
    from inspect_core.cli.score import STATUSES, percent, two
    from inspect_core.cli.tables import Column, table

    if not view["people"]:
        session.voice.line(session.both("这一年没有此人的月份", "nobody of that id was scored in this year"))
        return
    (one,) = view["people"]
    columns = [
        Column("月份", "month"),
        Column("总分", "total", right=True),
        Column("等级", "grade"),
        Column("覆盖率", "coverage", right=True),
        Column("状态", "status"),
        Column("说明", "note"),
    ]
    rows = []
    for month in one["months"]:
        known = STATUSES.get(month["status"])
        notes = [month[key][session.language] for key in ("why_not", "break") if month[key]]
        status, note = session.both(*known) if known else "", session.both("；", "; ").join(notes)
        rows.append(
            (month["period"], two(month["total"]), month["grade"] or "", percent(month["coverage"]), status, note)
        )
    table(session, columns, rows)
    session.voice.line(_said(session, one, two))
    for flag in one["flags"]:
        months = ", ".join(f"{month['period']} {two(month['total'])}" for month in flag["months"])
        session.voice.line(f"{flag['title'][session.language]}{session.both('：', ': ')}{months}")


def _said(session: Session, one: Mapping[str, Any], two: Any) -> str:
    if one["total"] is None:
        return session.both(
            f"{one['name']}：计入 {one['counted']} 个月，不足以得出年度数",
            f"{one['name']}: {plural(one['counted'], 'month', 'months')} counted, too few for a figure of the year",
        )
    return session.both(
        f"{one['name']}：年度 {two(one['total'])}，等级 {one['grade']}，计入 {one['counted']} 个月",
        f"{one['name']}: {two(one['total'])}, grade {one['grade']}, of {plural(one['counted'], 'month', 'months')}",
    )
