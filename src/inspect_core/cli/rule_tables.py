"""inspect-core rules import | export: rules as a spreadsheet, for people who keep them so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.api import Source


@command_(
    "import",
    zh="把用电子表格保存的考核表（考核内容、分值、评分标准）写成标准；读不懂的逐条列出，不作猜测。",
    en="Makes a ruleset of an assessment table kept as a spreadsheet; what cannot be read is listed, never guessed.",
    more=(
        "inspect-core rules import 考核表.xlsx --out rulesets/kaohe.yaml",
        "inspect-core rules import table.xlsx --out rulesets/ours.yaml",
    ),
)
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path), metavar="TABLE.xlsx")
@option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.yaml",
    zh="写入此文件，用例骨架写在其旁的 cases/",
    en="write it there, and cases to be filled into cases/ beside it",
)
@option(
    "--sheet",
    default="",
    metavar="NAME",
    zh="哪个工作表（默认：第一个有表头的）",
    en="which sheet (default: the first with headings)",
)
@json_option
@click.pass_obj
def import_(session: Session, /, table: Path, out: Path | None, sheet: str) -> None:
    """Makes a ruleset of a spreadsheet."""
    from datetime import UTC, datetime

    from inspect_core.cli.files import write_file
    from inspect_core.exchange.paper_table import read_paper, told
    from inspect_core.exchange.paper_yaml import case_text, readable, ruleset_text

    paper = read_paper(_source(table), sheet)
    id = (out or table).stem if re.fullmatch(r"[\w-]{1,58}", (out or table).stem) else "imported"
    text, lines = ruleset_text(paper, id, str(datetime.now(UTC).astimezone().date()), table.name), readable(paper)
    said = list(told(paper, session.language))
    written = []
    if out is not None:
        files = {out: text} | {out.parent / "cases" / id / f"{line.id}.yaml": case_text(line, id) for line in lines}
        for path, content in files.items():
            write_file(path, content.encode())
            written.append(str(path))
    if session.json:
        session.voice.data(
            {"ruleset": id, "rules": len(lines), "items": len(paper.lines), "unread": said, "files": written}
        )
        return
    if out is None:
        session.voice.line(text.rstrip("\n"))
    else:
        session.voice.line(str(out))
    for sentence in said:
        session.voice.talk(sentence, sentence)
    n, items = len(lines), len(paper.lines)
    session.voice.talk(f"{items} 项，写成 {n} 条", f"{items} items, {n} rules")


def _source(table: Path) -> Source:
    """The workbook as it was handed in; UsageError when it cannot be read or is too large."""
    from inspect_core.api import Source
    from inspect_core.errors import UsageError
    from inspect_core.exchange.xlsx import LARGEST

    try:
        if table.stat().st_size <= LARGEST:
            return Source(table.name, table.read_bytes())
        why, why_zh = f"it is larger than {LARGEST // 2**20} MiB", f"超过 {LARGEST // 2**20} MiB"
    except OSError as error:
        why, why_zh = str(error.strerror), str(error.strerror)
    raise UsageError(
        "E-TABLE-FILE",
        f"{table} cannot be read: {why}",
        hint="name a workbook (.xlsx) that is there",
        message_zh=f"无法读取 {table}：{why_zh}",
        hint_zh="请写明存在的工作簿（.xlsx）",
    )


@command_(
    "export",
    zh="把一套标准写成电子表格（每个条款或扣分项一行），改完可再用 rules import 读回。",
    en="Writes a ruleset as a spreadsheet, a row for each rule or fault; `rules import` reads it back.",
    more=(
        "inspect-core rules export cleaning-grade-1 --out 保洁.xlsx",
        "inspect-core rules export cleaning-grade-1 --out cleaning.xlsx",
    ),
)
@click.argument("ruleset", metavar="RULESET")
@option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="TABLE.xlsx",
    zh="写入此文件",
    en="the workbook to write",
)
@json_option
@click.pass_obj
def export(session: Session, /, ruleset: str, out: Path) -> None:
    """Writes a ruleset as a spreadsheet."""
    from inspect_core.app.rules import found_rules
    from inspect_core.cli.files import write_file
    from inspect_core.errors import UsageError
    from inspect_core.exchange.paper_book import workbook

    found, _ = found_rules(session.app.standards, ruleset)
    if found is None:
        raise UsageError(
            "E-TABLE-RULESET",
            f"{ruleset!r} is no ruleset of this project",
            hint="`inspect-core rules list` shows those there are",
            message_zh=f"{ruleset!r} 不是本项目的标准",
            hint_zh="现有标准见 `inspect-core rules list`",
        )
    data, left = workbook(found, session.today)
    write_file(out, data)
    if session.json:
        session.voice.data({"file": str(out), "rules": len(found.rules), "not_in_words": list(left)})
        return
    session.voice.line(str(out))
    for name in left:
        session.voice.talk(f"{name}：表中只有说明，不能读回", f"{name}: told in words only, not read back")
