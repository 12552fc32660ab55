"""Writes the month as the files a company would have: workbooks from the office, CSV from the handhelds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook

from inspect_core.demo import photos, sheets
from inspect_core.demo.month import SEED, Month
from inspect_core.demo.sheets import Cell, Sheet
from inspect_core.domain.form import Form

PHOTOS = "photos"
_IN_WORKBOOKS = frozenset({"courtesy-check", "cleaning-inspection"})
_WRITTEN = datetime(2026, 11, 2, 9, 0)  # noqa: DTZ001 - a workbook knows no time zone


def write_files(
    month: Month, folder: Path, forms: Iterable[Form], seed: int = SEED
) -> list[tuple[str, str | None, Path]]:
    """Writes everything into `folder`; answers what to import, in order: kind, form (of observations), file.

    `forms` are the forms of the project; those that nobody filled in get no file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _workbook(folder / "people.xlsx", sheets.people(month))
    _csv(folder / "places.csv", sheets.places(month), "gb18030")
    _workbook(folder / "roster.xlsx", sheets.shifts(month), sheets.roster(month))
    _csv(folder / "gaps.csv", sheets.gaps(month), "utf-8-sig")
    _photos(folder / PHOTOS, month, seed)
    written: list[tuple[str, str | None, Path]] = [
        ("people", None, folder / "people.xlsx"),
        ("places", None, folder / "places.csv"),
        ("roster", None, folder / "roster.xlsx"),
        ("gaps", None, folder / "gaps.csv"),
    ]
    for form in sorted(forms, key=lambda form: form.id):
        sheet = sheets.observations(month, form, by_name=form.id in _IN_WORKBOOKS)
        if sheet.rows:
            written.append(("observations", form.id, _filled(folder, form.id, sheet)))
    return written


def _filled(folder: Path, form: str, sheet: Sheet) -> Path:
    if form in _IN_WORKBOOKS:
        return _workbook(folder / f"observations-{form}.xlsx", sheet)
    return _csv(folder / f"observations-{form}.csv", sheet, "utf-8-sig")


def _csv(path: Path, sheet: Sheet, encoding: str) -> Path:
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(sheet.header)
    lines.writerows([_shown(cell) for cell in row] for row in sheet.rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def _shown(cell: Cell) -> str:
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else str(cell)


def _workbook(path: Path, *pages: Sheet) -> Path:
    with Workbook(str(path)) as book:
        book.set_properties({"created": _WRITTEN})
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            sheet.write_row(0, 0, page.header, bold)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(page.rows, start=1):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(number, column, cell, moment)
                    elif isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, day)
                    elif cell != "":
                        sheet.write_string(number, column, str(cell))
            sheet.autofit()
    return path


def _photos(folder: Path, month: Month, seed: int) -> None:
    """Each photo that a record names, each its own; there are only a few different scenes."""
    folder.mkdir(exist_ok=True)
    scenes = [photos.painted(seed, number) for number in range(photos.SCENES)]
    names = [name for seen in month.observations for name in seen.photos]
    for number, name in enumerate(names):
        (folder / name).write_bytes(photos.shot(scenes[number % len(scenes)], number // len(scenes)))
