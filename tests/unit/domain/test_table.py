from __future__ import annotations

from hashlib import sha256

import pytest

from inspect_core.domain.table import Layout, Source, Table, column_letters


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (16_383, "XFD")]
)
def test_columns_have_the_letters_of_a_spreadsheet(index: int, letters: str) -> None:
    assert column_letters(index) == letters


def test_a_file_is_known_by_its_end_and_its_bytes() -> None:
    source = Source("Roster.XLSX", b"abc")
    assert (source.suffix, source.sha256) == (".xlsx", sha256(b"abc").hexdigest())
    assert Source(".hidden", b"").suffix == ""


@pytest.mark.parametrize(
    ("layout", "cell", "row", "header"),
    [
        ("lines", "f:5:2", "f:5", "f:1"),
        ("cells", "f:s!B5", "f:s!A5", "f:s!A1"),
        ("pointers", "f:5#/name", "f:5", "f:1"),
    ],
)
def test_every_cell_knows_where_it_stood(layout: Layout, cell: str, row: str, header: str) -> None:
    sheet = "s" if layout == "cells" else None
    table = Table("f", ("id", "name"), [("1", "a")], [5], layout, sheet)
    assert [str(table.place(0, 1)), str(table.place(0)), str(table.place(None))] == [cell, row, header]
