"""The work calendar of 2025 and 2026 after make-up days, against vectors that were checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from inspect_core.app.calendars import published, remembered
from inspect_core.domain.calendar import add_workdays, overridden

WORKDAY = remembered(published())
# month, workdays, Mondays to Fridays, last workday
VECTORS = [
    ("2025-01", 19, 23, "2025-01-27"),
    ("2025-04", 22, 22, "2025-04-30"),
    ("2025-09", 23, 22, "2025-09-30"),
    ("2025-10", 18, 23, "2025-10-31"),
    ("2026-01", 21, 22, "2026-01-30"),
    ("2026-02", 16, 20, "2026-02-28"),
    ("2026-05", 19, 21, "2026-05-29"),
    ("2026-09", 22, 22, "2026-09-30"),
    ("2026-10", 18, 22, "2026-10-30"),
]


def days(first: str, last: str) -> Iterator[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += timedelta(days=1)


def month(text: str) -> list[date]:
    return [day for day in days(f"{text}-01", f"{text[:4]}-12-31") if day.strftime("%Y-%m") == text]


@pytest.mark.parametrize(("text", "workdays", "weekdays", "last"), VECTORS, ids=[vector[0] for vector in VECTORS])
def test_a_month_has_the_workdays_that_were_announced(text: str, workdays: int, weekdays: int, last: str) -> None:
    found = [day for day in month(text) if WORKDAY(day)]
    assert len(found) == workdays
    assert sum(day.weekday() < 5 for day in month(text)) == weekdays
    assert found[-1] == date.fromisoformat(last)


@pytest.mark.parametrize(("year", "workdays"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_the_workdays_that_were_announced(year: int, workdays: int) -> None:
    assert sum(bool(WORKDAY(day)) for day in days(f"{year}-01-01", f"{year}-12-31")) == workdays


@pytest.mark.parametrize("sunday", ["2025-01-26", "2025-04-27", "2025-09-28", "2026-01-04", "2026-09-20"])
def test_a_sunday_may_be_a_workday(sunday: str) -> None:
    day = date.fromisoformat(sunday)
    assert day.weekday() == 6
    assert WORKDAY(day)


def test_a_sunday_is_a_sunday_also_when_it_is_worked() -> None:
    sundays = [day for day in days("2026-01-01", "2026-12-31") if day.weekday() == 6]
    assert len(sundays) == 52
    assert [sum(day.month == month for day in sundays) for month in range(1, 13)] == [
        4,
        4,
        5,
        4,
        5,
        4,
        4,
        5,
        4,
        4,
        5,
        4,
    ]


def test_a_year_nobody_announced_has_no_answer() -> None:
    assert WORKDAY(date(2031, 3, 3)) is None


def test_a_projects_own_days_win_over_the_published_ones() -> None:
    own = overridden({date(2026, 10, 8): False, date(2031, 3, 3): True}, WORKDAY)
    assert [own(date(2026, 10, day)) for day in (7, 8, 9)] == [False, False, True]
    assert own(date(2031, 3, 3)) is True
    assert own(date(2031, 3, 4)) is None


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-10-08", 1, "2026-10-09"),
        ("2026-09-30", 1, "2026-10-08"),  # over the National Day holiday
        ("2026-10-09", 1, "2026-10-10"),  # a Saturday that is worked
        ("2026-10-08", 0, "2026-10-08"),
        ("2026-01-01", 6, "2026-01-09"),  # the longest run of workdays of the year begins on Sunday, 4 January
    ],
)
def test_workdays_are_counted_from_the_day_after(start: str, count: int, end: str) -> None:
    assert add_workdays(date.fromisoformat(start), count, WORKDAY) == date.fromisoformat(end)


def test_workdays_beyond_the_published_calendar_are_not_guessed() -> None:
    assert add_workdays(date(2031, 3, 3), 1, WORKDAY) is None


def test_each_day_is_asked_for_once() -> None:
    asked: list[date] = []

    def ask(day: date) -> bool:
        asked.append(day)
        return True

    calendar = remembered(ask)
    assert [calendar(date(2026, 10, 8)) for _ in range(3)] == [True] * 3
    assert asked == [date(2026, 10, 8)]
