"""Reading JSON Lines: flat objects, exact numbers, each line judged on its own and all of them reported."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_core.api import ImportRefused, Problem, Source
from inspect_core.exchange.jsonl import JsonLinesReader


def read(data: bytes | str) -> list[dict[str, str]]:
    source = Source("a.jsonl", data.encode() if isinstance(data, str) else data)
    reading = JsonLinesReader().read(source)
    rows = [
        (number, dict(zip(table.header, row, strict=True)))
        for table in reading.tables
        for number, row in zip(table.numbers, table.rows, strict=True)
    ]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def refused(data: bytes | str) -> list[tuple[str, str]]:
    with pytest.raises(ImportRefused) as caught:
        read(data)
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


def test_answers_photos_and_numbers_become_flat_texts() -> None:
    line = {"id": "o1", "answers": {"smile": "pass", "count": 3}, "photos": ["a.jpg", "b.jpg"], "note": None}
    assert read(json.dumps(line)) == [
        {"id": "o1", "answers/smile": "pass", "answers/count": "3", "photos": "a.jpg;b.jpg"}
    ]
    assert read('{"n": 12.50}') == [{"n": "12.50"}]


def test_lines_may_have_different_keys_and_stay_in_their_order() -> None:
    assert read('{"a": "1"}\n{"b": "2"}\n\n{"a": "3"}\n') == [{"a": "1"}, {"b": "2"}, {"a": "3"}]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert read(b'\xef\xbb\xbf{"a": "1"}\r\n{"a": "2"}\r\n') == [{"a": "1"}, {"a": "2"}]


def test_a_key_with_a_stroke_is_escaped_as_pointers_are() -> None:
    assert read('{"a/b": "1", "c~d": "2"}') == [{"a~1b": "1", "c~0d": "2"}]


def test_every_bad_line_is_reported_in_one_go() -> None:
    assert refused('{"a": 1}\n{"a": NaN}\n{"a": "x", "a": "y"}\nnope\n{"a": {"b": 1}}\n[]\n') == [
        ("E-JSON-NUMBER", "a.jsonl:2"),
        ("E-JSON-DUPKEY", "a.jsonl:3#/a"),
        ("E-JSON-SYNTAX", "a.jsonl:4:1"),
        ("E-JSON-TYPE", "a.jsonl:5#/a"),
        ("E-JSON-SYNTAX", "a.jsonl:6"),
    ]


@pytest.mark.parametrize(("depth", "code"), [(31, "E-JSON-TYPE"), (32, "E-JSON-DEPTH"), (50_000, "E-JSON-DEPTH")])
def test_a_line_is_nested_at_most_32_deep(depth: int, code: str) -> None:
    assert refused('{"a": ' + "[" * depth + "]" * depth + "}")[0][0] == code


def test_brackets_inside_texts_are_not_nesting() -> None:
    assert read('{"a": "' + "[{" * 500 + '\\"["}') == [{"a": "[{" * 500 + '"['}]


@pytest.mark.parametrize(("length", "good"), [(20_000, True), (20_001, False)])
def test_a_text_has_at_most_twenty_thousand_characters(length: int, good: bool) -> None:
    line = json.dumps({"a": "x" * length})
    if good:
        assert read(line) == [{"a": "x" * length}]
    else:
        assert refused(line) == [("E-JSON-SIZE", "a.jsonl:1#/a")]


@pytest.mark.parametrize(("digits", "good"), [(15, True), (16, False)])
def test_a_number_has_at_most_fifteen_digits(digits: int, good: bool) -> None:
    for line in ('{"a": ' + "1" * digits + "}", '{"a": 0.' + "1" * (digits - 1) + "}"):
        if good:
            assert len(read(line)) == 1
        else:
            assert refused(line) == [("E-JSON-NUMBER", "a.jsonl:1")]


@given(
    st.dictionaries(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/~"), min_size=1), st.text())
)
def test_every_text_comes_back_as_it_was_written(line: dict[str, str]) -> None:
    fits = all("\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text) for text in line.values())
    data = json.dumps(line)
    if fits:
        assert read(data) == ([line] if line else [])
    else:
        assert {code for code, _ in refused(data)} == {"E-JSON-TEXT"}


@given(st.binary(max_size=300) | st.text('{}[]",:0.eE-aNn\\u \n', max_size=120).map(str.encode))
@settings(max_examples=300)
def test_any_bytes_at_all_are_read_or_refused_with_a_place(data: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read(data)
    except ImportRefused as error:
        problems = error.problems
    assert all(problem.place is not None and problem.hint for problem in problems)
