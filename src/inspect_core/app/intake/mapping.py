"""Reads tables that somebody else designed: a mapping says which of their columns is what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from inspect_core.app.intake.columns import ImportKind, refusal_columns
from inspect_core.domain.table import Reading, Source, Table
from inspect_core.errors import ImportRefused, Place, Problem, UsageError
from inspect_core.language.mapping import OTHERS, ColumnMapping, RowsText
from inspect_core.ports import Reader

_CELL: Final = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class MappedReader:
    """A reader whose tables come out as the import knows them."""

    inner: Reader
    said: RowsText

    @property
    def name(self) -> str:
        """What people call the type of file."""
        return self.inner.name

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of such files end."""
        return self.inner.suffixes

    @property
    def largest(self) -> int:
        """How many bytes a file may have."""
        return self.inner.largest

    def read(self, source: Source) -> Reading:
        """The tables that the mapping is about. ImportRefused where the file has not the columns it names."""
        reading = self.inner.read(source)
        sheet = self.said.sheet
        tables = [table for table in reading.tables if sheet is None or table.sheet == sheet]
        if reading.tables and not tables:
            raise ImportRefused.of([_no_sheet(source.name, str(sheet), reading.tables)])
        return replace(reading, tables=tuple(mapped(table, self.said) for table in tables))


def mapped_readers(readers: Sequence[Reader], mapping: ColumnMapping, kind: ImportKind) -> tuple[Reader, ...]:
    """The readers for an import of that kind through a mapping. UsageError when the mapping says nothing of it."""
    said = mapping.text.parts().get(kind)
    if said is None:
        known = ", ".join(mapping.text.parts()) or "nothing"
        raise UsageError(
            "E-MAPPING-KIND",
            f"the mapping {mapping.text.mapping} does not say how to import {kind}",
            place=Place(file=mapping.file),
            hint=f"it knows: {known}; add a part `{kind}:` to it",
            message_zh=f"映射 {mapping.text.mapping} 未说明如何导入 {kind}",
            hint_zh=f"它包含：{known}；请在其中添加 `{kind}:`",
        )
    return tuple(MappedReader(reader, said) for reader in readers)


def mapped(table: Table, said: RowsText) -> Table:
    """The table under the headings of the import. ImportRefused with every column that is missing or unread."""
    columns = {heading.strip(): index for index, heading in reversed(list(enumerate(table.header)))}
    problems = [*_missing(table, said, columns), *_unread(table, said)]
    if problems:
        raise ImportRefused.of(problems)
    made = [_Column(heading, text, columns, said) for heading, text in said.texts().items()]
    rows = [
        (number, cells)
        for number, cells in zip(table.numbers, table.rows, strict=True)
        if _chosen(cells, said, columns)
    ]
    written = [(number, tuple(column.write(cells) for column in made)) for number, cells in rows]
    if said.once:
        written = _first_of_each(written, [column.heading for column in made])
    return replace(
        table,
        header=tuple(column.heading for column in made),
        rows=[cells for _, cells in written],
        numbers=[number for number, _ in written],
        origins=tuple(column.origin for column in made),
    )


class _Column:
    """One column of the import: what it writes for a row."""

    def __init__(self, heading: str, text: str, columns: Mapping[str, int], said: RowsText) -> None:
        self.heading = heading
        parts = _CELL.split(text)  # text, heading, text, heading, … text
        self._texts, self._cells = parts[::2], [columns[name] for name in parts[1::2]]
        self._words = said.translated() if heading.startswith("answers/") else {}

    @property
    def origin(self) -> int | None:
        """The first column it is made of, in the file."""
        return self._cells[0] if self._cells else None

    def write(self, cells: Sequence[str]) -> str:
        """The text of a row."""
        found = [cells[index].strip() for index in self._cells]
        if found and not any(found):
            return ""
        told = self._texts[0] + "".join(cell + text for cell, text in zip(found, self._texts[1:], strict=True))
        return self._words.get(told, told)


def _chosen(cells: Sequence[str], said: RowsText, columns: Mapping[str, int]) -> bool:
    only = all(cells[columns[name]].strip() in words for name, words in said.only.items())
    return only and all(cells[columns[name]].strip() for name in said.filled)


def _first_of_each(
    rows: Sequence[tuple[int, tuple[str, ...]]], header: Sequence[str]
) -> list[tuple[int, tuple[str, ...]]]:
    """The first row of each id."""
    first: dict[str, tuple[int, tuple[str, ...]]] = {}
    column = header.index("id")
    for number, cells in rows:
        first.setdefault(cells[column], (number, cells))
    return list(first.values())


def _used(said: RowsText) -> Iterator[str]:
    for text in said.texts().values():
        yield from _CELL.findall(text)
    yield from said.only
    yield from said.filled


def _missing(table: Table, said: RowsText, columns: Mapping[str, int]) -> Iterator[Problem]:
    left = (name for name in said.leave if name != OTHERS)
    for name in dict.fromkeys((*_used(said), *left)):
        if name not in columns:
            near = get_close_matches(name, columns, n=1)
            yield Problem(
                "E-MAPPING-COLUMN",
                f"the mapping reads the column {name[:64]!r}, which the file does not have",
                table.place(None, None),
                f"Did you mean {near[0]!r}?" if near else f"The file has: {', '.join(columns)}.",
                f"映射要读取的列 {name[:64]!r} 在文件中不存在",
                f"是否应为 {near[0]!r}？" if near else f"文件中的列：{', '.join(columns)}。",
            )


def _unread(table: Table, said: RowsText) -> Iterator[Problem]:
    if OTHERS in said.leave:
        return
    known = {*_used(said), *said.leave}
    said_back = refusal_columns(table.header)
    for index, heading in enumerate(table.header):
        if index not in said_back and heading.strip() and heading.strip() not in known:
            yield Problem(
                "E-MAPPING-UNREAD",
                f"the mapping does not read the column {heading[:64]!r}",
                table.place(None, index),
                "Use it, or name it under `leave:` (`leave: others` leaves all the rest).",
                f"映射没有读取列 {heading[:64]!r}",
                "请使用该列，或写入 `leave:`（`leave: others` 表示其余各列都不读）。",
            )


def _no_sheet(name: str, sheet: str, tables: Sequence[Table]) -> Problem:
    there = ", ".join(table.sheet or "—" for table in tables)
    return Problem(
        "E-MAPPING-SHEET",
        f"the mapping reads the sheet {sheet!r}, which the file does not have",
        Place(file=name),
        f"The file has: {there}.",
        f"映射要读取的工作表 {sheet!r} 在文件中不存在",
        f"文件中的工作表：{there}。",
    )
