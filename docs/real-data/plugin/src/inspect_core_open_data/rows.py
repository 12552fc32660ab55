"""Reads comma-separated text into rows by heading, for the readers of this plugin."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from inspect_core.api import ErrorPlace, ImportRefused, Source, Table

Row = dict[str, str]


def rows_of(source: Source, needed: Sequence[str], code: str) -> list[Row]:
    """The rows of a file with these columns. ImportRefused with `code` when it is no such file."""
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(source.name, code, "it is not UTF-8", "不是 UTF-8 编码") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [{name: (cell or "").strip() for name, cell in row.items() if name} for row in reader]
    except csv.Error as error:
        line = reader.reader.line_num
        raise refused(source.name, code, "not comma-separated text", "不是逗号分隔的文本", line) from error
    missing = [name for name in needed if name not in (reader.fieldnames or ())]
    if missing:
        raise refused(source.name, code, f"it has no column {missing[0]}", f"缺少列 {missing[0]}", 1)
    return rows


def table_of(source: Source, sheet: str, header: Sequence[str], rows: Sequence[Row], numbers: Sequence[int]) -> Table:
    """The rows as a table under these headings."""
    cells = [tuple(row.get(name, "") for name in header) for row in rows]
    return Table(source.name, tuple(header), cells, numbers, "lines", sheet)


def refused(file: str, code: str, en: str, zh: str, line: int | None = None) -> ImportRefused:
    """A refusal of the file, or of one line of it."""
    return ImportRefused(
        code,
        en,
        place=ErrorPlace(file=file, line=line),
        hint="Take the file as it was published.",
        message_zh=zh,
        hint_zh="请使用原始发布的文件。",
    )
