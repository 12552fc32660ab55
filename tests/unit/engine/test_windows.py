"""Every window in which the documents make something due, laid out for known months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from inspect_core.app.calendars import published, remembered
from inspect_core.domain.period import month_period
from inspect_core.engine.ground import Ground, Stretch, day_of
from inspect_core.engine.stretches import cut, stretches
from inspect_core.errors import ScoreError
from inspect_core.language.scalars import Window
from inspect_core.language.timing import Every, On

ZONE = ZoneInfo("Asia/Shanghai")
WORKDAY = remembered(published())
HALVES = (Window(first=360, last=720), Window(first=720, last=1080))
NIGHT = (Window(first=1320, last=1800),)


def ground(period: str = "2026-10", start_day: int = 1) -> Ground:
    return Ground(month_period(period, start_day), ZONE, WORKDAY)


def laid_out(
    when: str, found: Ground, on: On | None = None, every: Every | None = None, windows: Sequence[Window] = ()
) -> list[Stretch]:
    return stretches(when, found, on or On(), every, windows)


def days(found: Sequence[Stretch]) -> list[str]:
    """The days on which the stretches are judged, as month and day."""
    return [day_of(stretch.day).strftime("%m-%d") for stretch in found]


def span(stretch: Stretch) -> str:
    """First and last moment on the wall, the last one included to the minute."""
    first, last = (datetime.fromtimestamp(instant, UTC).astimezone(ZONE) for instant in (stretch.first, stretch.last))
    return f"{first:%Y-%m-%d %H:%M} - {last:%Y-%m-%d %H:%M}"


def test_a_day_runs_from_midnight_to_midnight() -> None:
    found = laid_out("day", ground())
    assert len(found) == 31
    assert span(found[0]) == "2026-10-01 00:00 - 2026-10-02 00:00"


@pytest.mark.parametrize(("period", "workdays"), [("2026-02", 16), ("2026-10", 18), ("2025-09", 23), ("2026-01", 21)])
def test_workdays_are_those_after_make_up_days(period: str, workdays: int) -> None:
    assert len(laid_out("workday", ground(period))) == workdays


def test_patrols_of_each_half_day_of_february_are_thirty_two() -> None:
    found = laid_out("workday_window", ground("2026-02"), windows=HALVES)
    assert len(found) == 32
    assert span(found[-1]) == "2026-02-28 12:00 - 2026-02-28 18:00"  # a Saturday that is worked


@pytest.mark.parametrize("when", ["window", "half_day"])
def test_a_window_is_due_on_every_calendar_day(when: str) -> None:
    assert len(laid_out(when, ground(), windows=HALVES)) == 62


def test_a_window_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    found = laid_out("window", ground(), windows=NIGHT)
    assert (days(found)[-1], span(found[-1])) == ("10-31", "2026-10-31 22:00 - 2026-11-01 06:00")


def test_three_households_each_sunday_are_a_hundred_and_fifty_six_a_year() -> None:
    sundays = [len(laid_out("sunday", ground(f"2026-{month:02}"))) for month in range(1, 13)]
    assert sundays == [4, 4, 5, 4, 5, 4, 4, 5, 4, 4, 5, 4]
    assert 3 * sum(sundays) == 156


def test_a_sunday_that_is_worked_is_a_sunday_all_the_same() -> None:
    assert "01-04" in days(laid_out("sunday", ground("2026-01")))


def test_named_weekdays_are_due() -> None:
    on = On(weekdays=("tuesday", "thursday", "saturday"))
    assert days(laid_out("day", ground(), on))[:4] == ["10-01", "10-03", "10-06", "10-08"]


def test_dates_of_the_month_are_due_where_the_month_has_them() -> None:
    assert days(laid_out("day", ground(), On(dates=(2, 16)))) == ["10-02", "10-16"]
    assert days(laid_out("day", ground("2026-02"), On(dates=(2, 30)))) == ["02-02"]
    assert days(laid_out("day", ground("2026-10", 26), On(dates=(2, 16, 30)))) == ["09-30", "10-02", "10-16"]


@pytest.mark.parametrize(
    ("period", "last"), [("2026-02", "02-28"), ("2026-10", "10-30"), ("2026-05", "05-29"), ("2025-01", "01-27")]
)
def test_the_last_workday_of_the_month_may_be_a_saturday(period: str, last: str) -> None:
    assert days(laid_out("day", ground(period), On(last="workday"))) == [last]


def test_the_last_day_of_the_month_of_a_period_from_the_26th_is_in_its_middle() -> None:
    assert days(laid_out("day", ground("2026-10", 26), On(last="day"))) == ["09-30"]
    assert days(laid_out("day", ground("2026-10", 26), On(last="workday"))) == ["09-30"]


def test_a_week_is_judged_in_the_period_in_which_its_sunday_falls() -> None:
    found = laid_out("week", ground())
    assert days(found) == ["10-04", "10-11", "10-18", "10-25"]
    assert span(found[0]) == "2026-09-28 00:00 - 2026-10-05 00:00"


@pytest.mark.parametrize(
    ("period", "start_day", "ends"),
    [("2026-10", 1, ["10-15", "10-31"]), ("2026-02", 1, ["02-15", "02-28"]), ("2026-10", 26, ["09-30", "10-15"])],
)
def test_half_months_end_on_the_fifteenth_and_with_the_month(period: str, start_day: int, ends: list[str]) -> None:
    assert days(laid_out("half_month", ground(period, start_day))) == ends


@pytest.mark.parametrize(
    ("when", "periods"),
    [
        ("month", list(range(1, 13))),
        ("two_months", [2, 4, 6, 8, 10, 12]),
        ("quarter", [3, 6, 9, 12]),
        ("half_year", [6, 12]),
        ("year", [12]),
    ],
)
def test_longer_stretches_are_judged_in_the_month_in_which_they_end(when: str, periods: list[int]) -> None:
    assert [month for month in range(1, 13) if laid_out(when, ground(f"2026-{month:02}"))] == periods


def test_a_quarter_and_a_year_are_whole() -> None:
    assert span(laid_out("quarter", ground("2026-12"))[0]) == "2026-10-01 00:00 - 2027-01-01 00:00"
    assert span(laid_out("year", ground("2026-12"))[0]) == "2026-01-01 00:00 - 2027-01-01 00:00"
    assert span(laid_out("half_year", ground("2026-06"))[0]) == "2026-01-01 00:00 - 2026-07-01 00:00"


def test_workdays_of_a_quarter_are_those_of_its_months() -> None:
    quarters = [
        sum(len(laid_out("workday", ground(f"2026-{month:02}"))) for month in range(first, first + 3))
        for first in (1, 4, 7, 10)
    ]
    assert quarters == [59, 61, 66, 62]


def test_a_calendar_month_in_a_period_from_the_26th_is_the_one_that_ends_in_it() -> None:
    assert span(laid_out("month", ground("2026-10", 26))[0]) == "2026-09-01 00:00 - 2026-10-01 00:00"


def test_the_period_itself_is_due_whichever_day_it_starts_on() -> None:
    assert span(laid_out("period", ground("2026-10", 26))[0]) == "2026-09-26 00:00 - 2026-10-26 00:00"


def test_a_season_is_due_in_its_months_alone() -> None:
    season = On(months=(6, 7, 8))
    assert [month for month in range(1, 13) if laid_out("month", ground(f"2026-{month:02}"), season)] == [6, 7, 8]
    assert laid_out("day", ground("2026-09"), season) == []
    every = Every(days=3, start=date(2026, 1, 1))
    assert laid_out("every", ground("2026-09"), season, every) == []
    assert len(laid_out("every", ground("2026-07"), season, every)) == 10


def test_every_so_many_days_are_counted_from_the_first_one() -> None:
    every = Every(days=45, start=date(2026, 1, 1))
    ends = {month: days(laid_out("every", ground(f"2026-{month:02}"), every=every)) for month in range(1, 13)}
    assert [end for found in ends.values() for end in found] == [
        (date(2026, 1, 1) + timedelta(days=45 * n - 1)).strftime("%m-%d") for n in range(1, 9)
    ]


@pytest.mark.parametrize(("hours", "pieces", "last"), [(1, 24, 1), (2, 12, 2), (3, 8, 3), (5, 5, 4), (24, 1, 24)])
def test_every_so_many_hours_are_cut_from_midnight_and_the_last_piece_may_be_short(
    hours: int, pieces: int, last: int
) -> None:
    found = laid_out("every", ground(), On(dates=(8,)), Every(hours=hours))
    assert len(found) == pieces
    assert (found[-1].last - found[-1].first) // 3600 == last


def test_pieces_cover_the_whole_and_nothing_twice() -> None:
    whole = Stretch(0, 100, 1100)
    pieces = list(cut(whole, 300))
    assert [(piece.first, piece.last) for piece in pieces] == [(100, 400), (400, 700), (700, 1000), (1000, 1100)]


def test_without_a_published_calendar_workdays_are_an_error_and_days_are_not() -> None:
    assert len(laid_out("day", ground("2031-03"))) == 31
    with pytest.raises(ScoreError, match="E-CALENDAR"):
        laid_out("workday", ground("2031-03"))
    with pytest.raises(ScoreError, match="E-CALENDAR"):
        laid_out("day", ground("2031-03"), On(last="workday"))
