"""inspect-core report --period 2026-10 --format html."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.region import many_options, no_others, report_many, wanted
from inspect_core.cli.session import Session
from inspect_core.cli.speech import Language, plural

if TYPE_CHECKING:
    from inspect_core.app.project import App
    from inspect_core.app.report_view import ReportView
    from inspect_core.ports import Writer


@command_(
    "report",
    zh="出报告：html 通报与个人页（自含、可打印）、xlsx、csv、json；插件可增加格式。",
    en="Writes a report: html (the circular and a page a person, self-contained, printable), xlsx, csv, json; "
    "plugins may add formats.",
    more=(
        "inspect-core report --period 2026-10\ninspect-core report --kind etiquette-bulletin --period 2026-10",
        "inspect-core report --period 2026-10\ninspect-core report --kind etiquette-bulletin --period 2026-10",
    ),
)
@option("--period", metavar="YYYY-MM", zh="考核期（默认：今天所在的）", en="the period (default: the one today is in)")
@option("--format", "format_", default="html", show_default=True, zh="格式", en="the format")
@option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    zh="输出文件夹（默认：项目的 reports/考核期）",
    en="the folder (default: reports/PERIOD of the project)",
)
@option(
    "--kind",
    default="circular",
    show_default=True,
    metavar="KIND",
    zh="报表种类：circular 考核通报、patrol-record 物业巡查记录表、etiquette-bulletin 礼仪简报、"
    "daily-requests 每日客户信息汇总、open-requests 重大与未关闭信息、complaint-analysis 投诉分析、survey 满意度测评报告、"
    "owners-bulletin 我做什么您知道、promotion-plan 客户满意度推进计划表",
    en="what is written: circular, patrol-record, etiquette-bulletin, daily-requests, open-requests, "
    "complaint-analysis, survey, owners-bulletin, promotion-plan",
)
@option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    zh="按日的报表是哪一天（默认今天或考核期最后一天）",
    en="the day of a paper of one day (default: today, or the last day of the period)",
)
@option("--record", default="", metavar="ID", zh="patrol-record：哪一条记录", en="patrol-record: which record")
@option("--form", default="", metavar="FORM", zh="patrol-record：哪种记录表", en="patrol-record: of which form")
@option("--blank", is_flag=True, zh="patrol-record：出空白表", en="patrol-record: an empty one to fill in by hand")
@option(
    "--templates",
    is_flag=True,
    zh="不出报告，列出每个页面所用的模板文件",
    en="write nothing, list which file each page is made from",
)
@many_options
@json_option
@click.pass_obj
def command(session: Session, /, period: str | None, format_: str, out: Path | None, **asked: Any) -> int:
    """Writes a report."""
    many = wanted(asked, period)
    if many is not None:
        own = {**asked, "kind": asked["kind"] != "circular"}
        no_others(own, ("kind", "day", "record", "form", "blank", "templates"))
        return report_many(session, many, format_, out)
    if asked.pop("templates"):
        _templates(session)
    elif asked["kind"] == "circular" and not any(asked[name] for name in ("day", "record", "form", "blank")):
        _circular(session, period, format_, out)
    else:
        _paper(session, period, format_, out, asked)
    return 0


def _circular(session: Session, period: str | None, format_: str, out: Path | None) -> None:
    """The circular with a page for each person, or the tables behind them."""
    from inspect_core.app.accesses import noted
    from inspect_core.app.report import report_view, writer_named
    from inspect_core.cli.progress import progress

    app = session.app
    writer, found = writer_named(app, format_), app.period(period)
    folder = out or session.folder / "reports" / found.id
    with progress(session) as step:
        step(session.both("评分并解释", "scoring and explaining"), len(app.store.facts.people()))
        view = report_view(app, found, step.done)
        noted(app, "report", None, found.id)
        step(session.both("写报告", "writing"), None)
        language = session.asked or app.settings.project.language
        written, main = write_report(app, writer, view, folder, language)
    if session.json:
        session.voice.data({"folder": str(folder), "files": sorted(written), "main": main[0] if main else None})
        return
    for path in main:
        session.voice.line(str(folder / path))
    session.voice.talk(f"共 {len(written)} 个文件", plural(len(written), "file", "files"))


def write_report(
    app: App, writer: Writer, view: ReportView, folder: Path, language: Language
) -> tuple[list[str], list[str]]:
    """The report written into the folder: its files, and the main one of them if there is any."""
    from inspect_core.app.report_photos import with_photos
    from inspect_core.cli.files import write_file

    files = writer.write(view, language)
    written = []
    for path, data in with_photos(files, view.photos, app.store.photos):
        write_file(folder / path, data)
        written.append(path)
    return written, [path for path in files if path.endswith(writer.suffix)][:1] or list(files)[:1]


def _paper(session: Session, period: str | None, format_: str, out: Path | None, asked: dict[str, Any]) -> None:
    """One of the papers of the documents, always a page."""
    from inspect_core.app.accesses import noted
    from inspect_core.app.papers import Wanted, paper_view
    from inspect_core.app.report import html_only
    from inspect_core.app.report_photos import with_photos
    from inspect_core.cli.files import write_file
    from inspect_core.report.papers.write import written

    html_only(asked["kind"], format_)
    app, day = session.app, asked.pop("day")
    view = paper_view(app, Wanted(period=period, day=day.date() if day else None, **asked))
    folders = [path for _, path in app.registry.template_dirs]
    noted(app, str(asked["kind"]), None, str(view.source["period"]["id"]))
    files = written(view, session.asked or app.settings.project.language, folders)
    folder = out or session.folder / "reports" / str(view.source["period"]["id"])
    paths = []
    for path, data in with_photos(files, view.photos, app.store.photos):
        write_file(folder / path, data)
        paths.append(path)
    if session.json:
        session.voice.data({"folder": str(folder), "files": sorted(paths), "main": next(iter(files))})
        return
    session.voice.line(str(folder / next(iter(files))))


def _templates(session: Session) -> None:
    """Each template with the file that is used for it; the project's own come from its templates/report."""
    from inspect_core.report.sandbox import in_use

    found = in_use([path for _, path in session.app.registry.template_dirs])
    if session.json:
        session.voice.data({"templates": [{"template": name, "file": str(path)} for name, path in found]})
        return
    from inspect_core.cli.tables import Column, table

    table(session, [Column("模板", "template"), Column("文件", "file")], [(name, str(path)) for name, path in found])
