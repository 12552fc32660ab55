"""The workbook: appraisals, rule scores, evidence, fairness, and a sheet that says what it was made from."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from inspect_core.api import Language, ReportFiles, ReportView, ReportWriter
from inspect_core.report.fairness_rows import fairness_sentences, fairness_tables
from inspect_core.report.pages import About, about
from inspect_core.report.rows import Cell, Table, tables
from inspect_core.report.words import Words

LONGEST_CELL = 32_000  # Excel keeps 32,767 characters; a longer note would be dropped without a word
MOST_ROWS = 1_000_000  # a sheet has 1,048,576; what is more goes on to the next sheet
OPTIONS = {
    "in_memory": True,
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
FORMATS = {"text": "@", "number": "0.00#", "count": "0", "day": "yyyy-mm-dd", "instant": "yyyy-mm-dd hh:mm"}


def xlsx_writer() -> ReportWriter:
    """The writer of the workbook."""
    return ReportWriter("xlsx", ".xlsx", _write)


def _write(view: ReportView, language: Language) -> ReportFiles:
    words = Words(language)
    told = about(view.score, words)
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, OPTIONS) as book:
        # Not the clock's: the same month makes the same bytes.
        book.set_properties({"title": f"{told.project} {told.month}", "created": _midnight(told.last)})
        formats = formats_of(book)
        for table in (*tables(view, words, met=False), *fairness_tables(view, words)):
            table_sheet(book, words(f"sheet_{table.name}"), table, formats)
        _about_sheet(book, told, view, words, formats)
    return {f"appraisal-{view.score['period']['id']}.xlsx": kept.getvalue()}


def formats_of(book: Any) -> dict[str, Any]:
    """How the cells of each kind look, and the headings."""
    font = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
    heading = {**font, "bold": True, "font_color": "#FFFFFF", "bg_color": "#12355B", "text_wrap": True, "border": 0}
    made = {kind: book.add_format({**font, "num_format": shape}) for kind, shape in FORMATS.items()}
    return made | {"heading": book.add_format({**heading, "valign": "vcenter"})}


def table_sheet(book: Any, name: str, table: Table, formats: dict[str, Any]) -> None:
    """The table as a sheet of that name; on to a second sheet where one is full."""
    sheet, written, turn = _open(book, name, table, formats), 0, 1
    for row in table.rows:
        if written == MOST_ROWS:
            _close(sheet, table, written)
            turn += 1
            sheet, written = _open(book, f"{name} {turn}", table, formats), 0
        written += 1
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            put(sheet, written, at, cell, formats[column.kind])
    _close(sheet, table, written)


def _open(book: Any, name: str, table: Table, formats: dict[str, Any]) -> Any:
    sheet = book.add_worksheet(name)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, formats[column.kind])
    sheet.set_row(0, 32)
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.heading, formats["heading"])
    sheet.freeze_panes(1, 2)  # the headings, and the id and name of the person
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _close(sheet: Any, table: Table, written: int) -> None:
    sheet.autofilter(0, 0, written, len(table.columns) - 1)


def put(sheet: Any, row: int, at: int, cell: Cell, shape: Any) -> None:
    """Writes one cell as what it is; a text is never looked at for numbers, links or formulas."""
    if cell is None or cell == "":
        return
    if isinstance(cell, Decimal | int):
        sheet.write_number(row, at, cell, shape)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, at, cell.replace(tzinfo=None), shape)
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, datetime.combine(cell, time()), shape)
    else:
        sheet.write_string(row, at, cell if len(cell) <= LONGEST_CELL else f"{cell[:LONGEST_CELL]}…", shape)


def _about_sheet(book: Any, told: About, view: ReportView, words: Words, formats: dict[str, Any]) -> None:
    rows = [
        (words("project"), told.project, ""),
        (words("period"), told.month, words("period_is", first=told.first, last=told.last)),
        (words("scheme"), f"{told.scheme} {told.scheme_edition}", told.scheme_fingerprint),
        *((words("editions"), f"{e['ruleset']} {e['edition']}", str(e["fingerprint"])) for e in told.editions),
        *((words("plugins"), f"{p['name']} {p['version']}", "") for p in told.plugins),
        (words("engine"), f"inspect-core {told.engine}", ""),
        (words("journal_anchor"), words("generated_from", seq=told.seq), told.anchor),
        *((words("notices"), words.say(notice), "") for notice in view.notices),
        *((words("fairness"), said, "") for said in fairness_sentences(view, words)),
        (words("notices"), words("about_cells"), ""),
    ]
    sheet = book.add_worksheet(words("sheet_about"))
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 48)
    sheet.set_column(2, 2, 70)
    for row, cells in enumerate(rows):
        for at, cell in enumerate(cells):
            put(sheet, row, at, cell, formats["text"])


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time())
