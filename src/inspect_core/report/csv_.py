"""Plain tables for any spreadsheet: UTF-8 with its mark, lines ending as Excel writes them, nothing that runs."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import datetime
from decimal import Decimal

from inspect_core.api import Language, ReportFiles, ReportView, ReportWriter
from inspect_core.report.fairness_rows import fairness_tables
from inspect_core.report.rows import Cell, Table, tables
from inspect_core.report.words import Words

_STARTS_A_FORMULA = frozenset("=+-@|%\t\r\n\0")


def csv_writer() -> ReportWriter:
    """The writer of the tables as CSV."""
    return ReportWriter("csv", ".csv", _write)


def _write(view: ReportView, language: Language) -> ReportFiles:
    period = view.score["period"]["id"]
    words = Words(language)
    return {f"{one.name}-{period}.csv": _csv(one) for one in (*tables(view, words), *fairness_tables(view, words))}


def _csv(table: Table) -> bytes:
    kept = io.StringIO(newline="")
    lines = csv.writer(kept, lineterminator="\r\n")
    lines.writerow([harmless(column.heading) for column in table.columns])
    lines.writerows([_cell(cell) for cell in row] for row in table.rows)
    return kept.getvalue().encode("utf-8-sig")


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, datetime):
        return cell.isoformat()
    return harmless(cell) if isinstance(cell, str) else str(cell)


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula: where it might, an apostrophe goes in front.

    What a spreadsheet skips or folds is looked through first: leading spaces and line ends, byte-order
    and direction marks, and the full-width signs ＝ ＋ － ＠.
    """
    if text[:1] in _STARTS_A_FORMULA and text:
        return f"'{text}"
    seen = text.lstrip()
    while seen and unicodedata.category(seen[0]) in ("Cf", "Cc", "Zs"):
        seen = seen[1:].lstrip()
    first = unicodedata.normalize("NFKC", seen[:1])
    return f"'{text}" if first[:1] in _STARTS_A_FORMULA and first else text
