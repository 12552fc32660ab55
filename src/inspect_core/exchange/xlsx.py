"""Reads XLSX workbooks: looked through first, then read by calamine; a cell becomes the text a person meant."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

import python_calamine

from inspect_core.api import (
    ABOUT_SHEET,
    EXAMPLE_SHEETS,
    ErrorPlace,
    ImportRefused,
    Problem,
    Reading,
    Source,
    Table,
)
from inspect_core.exchange.package import Package, refused
from inspect_core.exchange.rows import Rows, intact, spot
from inspect_core.exchange.scan import MOST_ROWS, Sheet, scanned, uncomputed

LARGEST: Final = 10 * 1024 * 1024
MOST_DIGITS: Final = 10**15  # Excel keeps fifteen digits and makes the rest zeros without a word

Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class XlsxReader:
    """Workbooks of Excel and WPS."""

    name: str = "xlsx"
    suffixes: tuple[str, ...] = (".xlsx",)
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """A table for each shown sheet with rows; examples are passed over. ImportRefused with every problem found."""
        package = Package(source.name, source.data)
        sheets = scanned(source.name, package)
        wanted = [sheet for sheet in sheets if sheet.shown and sheet.name.strip().lower() not in EXAMPLE_SHEETS]
        problems = [problem for sheet in wanted for problem in uncomputed(source.name, sheet)]
        tables: list[Table] = []
        with _opened(source) as workbook:
            about = _about(workbook, sheets)
            for sheet in wanted:
                try:
                    table = _table(source.name, workbook, sheet, about)
                except ImportRefused as error:
                    problems.extend(error.problems)
                else:
                    tables.extend([] if table is None else [table])
        if problems:
            raise ImportRefused.of(problems)
        return Reading(tuple(tables))


def _opened(source: Source) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.data))
    except python_calamine.CalamineError as error:
        raise _unreadable(source.name) from error


def _unreadable(file: str) -> ImportRefused:
    return refused(
        file,
        "E-XLSX-DAMAGED",
        "the workbook cannot be read",
        "Open it in a spreadsheet program and save it again.",
        "工作簿无法读取",
        "请用电子表格软件打开并重新保存。",
    )


def _rows_of(file: str, workbook: python_calamine.CalamineWorkbook, name: str) -> Iterator[list[Cell]]:
    """The rows of a sheet from its first row and column on, as the sheet counts them."""
    try:
        sheet = workbook.get_sheet_by_name(name)
        left: list[Cell] = [""] * (sheet.start[1] if sheet.start is not None else 0)
        for row in sheet.iter_rows():
            yield left + row if left else row
    except (python_calamine.CalamineError, python_calamine.XmlError, python_calamine.WorksheetNotFound) as error:
        raise _unreadable(file) from error


def _about(workbook: python_calamine.CalamineWorkbook, sheets: tuple[Sheet, ...]) -> dict[str, str]:
    """What a template's hidden sheet says of itself: kind, form, edition."""
    if not any(sheet.name == ABOUT_SHEET for sheet in sheets):
        return {}
    pairs = (row[:2] for row in _rows_of("", workbook, ABOUT_SHEET) if len(row) > 1)
    return {str(key): str(value) for key, value in pairs if key}


def _table(file: str, workbook: python_calamine.CalamineWorkbook, sheet: Sheet, about: dict[str, str]) -> Table | None:
    rows = Rows(most=MOST_ROWS, code="E-XLSX-DIMENSION", place=ErrorPlace(file=file, sheet=sheet.name))
    problems: list[Problem] = []
    for number, row in enumerate(_rows_of(file, workbook, sheet.name), 1):
        cells = [cell if type(cell) is str else _text(cell) for cell in row]
        if None in cells:
            problems.extend(_digits_lost(file, sheet.name, number, cells))
            continue
        texts = [cell for cell in cells if cell is not None]
        problems.extend(intact(file, "cells", sheet.name, number, texts))
        rows.add(number, texts)
    problems.extend(_merged(file, workbook, sheet.name, rows.header_number))
    return rows.table(file, problems, layout="cells", sheet=sheet.name, about=about)


def _text(cell: Cell) -> str | None:
    """The text of a typed cell: 1001.0 is "1001", a date "2026-10-08"; None where Excel has lost digits."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        lost = not abs(cell) < MOST_DIGITS  # neither is what is not a number
        return None if lost else str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, datetime):
        return _second(cell).isoformat(sep=" ")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    return cell if isinstance(cell, str) else cell.isoformat()


def _second(moment: datetime) -> datetime:
    """A spreadsheet keeps times as fractions of a day, so a second may come out a hair early."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _digits_lost(file: str, sheet: str, number: int, cells: list[str | None]) -> Iterator[Problem]:
    for column, cell in enumerate(cells):
        if cell is None:
            yield Problem(
                "E-XLSX-NUMBER",
                "a number of more than fifteen digits: the spreadsheet has turned its end into zeros",
                spot(file, "cells", sheet, number, column),
                "Format the column as text, and enter the number again.",
                "超过十五位的数字: 电子表格已将末位变为零",
                "请将该列设为文本格式后重新输入。",
            )


def _merged(file: str, workbook: python_calamine.CalamineWorkbook, sheet: str, header: int) -> Iterator[Problem]:
    for (top, left), (bottom, _) in workbook.get_sheet_by_name(sheet).merged_cell_ranges or ():
        if header and bottom + 1 >= header:
            yield Problem(
                "E-XLSX-MERGED",
                "merged cells: only the first of them holds the value",
                spot(file, "cells", sheet, top + 1, left),
                "Unmerge them, and write the value into each row.",
                "合并单元格: 仅首格有值",
                "请取消合并, 并在每一行填写。",
            )
