"""inspect-core import KIND FILE…."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.app.import_ import ImportReport
    from inspect_core.app.intake.columns import ImportKind
    from inspect_core.language.mapping import ColumnMapping

KINDS = ("people", "places", "roster", "observations", "gaps")
_TITLES = {
    "people": ("人员", "people"),
    "places": ("部位", "places"),
    "shifts": ("班次", "shifts"),
    "roster": ("排班", "roster lines"),
    "observations": ("巡查记录", "observations"),
    "gaps": ("缺失记录", "gaps"),
}
FLAGS = {
    "outside_duty": ("不在当班时间内", "outside any duty"),
    "photo_missing": ("缺少照片", "without the photo asked for"),
    "place_mismatch": ("部位类型不符", "at another kind of place"),
    "role_mismatch": ("填表人角色不符", "filled in by another role"),
}


@command_(
    "import",
    zh="导入文件：CSV（UTF-8 或 GB18030）、XLSX、JSON Lines、Parquet；列名可用中文或英文。\n"
    "要么全部导入，要么一条不导入并列出全部问题。同样的记录再导入一次不会重复。",
    en="Imports files: CSV (UTF-8 or GB18030), XLSX, JSON Lines, Parquet; column names in Chinese or English.\n"
    "All of it or nothing, and then every problem is listed. Importing the same again adds nothing.",
    more=(
        (
            "inspect-core import people --template 员工.xlsx\n"
            "inspect-core import people 员工.xlsx\n"
            "inspect-core import observations 巡查.csv --form patrol --dry-run"
        ),
        (
            "inspect-core import people --template people.xlsx\n"
            "inspect-core import people people.xlsx\n"
            "inspect-core import observations rounds.csv --form patrol --dry-run"
        ),
    ),
)
@click.argument("kind", type=click.Choice(KINDS), metavar="people|places|roster|observations|gaps")
@click.argument("files", nargs=-1, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE...")
@option("--form", zh="记录属于哪张记录表（编号或名称）", en="the form the records are of (id or title)")
@option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.yaml",
    zh="文件的列名不同时：说明哪一列是什么的映射文件",
    en="a mapping that says which column is what, for files with columns of their own",
)
@option("--dry-run", is_flag=True, zh="只检查，不写入", en="check only, write nothing")
@option(
    "--photos",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    zh="记录所写照片的文件夹，照片随记录一并保存（默认：文件旁的 photos/）",
    en="the folder of the photos that records name, kept with them (default: photos/ beside the file)",
)
@option("--encoding", zh="文本文件的编码（默认自动判断）", en="the encoding of text files (default: found out)")
@option(
    "--template",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.xlsx",
    zh="写出一份待填写的模板，不导入",
    en="write a template to fill in, import nothing",
)
@json_option
@click.pass_obj
def command(session: Session, /, kind: ImportKind, files: tuple[Path, ...], **said: Any) -> None:
    """Imports files, or writes a template."""
    if said["template"] is not None:
        _write_template(session, kind, said["template"], said["form"])
        return
    if not files:
        raise click.UsageError(session.both("缺少文件", "name at least one file"), click.get_current_context())
    report = _imported(session, kind, files, **said)
    for problem in report.notices:
        session.voice.notice(problem)
    if session.json:
        session.voice.data(as_json(report))
    else:
        _show(session, report)


def _imported(
    session: Session, kind: ImportKind, files: tuple[Path, ...], *, form: str | None, dry_run: bool, **said: Any
) -> ImportReport:
    from inspect_core.app.imports import import_files
    from inspect_core.cli.progress import progress
    from inspect_core.exchange.files import opened

    readers = tuple(session.app.registry.readers.values())
    with progress(session) as step:
        step(session.both("读取文件", "reading"), len(files))
        sources = [step.done(opened(file, readers, said["encoding"])) for file in files]
        step(session.both("检查并写入", "checking and writing"), None)
        return import_files(
            session.app,
            kind,
            sources,
            form,
            mapping=_mapping(said["mapping"]),
            photos=said["photos"] or _beside(kind, files),
            dry_run=dry_run,
        )


def _mapping(file: Path | None) -> ColumnMapping | None:
    """The mapping of a file somebody named."""
    if file is None:
        return None
    from inspect_core.language.mapping import bind_mapping
    from inspect_core.language.reader import read_file

    return bind_mapping(read_file(file))


def _beside(kind: ImportKind, files: tuple[Path, ...]) -> Path | None:
    """The folder `photos` beside the first file, if there is one."""
    folder = files[0].parent / "photos"
    return folder if kind == "observations" and folder.is_dir() else None


def as_json(report: ImportReport) -> dict[str, Any]:
    """The report as plain data."""
    days = [(file.first, file.last) for file in report.files]
    return {
        "kind": report.kind,
        "dry_run": report.dry_run,
        "rows": report.rows,
        "recorded": report.recorded,
        "already_there": report.already_there,
        "flags": dict(report.flags),
        "files": [
            {
                "name": file.name,
                "sha256": file.sha256,
                "rows": file.rows,
                "first": first.isoformat() if first else None,
                "last": last.isoformat() if last else None,
            }
            for file, (first, last) in zip(report.files, days, strict=True)
        ],
        "notices": [problem.text("en") for problem in report.notices],
    }


def _show(session: Session, report: ImportReport) -> None:
    say, zh, en = session.voice, *_TITLES[report.kind]
    for file in report.files:
        days = "" if file.first is None else f"  {file.first} … {file.last}"
        say.line(f"{file.name}: {file.rows} {session.both('行', 'rows')}{days}")
    before = session.both(f"，{report.already_there} 条已有", f", {report.already_there} were there already")
    rest = before if report.already_there else ""
    if report.dry_run:
        say.line(
            session.both(f"{zh}：可导入 {report.recorded} 条", f"{en}: {report.recorded} would be recorded") + rest
        )
    else:
        say.line(session.both(f"{zh}：已导入 {report.recorded} 条", f"{en}: {report.recorded} recorded") + rest)
    for flag, count in report.flags.items():
        say.talk(*(f"  {count} {words}" for words in FLAGS.get(flag, (flag, flag))))


def _write_template(session: Session, kind: ImportKind, file: Path, form: str | None) -> None:
    from inspect_core.app.facts import known
    from inspect_core.app.forms import form_named
    from inspect_core.cli.files import write_file
    from inspect_core.domain.known import Known
    from inspect_core.exchange.template import template

    found = known(session.app) if session.has_project else Known()
    chosen = None
    if kind == "observations":
        if form is None:
            raise click.UsageError(
                session.both("请用 --form 指定记录表", "name the form with --form"), click.get_current_context()
            )
        chosen = form_named(found.forms, form)
    write_file(file, template(kind, found, session.language, form=chosen))
    session.voice.line(str(file))
    again = f"inspect-core import {kind} {file}" + (f" --form {chosen.id}" if chosen else "")
    session.voice.talk(f"填写后：{again}", f"Fill it in, then: {again}")
