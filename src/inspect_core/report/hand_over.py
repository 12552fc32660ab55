"""What HR takes, as a workbook, CSV, JSON or Parquet: stable columns, texts that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import polars as pl
import xlsxwriter

from inspect_core.api import HAND_OVER, HandOver, HandOverRow, HandOverWriter
from inspect_core.report.csv_ import harmless
from inspect_core.report.xlsx import OPTIONS, formats_of, put

_NUMBERS: Final = frozenset(
    {"total", "coefficient", "coverage", "judged", "before_adjustments", "adjustments", "rank_department",
     "rank_project", "owed", "points", "of", "due", "met", "partly", "unmet", "excused", "not_applicable", "no_data", "weight",
     "figure"}
)  # fmt: skip
DRAFT: Final = "草稿 DRAFT"


def _csv(found: HandOver) -> bytes:
    kept = io.StringIO(newline="")
    lines = csv.writer(kept, lineterminator="\r\n")
    lines.writerow([harmless(name) for name in found.columns])
    lines.writerows([_text(row.get(name)) for name in found.columns] for row in found.rows)
    return kept.getvalue().encode("utf-8-sig")


def _text(value: str | None) -> str:
    if value is None:
        return ""
    return value if _is_number(value) else harmless(value)


def _is_number(value: str) -> bool:
    return value.lstrip("-").replace(".", "", 1).isdigit()


def _json(found: HandOver) -> bytes:
    view = {
        "format": HAND_OVER,
        "draft": found.draft,
        "proof": dict(found.proof),
        "columns": list(found.columns),
        "rows": [dict(row) for row in found.rows],
        "evidence": [dict(row) for row in found.evidence],
        "changes": [dict(row) for row in found.changes],
        "owed": [dict(row) for row in found.owed],
    }
    return (json.dumps(view, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _parquet(found: HandOver) -> bytes:
    kept = io.BytesIO()
    schema = dict.fromkeys(found.columns, pl.String)
    pl.DataFrame([dict(row) for row in found.rows], schema=schema).write_parquet(kept, statistics=False)
    return kept.getvalue()


def _xlsx(found: HandOver) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, OPTIONS) as book:
        book.set_properties(
            {
                "title": f"inspect-core HR {found.period}",
                "created": _first_day(found.period),
            }
        )
        formats = formats_of(book)
        _sheet(book, "scores", found.columns, found.rows, formats, draft=found.draft)
        if found.owed:
            _sheet(book, "owed", tuple(found.owed[0]), found.owed, formats, draft=found.draft)
        if found.evidence:
            _sheet(book, "evidence", tuple(found.evidence[0]), found.evidence, formats, draft=found.draft)
        changes = ("person", "column", "before", "after")
        _sheet(book, "changes", changes, found.changes, formats, draft=found.draft)
        proof: tuple[HandOverRow, ...] = tuple(
            {"proof": name, "value": str(value)} for name, value in found.proof.items()
        )
        _sheet(book, "proof", ("proof", "value"), proof, formats, draft=found.draft)
    return kept.getvalue()


def _sheet(
    book: Any, name: str, columns: tuple[str, ...], rows: tuple[HandOverRow, ...], formats: Any, *, draft: bool
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if draft:
        sheet.set_header(f"&C&20{DRAFT}")
        sheet.set_footer(f"&C{DRAFT}")
    for at, column in enumerate(columns):
        sheet.set_column(at, at, 40 if column in ("value", "editions") else 14)
        sheet.write_string(0, at, column, formats["heading"])
    for line, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            value = row.get(column)
            number = value is not None and (column in _NUMBERS or "." in column) and _is_number(value)
            put(
                sheet,
                line,
                at,
                Decimal(value) if number and value is not None else value,
                formats["number" if number else "text"],
            )


HAND_OVER_WRITERS: Final = MappingProxyType({"xlsx": _xlsx, "csv": _csv, "json": _json, "parquet": _parquet})
"""How each format is written."""


def writer_of(format_: str) -> HandOverWriter:
    """The writer of one of the formats."""
    return HAND_OVER_WRITERS[format_]


def _first_day(period: str) -> datetime:
    """Midnight of the first of the month a period is named after: a workbook does not tell the clock."""
    return datetime.combine(date(int(period[:4]), int(period[5:]), 1), time())
