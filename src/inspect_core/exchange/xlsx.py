"""Reads XLSX workbooks: looked through first, then opened apart; a cell becomes the text a person meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from inspect_core.api import (
    ABOUT_SHEET,
    EXAMPLE_SHEETS,
    LISTS_SHEET,
    ErrorPlace,
    ImportRefused,
    Problem,
    Reading,
    Source,
    Table,
)
from inspect_core.exchange.apart import told_apart
from inspect_core.exchange.package import Package, refused
from inspect_core.exchange.rows import Rows, intact, spot
from inspect_core.exchange.scan import MOST_ROWS, Sheet, scanned, uncomputed

LARGEST: Final = 10 * 1024 * 1024
_UNPACK: Final = "inspect_core.exchange.unpack_xlsx"


@dataclass(frozen=True, slots=True)
class XlsxReader:
    """Workbooks of Excel and WPS."""

    name: str = "xlsx"
    suffixes: tuple[str, ...] = (".xlsx",)
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """A table for each shown sheet with rows; examples are passed over. ImportRefused with every problem found."""
        sheets = scanned(source.name, Package(source.name, source.data))
        wanted = _wanted(sheets)
        problems = [problem for sheet in wanted for problem in uncomputed(source.name, sheet)]
        told = _told(source, wanted, sheets)
        tables: list[Table] = []
        for sheet in wanted:
            try:
                table = _table(source.name, sheet.name, told[sheet.name], _about(told))
            except ImportRefused as error:
                problems.extend(error.problems)
            else:
                tables.extend([] if table is None else [table])
        if problems:
            raise ImportRefused.of(problems)
        return Reading(tuple(tables))


def raw_sheets(source: Source) -> dict[str, dict[str, Any]]:
    """The shown sheets as they are: rows of texts and `merged` cells as [top, left, bottom], counted from 0."""
    sheets = scanned(source.name, Package(source.name, source.data))
    wanted = _wanted(sheets)
    problems = [problem for sheet in wanted for problem in uncomputed(source.name, sheet)]
    if problems:
        raise ImportRefused.of(problems)
    told = _told(source, wanted, sheets)
    return {sheet.name: told[sheet.name] for sheet in wanted}


def _wanted(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with rows; those that a template brings along stay out even where a program has unhidden them."""
    brought = {ABOUT_SHEET, LISTS_SHEET} if any(sheet.name == ABOUT_SHEET for sheet in sheets) else set()
    shown = [sheet for sheet in sheets if sheet.shown and sheet.name not in brought]
    return [sheet for sheet in shown if sheet.name.strip().lower() not in EXAMPLE_SHEETS]


def _told(source: Source, wanted: Sequence[Sheet], sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The rows and merged cells of the sheets that are read, by name."""
    about = [sheet for sheet in sheets if sheet.name == ABOUT_SHEET]
    names = [sheet.name for sheet in (*wanted, *about)]
    told = told_apart(_UNPACK, orjson.dumps(names) + b"\n" + source.data) if names else None
    if told is None:
        raise refused(
            source.name,
            "E-XLSX-DAMAGED",
            "the workbook cannot be read",
            "Open it in a spreadsheet program and save it again.",
            "工作簿无法读取",
            "请用电子表格软件打开并重新保存。",
        )
    return told


def _about(told: dict[str, Any]) -> dict[str, str]:
    """What a template's hidden sheet says of itself: kind, form, edition."""
    rows = told.get(ABOUT_SHEET, {}).get("rows", ())
    return {str(row[0]): str(row[1] or "") for row in rows if len(row) > 1 and row[0]}


def _table(file: str, name: str, told: dict[str, Any], about: dict[str, str]) -> Table | None:
    rows = Rows(most=MOST_ROWS, code="E-XLSX-DIMENSION", place=ErrorPlace(file=file, sheet=name))
    problems: list[Problem] = []
    for number, cells in enumerate(told["rows"], 1):
        if None in cells:
            problems.extend(_digits_lost(file, name, number, cells))
            continue
        problems.extend(intact(file, "cells", name, number, cells))
        rows.add(number, cells)
    problems.extend(_merged(file, name, told["merged"], rows.header_number))
    return rows.table(file, problems, layout="cells", sheet=name, about=about)


def _digits_lost(file: str, sheet: str, number: int, cells: Sequence[str | None]) -> Iterator[Problem]:
    for column, cell in enumerate(cells):
        if cell is None:
            yield Problem(
                "E-XLSX-NUMBER",
                "a number of more than fifteen digits: the spreadsheet has turned its end into zeros",
                spot(file, "cells", sheet, number, column),
                "Format the column as text, and enter the number again.",
                "超过十五位的数字：电子表格已将末位变为零",
                "请将该列设为文本格式后重新输入。",
            )


def _merged(file: str, sheet: str, merged: Sequence[Sequence[int]], header: int) -> Iterator[Problem]:
    for top, left, bottom in merged:
        if header and bottom + 1 >= header:
            yield Problem(
                "E-XLSX-MERGED",
                "merged cells: only the first of them holds the value",
                spot(file, "cells", sheet, top + 1, left),
                "Unmerge them, and write the value into each row.",
                "合并单元格：仅首格有值",
                "请取消合并，并在每一行填写。",
            )
