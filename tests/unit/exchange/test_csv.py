"""Reading CSV: what companies' systems write is read as it was meant, what is doubtful is refused with its line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_core.api import ImportRefused, Problem, Reading, Source, Table
from inspect_core.exchange.csv_ import CsvReader


def read(data: bytes, encoding: str | None = None) -> Reading:
    return CsvReader().read(Source("a.csv", data, encoding))


def table(data: bytes, encoding: str | None = None) -> Table:
    (found,) = read(data, encoding).tables
    return found


def refused(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    with pytest.raises(ImportRefused) as caught:
        read(data, encoding)
    return caught.value.code, str(caught.value.place)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_are_separated_by_what_the_header_uses(separator: str) -> None:
    text = separator.join(["id", "name"]) + "\n" + separator.join(["P1", '"a,b;c\td"'])
    assert table(text.encode()).rows == [("P1", "a,b;c\td")]


def test_excel_may_name_the_separator_in_a_line_of_its_own() -> None:
    found = table(b"sep=;\r\nid;name\r\nP1;a,b\r\n")
    assert (found.header, found.rows, found.numbers) == (("id", "name"), [("P1", "a,b")], [3])


def test_utf8_with_and_without_its_mark_is_the_same_text() -> None:
    text = "工号,姓名\nP1,李\n"
    assert table(text.encode()).rows == table(text.encode("utf-8-sig")).rows == [("P1", "李")]
    assert table(text.encode("utf-8-sig")).header == ("工号", "姓名")


def test_gb18030_is_read_with_a_notice_and_without_one_when_it_was_named() -> None:
    data = "工号,姓名\nP1,李小明\n".encode("gb18030")
    reading = read(data)
    assert reading.tables[0].rows == [("P1", "李小明")]
    assert [notice.code for notice in reading.notices] == ["N-CSV-GB18030"]
    assert read(data, "GBK").notices == ()
    assert table(data, "gb18030").header == ("工号", "姓名")


def test_bytes_that_are_gb18030_by_accident_are_not_taken_for_chinese() -> None:
    assert refused("id,name\nP1,Müller Jürgen\nP2,Élise\n".encode("latin-1"))[0] == "E-CSV-ENCODING"


def test_an_encoding_that_was_named_wrongly_is_refused() -> None:
    assert refused("工号\nP1,李".encode("gb18030"), "utf-8") == ("E-CSV-ENCODING", "a.csv:1")
    assert refused(b"id\nP1", "latin-1") == ("E-CSV-ENCODING", "a.csv")


def test_title_lines_and_empty_rows_are_left_out_and_numbers_stay_those_of_the_file() -> None:
    found = table("2026年10月人员表,,\n\nid,name\n,\nP1,a\n\nP2,b\n".encode())
    assert (found.header_number, found.header) == (3, ("id", "name"))
    assert (found.rows, found.numbers) == ([("P1", "a"), ("P2", "b")], [5, 7])


def test_a_cell_of_several_lines_counts_the_line_it_starts_on() -> None:
    found = table(b'id,note\nP1,"a\nb\nc"\nP2,d\n')
    assert found.numbers == [2, 5]
    assert str(found.place(1, 1)) == "a.csv:5:2"


def test_a_table_of_one_column_has_a_header_and_rows() -> None:
    found = table(b"id\nP1\nP2\n")
    assert (found.header, found.rows, found.numbers) == (("id",), [("P1",), ("P2",)], [2, 3])
    assert len(table(b"id\n" + b"P1\n" * 10).rows) == 10


def test_short_rows_are_filled_and_what_stands_to_the_right_is_refused() -> None:
    assert table(b"id,name,role\nP1,a\nP2,b,c,,\n").rows == [("P1", "a", ""), ("P2", "b", "c")]
    assert refused(b"id,name\nP1,a,b\n") == ("E-CELL-SURPLUS", "a.csv:2:3")


def test_a_quote_that_is_never_closed_is_named_by_the_line_that_opened_it() -> None:
    assert refused(b'id,name\nP1,"a\nb"\nP2,"c ""d""\nP3,e\n') == ("E-CSV-QUOTE", "a.csv:4")
    assert refused(b'id,name\nP1,"a\nb","c\nP2\n') == ("E-CSV-QUOTE", "a.csv:3")
    assert refused(b'id,name\nP1,"a"b\n') == ("E-CSV-QUOTE", "a.csv:2")


@pytest.mark.parametrize(("length", "good"), [(19_999, True), (20_000, True), (20_001, False)])
def test_a_cell_has_at_most_twenty_thousand_characters(length: int, good: bool) -> None:
    data = b"id,name\nP1," + b"x" * length
    if good:
        assert len(table(data).rows[0][1]) == length
    else:
        assert refused(data) == ("E-CSV-FIELD", "a.csv:2:2")


@pytest.mark.parametrize(("count", "good"), [(99_999, True), (100_000, True), (100_001, False)])
def test_a_file_has_at_most_a_hundred_thousand_rows(count: int, good: bool) -> None:
    data = b"id,name\n" + b"P1,a\n" * count
    if good:
        assert len(table(data).rows) == count
    else:
        assert refused(data)[0] == "E-CSV-ROWS"


@pytest.mark.parametrize(("count", "good"), [(255, True), (256, True), (257, False)])
def test_a_table_has_at_most_256_columns(count: int, good: bool) -> None:
    data = ",".join(f"c{n}" for n in range(count)).encode() + b"\n" + b"x," * (count - 1) + b"x\n"
    if good:
        assert len(table(data).header) == count
    else:
        assert refused(data)[0] == "E-COLUMN-COUNT"


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6))
def test_every_text_comes_back_as_it_was_written(rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["a", "b", "c"])
    writer.writerows(rows)
    expected = [row for row in rows if any(cell.strip() for cell in row)]
    reading = read(text.getvalue().encode())
    assert [list(row) for found in reading.tables for row in found.rows] == [list(row) for row in expected]


@given(st.binary(max_size=400) | st.text('ab,;"\n\t \r=\u200b李', max_size=200).map(str.encode))
@settings(max_examples=300)
def test_any_bytes_at_all_are_read_or_refused_with_a_place(data: bytes) -> None:
    reading = Reading(())
    problems: tuple[Problem, ...] = ()
    try:
        reading = read(data)
    except ImportRefused as error:
        problems = error.problems
    assert all(problem.place is not None and problem.hint for problem in problems)
    assert all(len(row) == len(found.header) for found in reading.tables for row in found.rows)
