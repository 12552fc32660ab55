"""The log of a patrol baton becomes records of the key-area patrol, each once, or is refused with its lines."""

from __future__ import annotations

import pytest

from inspect_core.api import ImportRefused, Reading, Source
from inspect_core_security.baton import BatonReader

HEADER = "设备号,地点编号,时间,人员\n"


def read(text: str, encoding: str = "utf-8") -> Reading:
    return BatonReader().read(Source("night.baton", text.encode(encoding)))


def refused(text: str) -> ImportRefused:
    with pytest.raises(ImportRefused) as caught:
        read(text)
    return caught.value


def test_a_touch_is_a_record_of_the_key_area_patrol() -> None:
    (table,) = read(HEADER + "B7,key-roof-1,2026-10-08 23:05:10,P012\n").tables
    assert dict(zip(table.header, table.rows[0], strict=True)) == {
        "id": "B7-key-roof-1-20261008230510",
        "place": "key-roof-1",
        "start": "2026-10-08 23:05:10",
        "observer": "P012",
        "form": "key-area-patrol",
    }


def test_a_touch_keeps_its_line_and_its_columns() -> None:
    (table,) = read("人员,时间,地点编号,设备号\n\nP012,2026-10-08 23:05:10,key-roof-1,B7\n").tables
    assert table.header == ("observer", "start", "place", "id", "form")
    assert str(table.place(0, 2)) == "night.baton:3:3"


def test_a_log_in_the_encoding_of_older_programs_is_read() -> None:
    (table,) = read(HEADER + "B7,天台,2026-10-08 23:05:10,王建国\n", "gb18030").tables
    assert table.rows[0][1] == "天台"


def test_the_same_log_again_makes_the_same_records() -> None:
    log = HEADER + "B7,key-roof-1,2026-10-08 23:05:10,P012\n"
    assert read(log) == read(log)


def test_a_button_pressed_twice_in_one_second_counts_once_and_is_told() -> None:
    touch = "B7,key-roof-1,2026-10-08 23:05:10,P012\n"
    reading = read(HEADER + touch + touch)
    assert len(reading.tables[0].rows) == 1
    assert [notice.code for notice in reading.notices] == ["N-BATON-TWICE"]


def test_touches_a_second_apart_are_two_records() -> None:
    reading = read(HEADER + "B7,key-roof-1,2026-10-08 23:05:10,P012\nB7,key-roof-1,2026-10-08 23:05:11,P012\n")
    assert len(reading.tables[0].rows) == 2
    assert reading.notices == ()


def test_every_incomplete_line_is_named() -> None:
    error = refused(HEADER + "B7,key-roof-1,,P012\nB7,key-roof-1,2026-10-08 23:05:10\nB7,a,b,c,d\n")
    assert [(problem.code, str(problem.place)) for problem in error.problems] == [
        ("E-BATON-CELL", "night.baton:2"),
        ("E-BATON-CELL", "night.baton:3"),
        ("E-BATON-CELL", "night.baton:4"),
    ]


@pytest.mark.parametrize(
    "header", ["设备号,地点编号,时间\n", "设备号,地点编号,时间,人员,电量\n", "时间,时间,人员,设备号\n"]
)
def test_a_log_with_other_columns_is_refused(header: str) -> None:
    assert refused(header + "a,b,c,d\n").code == "E-BATON-COLUMN"


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(ImportRefused) as caught:
        BatonReader().read(Source("night.baton", b"\xff\xff\xff\xff"))
    assert caught.value.code == "E-BATON-ENCODING"


def test_a_broken_quote_is_refused_with_its_line() -> None:
    error = refused(HEADER + 'B7,"roof"x,2026-10-08 23:05:10,P012\n')
    assert (error.code, str(error.first.place)) == ("E-BATON-LINE", "night.baton:2")


def test_an_empty_log_brings_nothing() -> None:
    assert read("").tables == ()
