"""Rows as a file gives them, made into a table: title lines and empty rows left out, every cell accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from inspect_core.api import ErrorPlace, ImportRefused, Layout, Problem, Table, column_letters

LONGEST_CELL: Final = 20_000
MOST_COLUMNS: Final = 256
MOST_PROBLEMS: Final = 10_000
MOST_TITLES: Final = 3  # lines of a single cell above the header


class Rows:
    """Collects the rows of one sheet, at most `most`; the first with two filled cells is the header."""

    def __init__(self, *, most: int, code: str, place: ErrorPlace) -> None:
        self._most = most
        self._code = code
        self._place = place
        self.header: tuple[str, ...] = ()
        self.header_number = 0
        self._rows: list[tuple[str, ...]] = []
        self._numbers: list[int] = []
        self._titles: list[tuple[int, list[str]]] = []
        self._long: list[tuple[int, int]] = []
        self._seen: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, number: int, cells: list[str]) -> None:
        """Takes in one row; an empty one is passed over."""
        filled = sum(1 for cell in cells if cell.strip())
        if not filled:
            return
        if self.header:
            self._append(number, cells)
        elif filled > 1:
            self._start(number, cells)
        else:
            self._titles.append((number, cells))
            if len(self._titles) > MOST_TITLES:
                self._one_column()

    def expect(self, count: int) -> None:
        """ImportRefused when `count` is more rows than are read at once."""
        if count > self._most:
            raise ImportRefused(
                self._code,
                f"more than {self._most:,} rows",
                place=self._place,
                hint="Split the file by day or week, and import the parts one after another.",
                message_zh=f"超过 {self._most:,} 行",
                hint_zh="请按日或按周拆分后逐个导入。",
            )

    def table(
        self,
        file: str,
        problems: Sequence[Problem],
        *,
        layout: Layout = "lines",
        sheet: str | None = None,
        about: Mapping[str, str] | None = None,
    ) -> Table | None:
        """The table, or None when nothing was written; ImportRefused when a problem was found on the way."""
        if not self.header and self._titles:
            self._one_column()
        found = [*problems, *self._too_long(file, layout, sheet)]
        if found:
            raise ImportRefused.of(found[:MOST_PROBLEMS])
        if not self.header:
            return None
        return Table(
            file, self.header, self._rows, self._numbers, layout, sheet, self.header_number, about=dict(about or {})
        )

    def _one_column(self) -> None:
        """What looked like title lines was a table of one column."""
        (number, cells), *rest = self._titles
        self._start(number, cells)
        for row in rest:
            self._append(*row)

    def _start(self, number: int, cells: list[str]) -> None:
        width = max(index for index, cell in enumerate(cells) if cell.strip()) + 1
        self.header = tuple(cells[:width])
        self.header_number = number

    def _append(self, number: int, cells: list[str]) -> None:
        width = len(self.header)
        if len(cells) > width:
            surplus = next((index for index in range(width, len(cells)) if cells[index].strip()), None)
            if surplus is not None:
                self._long.append((number, surplus))
            cells = cells[:width]
        elif len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        kept = self._seen.setdefault
        self._rows.append(tuple([kept(cell, cell) for cell in cells]))
        self._numbers.append(number)
        if len(self._rows) > self._most:
            self.expect(len(self._rows))

    def _too_long(self, file: str, layout: Layout, sheet: str | None) -> Iterator[Problem]:
        for number, column in self._long[:MOST_PROBLEMS]:
            yield Problem(
                "E-CELL-SURPLUS",
                "a cell stands to the right of the last heading",
                spot(file, layout, sheet, number, column),
                "Give the column a heading, empty the cell, or put quotes around a text with a separator in it.",
                "单元格位于最后一个列标题的右侧",
                "请为该列加标题、清空单元格，或将含分隔符的文本置于引号中。",
            )


def spot(file: str, layout: Layout, sheet: str | None, number: int, column: int) -> ErrorPlace:
    """The place of a cell while its table does not yet exist; `column` counted from 0."""
    if layout == "cells":
        return ErrorPlace(file=file, sheet=sheet, cell=f"{column_letters(column)}{number}")
    return ErrorPlace(file=file, line=number, column=column + 1)


def intact(file: str, layout: Layout, sheet: str | None, number: int, cells: list[str]) -> Iterator[Problem]:
    """What is wrong with the cells of a row as such: too many of them, or too long."""
    if len(cells) > MOST_COLUMNS:
        yield Problem(
            "E-COLUMN-COUNT",
            f"{len(cells):,} columns; at most {MOST_COLUMNS} are read",
            spot(file, layout, sheet, number, MOST_COLUMNS),
            "Import long forms as JSON Lines, or check the separator.",
            f"共 {len(cells):,} 列，最多读取 {MOST_COLUMNS} 列",
            "列数过多的表单请用 JSON Lines 导入，或检查分隔符。",
        )
    if cells and max(map(len, cells)) > LONGEST_CELL:
        column = next(index for index, cell in enumerate(cells) if len(cell) > LONGEST_CELL)
        yield Problem(
            "E-CSV-FIELD" if layout == "lines" else "E-XLSX-FIELD",
            f"the cell has {len(cells[column]):,} characters; at most {LONGEST_CELL:,} are read",
            spot(file, layout, sheet, number, column),
            "Shorten the cell, or check whether a separator or quote is missing.",
            f"单元格有 {len(cells[column]):,} 个字符，最多 {LONGEST_CELL:,} 个",
            "请缩短内容，或检查是否缺少分隔符或引号。",
        )
