"""A record handed in long after what it tells of is marked with its hours; a month's file is not, unless somebody says so."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.app.late import hours_late, with_hours_late
from inspect_core.app.settings import RecordSettings

DAY = RecordSettings()
FILES_TOO = RecordSettings(late_imports=True)


def record(received: str, actor: str = "cli:li", **said: str) -> dict[str, Any]:
    return {"start": "2026-10-08T08:00:00+08:00", "received_at": received, "actor": actor, **said}


@pytest.mark.parametrize(
    ("received", "hours"),
    [
        ("2026-10-08T08:05:00+08:00", None),
        ("2026-10-09T08:00:00+08:00", None),
        ("2026-10-09T08:00:01+08:00", 24),
        ("2026-10-09T01:30:00+00:00", 25),
        ("2026-10-08T07:58:00+08:00", None),
    ],
)
def test_late_is_what_comes_more_than_a_day_after_in_whole_hours(received: str, hours: int | None) -> None:
    assert hours_late(record(received), DAY) == hours


def test_the_hours_are_counted_from_the_end_where_there_is_one() -> None:
    assert hours_late(record("2026-10-09T08:30:00+08:00", end="2026-10-08T09:00:00+08:00"), DAY) is None


def test_a_project_says_how_many_hours_and_that_none_are_marked() -> None:
    found = record("2026-10-08T12:00:00+08:00")
    assert hours_late(found, RecordSettings(late_after=2)) == 4
    assert hours_late(record("2026-11-08T12:00:00+08:00"), RecordSettings(late_after=0)) is None


def test_a_file_says_when_it_came_and_not_when_its_lines_were_written() -> None:
    found = record("2026-11-02T09:00:00+08:00", actor="import:october.csv")
    assert hours_late(found, DAY) is None
    assert hours_late(found, FILES_TOO) == 601


def test_only_records_that_were_asked_for_are_looked_at() -> None:
    known = {"a": record("2026-10-10T08:00:00+08:00"), "b": record("2026-10-10T08:00:00+08:00")}
    assert {id: found["late_hours"] for id, found in with_hours_late(known, ["a", "a", "x"], DAY).items()} == {"a": 48}
