"""inspect-core import KIND FILE…."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.import_report import as_json, show
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural

if TYPE_CHECKING:
    from inspect_core.app.import_ import ImportReport
    from inspect_core.app.intake.columns import ImportKind
    from inspect_core.errors import ImportRefused
    from inspect_core.language.mapping import ColumnMapping

KINDS = ("people", "places", "shifts", "roster", "observations", "gaps", "indicators")


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
@click.argument("kind", type=click.Choice(KINDS), metavar="people|places|shifts|roster|observations|gaps|indicators")
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
@option(
    "--errors-to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.xlsx",
    zh="有问题时写出一份工作簿：原有各行，另加“错误”和“位置”两列；改好后可直接导入",
    en="when refused, write a workbook of the rows with what is wrong beside each; mend it and import it",
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
    errors_to = said.pop("errors_to")
    if errors_to is not None and errors_to.suffix.lower() != ".xlsx":
        raise click.BadParameter(
            session.both("请写 .xlsx 文件", "name a file that ends in .xlsx"), param_hint="--errors-to"
        )
    report = _imported_or_handed_back(session, kind, files, errors_to, **said)
    for problem in report.notices:
        session.voice.notice(problem)
    if session.json:
        session.voice.data(as_json(report))
    else:
        show(session, report)


def _imported_or_handed_back(
    session: Session, kind: ImportKind, files: tuple[Path, ...], errors_to: Path | None, **said: Any
) -> ImportReport:
    """The import; when it is refused and somebody asked for it, the rows handed back with what is wrong with each."""
    from inspect_core.errors import ImportRefused

    try:
        return _imported(session, kind, files, **said)
    except ImportRefused as error:
        if errors_to is not None:
            _hand_back(session, files, errors_to, error, said["encoding"])
        raise


def _hand_back(
    session: Session, files: tuple[Path, ...], errors_to: Path, error: ImportRefused, encoding: str | None
) -> None:
    from inspect_core.cli.files import write_file
    from inspect_core.errors import ImportRefused
    from inspect_core.exchange.files import opened, tables_of
    from inspect_core.exchange.refused import refused_rows, rows_found

    readers = tuple(session.app.registry.readers.values())
    try:
        tables = tables_of([opened(file, readers, encoding) for file in files], readers)
    except ImportRefused:
        tables = ()
    count = rows_found(tables, error.problems)
    if not count:
        session.voice.talk(
            "问题不在某一行，未写出工作簿", "what is wrong is not in any one row; no workbook was written"
        )
        return
    write_file(errors_to, refused_rows(tables, error.problems, session.language))
    rows = plural(count, "row", "rows")
    session.voice.talk(
        f"{count} 行有问题，已写入 {errors_to}；改好后导入该文件",
        f"{rows} to mend in {errors_to}; mend them there and import that file",
    )


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
        chosen = form_named(found.forms, form).on(session.today)
    write_file(file, template(kind, found, session.language, form=chosen))
    session.voice.line(str(file))
    again = f"inspect-core import {kind} {file}" + (f" --form {chosen.id}" if chosen else "")
    session.voice.talk(f"填写后：{again}", f"Fill it in, then: {again}")
