"""Hands a refused file back as a workbook: every row as it was written, and beside it what is wrong with it.

Nothing of a refused file was taken, so the workbook holds all of its rows, those to be mended first.  Each cell is
text: what looks like a formula stays the text that it is, and an id like -1 or 007 comes back unchanged.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter

from inspect_core.api import ABOUT_SHEET, REFUSAL_HEADINGS, ErrorPlace, Language, Problem, Table, refusal_columns

LONGEST_SHEET_NAME: Final = 31
_NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\']")
_ROW: Final = re.compile(r"[A-Z]+(\d+)")
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Found = Mapping[tuple[str, str | None, int], Sequence[Problem]]


def refused_rows(tables: Sequence[Table], problems: Sequence[Problem], language: Language) -> bytes:
    """The workbook: a sheet for each table; its own columns, then what is wrong and where each row stood."""
    found = _by_row(problems)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        plain = book.add_format({"num_format": "@", "quote_prefix": True, "text_wrap": False})
        wrong = book.add_format({"num_format": "@", "quote_prefix": True, "bg_color": "#FCE4E4"})
        told = book.add_format({"num_format": "@", "font_color": "#A01818", "text_wrap": True})
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
        names: set[str] = set()
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table, names))
            _write(sheet, table, found, language, {"plain": plain, "wrong": wrong, "told": told, "bold": bold})
        _write_about(book, tables)
    return stream.getvalue()


def rows_found(tables: Sequence[Table], problems: Sequence[Problem]) -> int:
    """How many rows of the tables something is wrong with; 0 where only the file or its header is."""
    found = _by_row(problems)
    return sum(1 for table in tables for number in table.numbers if (table.file, table.sheet, number) in found)


def _by_row(problems: Sequence[Problem]) -> Found:
    found: dict[tuple[str, str | None, int], list[Problem]] = {}
    for problem in problems:
        place = problem.place
        number = None if place is None else _row_of(place)
        if place is not None and place.file is not None and number is not None:
            found.setdefault((place.file, place.sheet, number), []).append(problem)
    return found


def _row_of(place: ErrorPlace) -> int | None:
    if place.line is not None:
        return place.line
    cell = _ROW.fullmatch(place.cell or "")
    return None if cell is None else int(cell[1])


def _write(sheet: Any, table: Table, found: Found, language: Language, formats: Mapping[str, Any]) -> None:
    """The header, the rows with something wrong, and then the others."""
    left_out = refusal_columns(table.header)
    columns = [index for index in range(len(table.header)) if index not in left_out]
    titles = [*(table.header[index] for index in columns), *(title.say(language) for title in REFUSAL_HEADINGS)]
    for index, title in enumerate(titles):
        sheet.write_string(0, index, title, formats["bold"])
    sheet.set_column(0, len(columns) - 1, 16)
    sheet.set_column(len(columns), len(columns) + 1, 48)
    sheet.freeze_panes(1, 0)
    numbered = [(found.get((table.file, table.sheet, number), ()), row) for row, number in enumerate(table.numbers)]
    ordered = sorted(numbered, key=lambda pair: (not pair[0], pair[1]))
    for line, (problems, row) in enumerate(ordered, 1):
        style = formats["wrong"] if problems else formats["plain"]
        for at, index in enumerate(columns):
            sheet.write_string(line, at, table.rows[row][index], style)
        sheet.write_string(line, len(columns), _told(problems, language), formats["told"])
        sheet.write_string(line, len(columns) + 1, _where(table, row, problems), formats["plain"])


def _told(problems: Sequence[Problem], language: Language) -> str:
    lines = []
    for problem in problems:
        message = problem.message_zh or problem.message if language == "zh" else problem.message
        lines.append(" ".join(part for part in (message, f"({problem.code})", problem.next_step(language)) if part))
    return "\n".join(lines)


def _where(table: Table, row: int, problems: Sequence[Problem]) -> str:
    places = dict.fromkeys(str(problem.place) for problem in problems)
    return "\n".join(places) or str(table.place(row))


def _sheet_name(table: Table, taken: set[str]) -> str:
    """The sheet's own name, else the file's with its ending; what spreadsheets do not allow is left out."""
    plain = _NO_SHEET_NAME.sub(" ", table.sheet or table.file.replace("\\", "/").rpartition("/")[2]).strip() or "rows"
    name, number = plain[:LONGEST_SHEET_NAME], 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = plain[: LONGEST_SHEET_NAME - len(ending)] + ending
    taken.add(name.casefold())
    return name


def _write_about(book: Any, tables: Sequence[Table]) -> None:
    """What the template said of itself, so that the workbook is read as the same kind again."""
    about = next((table.about for table in tables if table.about), {})
    if not about:
        return
    sheet = book.add_worksheet(ABOUT_SHEET)
    sheet.very_hidden()
    for row, pair in enumerate(about.items()):
        for column, text in enumerate(pair):
            sheet.write_string(row, column, text)
