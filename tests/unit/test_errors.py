"""Errors say what, where and what next, in two languages, and know their exit status."""

from __future__ import annotations

import pytest

from inspect_core.errors import (
    DataError,
    FactError,
    ImportRefused,
    InspectError,
    IntegrityError,
    Place,
    PluginError,
    Problem,
    RulesetError,
    ScoreError,
    SystemFault,
    UsageError,
)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("patrol.yaml", 3, 7), "patrol.yaml:3:7"),
        (Place("patrol.yaml", 3), "patrol.yaml:3"),
        (Place("patrol.yaml"), "patrol.yaml"),
        (Place("roster.xlsx", sheet="十月", cell="B7"), "roster.xlsx:十月!B7"),
        (Place(sheet="十月", cell="B7"), "十月!B7"),
        (Place(pointer="/people/3/role"), "/people/3/role"),
        (Place("people.jsonl", pointer="/role"), "people.jsonl#/role"),
        (Place(pointer=""), "/"),
    ],
)
def test_a_place_is_written_as_editors_and_spreadsheets_write_it(place: Place, words: str) -> None:
    assert str(place) == words


def test_an_error_reads_as_place_message_code_and_the_next_step() -> None:
    error = UsageError("E-X", "no such form", place=Place("a.csv", 2), hint="see: inspect-core forms")
    assert str(error) == "a.csv:2: no such form (E-X)\n  see: inspect-core forms"


def test_chinese_is_used_where_it_was_written_and_english_elsewhere() -> None:
    error = DataError("E-X", "too long", hint="make it shorter", message_zh="过长")
    assert error.text("zh") == "过长 (E-X)\n  make it shorter"
    assert (error.message_zh, error.hint_zh) == ("过长", "")


def test_many_problems_are_reported_together_and_the_first_names_the_error() -> None:
    error = ImportRefused.of([Problem("E-A", "first", Place("a.csv", 2)), Problem("E-B", "second")])
    assert (error.code, error.message, str(error.place), error.hint) == ("E-A", "first", "a.csv:2", "")
    assert str(error) == "a.csv:2: first (E-A)\nsecond (E-B)"
    assert [problem.code for problem in error.problems] == ["E-A", "E-B"]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (UsageError, 2),
        (DataError, 3),
        (RulesetError, 3),
        (FactError, 3),
        (ImportRefused, 3),
        (PluginError, 3),
        (ScoreError, 3),
        (IntegrityError, 4),
        (SystemFault, 5),
    ],
)
def test_each_kind_of_error_has_its_exit_status(kind: type[InspectError], status: int) -> None:
    assert kind("E-X", "no").exit_code == status
