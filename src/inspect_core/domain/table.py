"""What a file said, before anybody judged it: tables of texts that remember where each cell stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Final, Literal

from inspect_core.errors import Place, Problem

Layout = Literal["lines", "cells", "pointers"]

ABOUT_SHEET: Final = "inspect-core"
"""The hidden sheet in which a template says what it is for."""
LISTS_SHEET: Final = "lists"
"""The hidden sheet of a template with what may be chosen."""
EXAMPLE_SHEETS: Final = frozenset(
    {
        "示例",
        "example",
        "examples",
        "示例 example",
        "示例 班次",
        "example shifts",
        "说明",
        "填写说明",
        "notes",
        "readme",
    }
)
"""Sheets that show or explain, in lower case; nothing is imported from them."""


@dataclass(frozen=True)
class Source:
    """A file handed in: the name it is known by, its bytes, and the encoding if somebody named one."""

    name: str
    data: bytes
    encoding: str | None = None

    @property
    def suffix(self) -> str:
        """The end of the name in lower case, with its dot (".csv"), or an empty text."""
        dot = self.name.rfind(".")
        return self.name[dot:].lower() if dot > 0 else ""

    @cached_property
    def sha256(self) -> str:
        """The digest of the bytes, lower-case hexadecimal."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under a header; an empty text is an empty cell.

    Each row is as long as the header.  `numbers` holds the line (text files) or row (workbooks) of each
    row, from 1.  `layout` says how a place is told: `lines` file:line:column, `cells` sheet!cell,
    `pointers` a line and a JSON pointer, where the header already holds the pointers without their first stroke.
    `about` is what a template says of itself: kind, form, edition.  `origins` tells of a table that was made
    of another one where each column stood there; None is a column that did not.
    """

    file: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: Sequence[int]
    layout: Layout = "lines"
    sheet: str | None = None
    header_number: int = 1
    about: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    origins: tuple[int | None, ...] | None = None

    def place(self, row: int | None, column: int | None = None) -> Place:
        """Where the cell stands, counted from 0; `row` None is the header, `column` None the whole row."""
        number = self.header_number if row is None else self.numbers[row]
        if self.origins is not None:
            column = None if column is None or self.layout == "pointers" else self.origins[column]
        if self.layout == "cells":
            return Place(file=self.file, sheet=self.sheet, cell=f"{column_letters(column or 0)}{number}")
        if self.layout == "pointers" and column is not None:
            return Place(file=self.file, line=number, pointer="/" + self.header[column])
        return Place(file=self.file, line=number, column=None if column is None else column + 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """The tables of one file, and what the reader wants to be known about how it read them."""

    tables: tuple[Table, ...]
    notices: tuple[Problem, ...] = ()


def column_letters(index: int) -> str:
    """The letters a spreadsheet shows above a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
