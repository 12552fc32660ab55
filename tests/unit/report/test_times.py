from __future__ import annotations

from datetime import date

import pytest

from inspect_core.report import times
from inspect_core.report.words import Words

ZH, EN = Words("zh"), Words("en")
DAY = date(2026, 10, 8)


def test_a_month_is_named_in_the_readers_language() -> None:
    assert times.month_title("2026-10", ZH) == "2026 年 10 月"
    assert times.month_title("2026-10", EN) == "October 2026"


@pytest.mark.parametrize("period", ["2026-Q4", "2026-13", "autumn"])
def test_a_period_that_is_no_month_keeps_its_own_name(period: str) -> None:
    assert times.month_title(period, ZH) == period
    assert times.month_short(period, EN) == period


def test_a_day_carries_its_weekday() -> None:
    assert times.day_title(DAY, ZH) == "10-08 周四"
    assert times.day_title(DAY, EN) == "Thu 8 Oct"


def test_a_night_shift_ends_on_the_next_day() -> None:
    assert times.span("2026-10-08T20:00:00+08:00", "2026-10-09T08:00:00+08:00", DAY, ZH) == "20:00–次日 08:00"


def test_the_morning_of_a_night_shift_is_the_next_days() -> None:
    assert times.span("2026-10-09T03:09:00+08:00", "2026-10-09T03:11:00+08:00", DAY, ZH) == "次日 03:09–03:11"


def test_a_day_that_ends_at_midnight_ends_at_twenty_four() -> None:
    assert times.span("2026-10-08T00:00:00+08:00", "2026-10-09T00:00:00+08:00", DAY, EN) == "00:00–24:00"


def test_a_week_is_named_by_its_days() -> None:
    assert times.span("2026-10-05T00:00:00+08:00", "2026-10-11T23:00:00+08:00", DAY, EN) == "10-05 to 10-11"


def test_a_slot_without_times_shows_none() -> None:
    assert times.span(None, None, DAY, ZH) == ""


def test_an_observation_of_another_day_names_that_day() -> None:
    at, end = "2026-10-09T02:00:00+08:00", "2026-10-09T02:05:00+08:00"
    assert times.clock(at, end, DAY) == "10-09 02:00–02:05"
    assert times.clock(at, at, date(2026, 10, 9)) == "02:00"


def test_neighbouring_days_are_drawn_together() -> None:
    days = [date(2026, 10, 14), date(2026, 10, 12), date(2026, 10, 13), date(2026, 10, 20), date(2026, 10, 12)]
    assert times.days_together(days, EN) == "10-12~10-14, 10-20"
    assert times.days_together(days, ZH) == "10-12~10-14、10-20"
