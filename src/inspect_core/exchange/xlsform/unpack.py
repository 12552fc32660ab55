"""Run as a process of its own by `apart`: the sheets of an XLSForm as texts, and which cells hold dates."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any, Final

import python_calamine

from inspect_core.exchange.apart import tell
from inspect_core.exchange.unpack_xlsx import text

WANTED: Final = ("survey", "choices", "settings")


def unpacked(data: bytes) -> dict[str, Any]:
    """The wanted sheets by their name in lower case, and the names of the others."""
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        names = {name.strip().lower(): name for name in workbook.sheet_names}
        sheets = {name: _sheet(own, workbook) for name, own in names.items() if name in WANTED}
        return {"sheets": sheets, "others": [own for name, own in names.items() if name not in WANTED]}


def _sheet(name: str, workbook: python_calamine.CalamineWorkbook) -> dict[str, Any]:
    cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    dates = [
        (row, column)
        for row, found in enumerate(cells)
        for column, cell in enumerate(found)
        if isinstance(cell, date | datetime | time)
    ]
    return {"name": name, "rows": [[text(cell) or "" for cell in row] for row in cells], "dates": dates}


if __name__ == "__main__":
    tell(unpacked)
