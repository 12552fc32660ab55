"""Run as a process of its own by `apart`: a workbook comes in, the texts of its sheets go out.

The first line of the input names the sheets that are wanted; the bytes of the workbook follow.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import orjson
import python_calamine

from inspect_core.exchange.apart import tell

MOST_DIGITS: Final = 10**15  # Excel keeps fifteen digits and makes the rest zeros without a word

Cell = int | float | str | bool | time | date | datetime | timedelta


def unpacked(data: bytes) -> dict[str, Any]:
    """For each wanted sheet its rows, from the first row and column on, and the cells that were merged."""
    names, _, content = data.partition(b"\n")
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        return {name: _sheet(workbook.get_sheet_by_name(name)) for name in orjson.loads(names)}


def _sheet(sheet: python_calamine.CalamineSheet) -> dict[str, Any]:
    left: list[str | None] = [""] * (sheet.start[1] if sheet.start is not None else 0)
    rows = [left + [cell if type(cell) is str else text(cell) for cell in row] for row in sheet.iter_rows()]
    merged = [[top, first, bottom] for (top, first), (bottom, _) in sheet.merged_cell_ranges or ()]
    return {"rows": rows, "merged": merged}


def text(cell: Cell) -> str | None:
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


if __name__ == "__main__":
    tell(unpacked)
