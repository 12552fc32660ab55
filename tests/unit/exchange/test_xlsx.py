"""Reading workbooks: a cell is the text a person meant; what would have to be computed or guessed is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_core.api import ImportRefused, Problem, Reading, Source
from inspect_core.exchange.xlsx import XlsxReader


def made(fill: Callable[[Any], None]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - a workbook has no zone
        fill(book)
    return stream.getvalue()


def read(data: bytes) -> Reading:
    return XlsxReader().read(Source("a.xlsx", data))


def rows(fill: Callable[[Any], None]) -> list[tuple[str, ...]]:
    (table,) = read(made(fill)).tables
    return list(table.rows)


def refused(fill: Callable[[Any], None]) -> list[tuple[str, str]]:
    with pytest.raises(ImportRefused) as caught:
        read(made(fill))
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


def test_a_typed_cell_is_the_text_a_person_meant() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("数据")
        formats = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "clock": "hh:mm", "long": "[h]:mm"}
        styles = {name: book.add_format({"num_format": code}) for name, code in formats.items()}
        sheet.write_row(0, 0, list("abcdefgh"))
        sheet.write(1, 0, 1001)
        sheet.write(1, 1, 12.5)
        sheet.write(1, 2, True)
        sheet.write_datetime(1, 3, date(2026, 10, 8), styles["day"])
        sheet.write_datetime(1, 4, datetime(2026, 10, 8, 8, 10, 7), styles["moment"])  # noqa: DTZ001 - a cell has no zone
        sheet.write_datetime(1, 5, time(8, 10), styles["clock"])
        sheet.write_datetime(1, 6, timedelta(hours=30), styles["long"])
        sheet.write_string(1, 7, "=SUM(1)")

    assert rows(fill) == [
        ("1001", "12.5", "TRUE", "2026-10-08", "2026-10-08 08:10:07", "08:10:00", "30:00:00", "=SUM(1)")
    ]


def test_rows_keep_the_numbers_the_sheet_shows() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("数据")
        sheet.merge_range("B2:D2", "十月排班表")
        sheet.write_row(3, 1, ["id", "name"])
        sheet.write_row(6, 1, ["P1", "a"])

    (table,) = read(made(fill)).tables
    assert (table.header, table.rows) == (("", "id", "name"), [("", "P1", "a")])
    assert str(table.place(0, 1)) == "a.xlsx:数据!B7"
    assert str(table.place(None, 2)) == "a.xlsx:数据!C4"


def test_hidden_sheets_examples_and_empty_sheets_are_passed_over() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("one").write_row(0, 0, ["id", "name"])
        book.add_worksheet("示例").write_row(0, 0, ["x", "y"])
        hidden = book.add_worksheet("hidden")
        hidden.write_row(0, 0, ["x", "y"])
        hidden.write_formula(1, 0, "=1+1")
        hidden.hide()
        book.add_worksheet("empty")
        book.add_worksheet("two").write_row(0, 0, ["id", "role"])

    assert [table.sheet for table in read(made(fill)).tables] == ["one", "two"]


def test_what_a_template_brings_along_is_passed_over_even_where_it_is_shown() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("people").write_row(0, 0, ["id", "name"])
        book.add_worksheet("lists").write_row(0, 0, ["Guard"])
        book.add_worksheet("inspect-core").write_row(0, 0, ["kind", "people"])

    (table,) = read(made(fill)).tables
    assert (table.sheet, table.about) == ("people", {"kind": "people"})


def test_a_sheet_called_lists_is_read_where_no_template_made_it() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("lists").write_row(0, 0, ["id", "name"])

    assert [table.sheet for table in read(made(fill)).tables] == ["lists"]


def test_formulas_errors_merged_cells_and_lost_digits_are_named_cell_by_cell() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("s")
        sheet.write_row(0, 0, ["id", "name", "role"])
        sheet.write_formula(1, 1, '="a"&"b"', "", "ab")
        sheet.write_formula(2, 2, "=1/0", "", "#DIV/0!")
        sheet.merge_range("A4:A6", "P3")
        sheet.write_number(6, 0, 110101199003078888)

    assert refused(fill) == [
        ("E-XLSX-FORMULA", "a.xlsx:s!B2"),
        ("E-XLSX-FORMULA", "a.xlsx:s!C3"),
        ("E-XLSX-ERROR", "a.xlsx:s!C3"),
        ("E-XLSX-NUMBER", "a.xlsx:s!A7"),
        ("E-XLSX-MERGED", "a.xlsx:s!A4"),
    ]


@pytest.mark.parametrize(("row", "good"), [(19_999, True), (20_000, True), (20_001, False)])
def test_a_sheet_reaches_at_most_to_row_twenty_thousand(row: int, good: bool) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("s")
        sheet.write_row(0, 0, ["id", "name"])
        sheet.write_row(row - 1, 0, ["P1", "a"])

    assert (rows(fill) == [("P1", "a")]) if good else (refused(fill) == [("E-XLSX-DIMENSION", "a.xlsx")])


@pytest.mark.parametrize(("column", "good"), [(59, True), (60, True), (61, False)])
def test_a_sheet_reaches_at_most_to_column_sixty(column: int, good: bool) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("s")
        for index in range(column):
            sheet.write(0, index, f"c{index}")
        sheet.write(1, column - 1, "x")

    assert (len(rows(fill)[0]) == column) if good else (refused(fill) == [("E-XLSX-DIMENSION", "a.xlsx")])


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=20),
        min_size=2,
        max_size=5,
    )
)
@settings(max_examples=30)
def test_every_text_comes_back_as_it_was_written(texts: list[str]) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("s")
        sheet.write_row(0, 0, [f"c{n}" for n in range(len(texts))])
        for column, text in enumerate(texts):
            sheet.write_string(1, column, text)

    found = rows(fill) if any(text.strip() for text in texts) else [tuple(texts)]
    assert found == [tuple(texts)]


@given(st.data())
@settings(max_examples=80)
def test_a_workbook_with_changed_bytes_is_read_or_refused(data: st.DataObject) -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("s").write_row(0, 0, ["id", "name"])

    content = bytearray(made(fill))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    problems: tuple[Problem, ...] = ()
    try:
        read(bytes(content[: data.draw(st.integers(1, len(content)))]))
    except ImportRefused as error:
        problems = error.problems
    assert all(problem.hint for problem in problems)
