"""The days of a period with their calendar, and stretches of time as instants of the project's time zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import polars as pl

from inspect_core.domain.calendar import Workday
from inspect_core.domain.period import Period
from inspect_core.errors import ScoreError

EPOCH = date(1970, 1, 1).toordinal()
REACH = 40  # days before a period in which what is recorded in it may have begun


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time that is judged on `day`: instants `first` (included) to `last` (excluded), UTC seconds."""

    day: int
    first: int
    last: int


def day_number(day: date) -> int:
    """Days since 1970-01-01; the open ends of assignments are kept within 32 bits."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number + EPOCH)


@dataclass(frozen=True)
class Ground:
    """The days that are scored, the time zone and the work calendar; and the day on which the project's periods start."""

    period: Period
    zone: ZoneInfo
    workday: Workday
    start_day: int = 1

    def instant(self, day: date, minutes: int = 0) -> int:
        """The UTC second of a wall-clock time, `minutes` after midnight of `day` as the clock on the wall shows it."""
        day += timedelta(days=minutes // 1440)
        return _instant(self.zone, day, minutes % 1440)

    def is_workday(self, day: date) -> bool:
        """Whether the day is a workday; an unpublished calendar is an error, never a guess."""
        answer = self.workday(day)
        if answer is None:
            raise ScoreError(
                "E-CALENDAR",
                f"the work calendar of {day.year} is not published",
                hint="put the year's days into rulesets/calendars/ of the project, or wait for the notice",
                message_zh=f"{day.year} 年的工作日历尚未公布",
                hint_zh="把该年的工作日写进项目的 rulesets/calendars/，或等待通知",
            )
        return answer

    def whole(self, first: date, last: date) -> Stretch:
        """The stretch from the midnight before `first` to the midnight after `last`, judged on `last`."""
        return Stretch(day_number(last), self.instant(first), self.instant(last + timedelta(days=1)))

    def days(self) -> Iterator[date]:
        """The days of the period."""
        return self.period.days()


def local_day(instant: pl.Expr, ground: Ground, reach: int = REACH) -> pl.Expr:
    """The calendar day of an instant on the wall of the project, from `reach` days before the period to the day after.

    Instants beyond these days get the nearest of them.
    """
    first = ground.period.first - timedelta(days=reach)
    days = (ground.period.last - first).days + 2
    midnights = [ground.instant(first + timedelta(days=day)) for day in range(1, days)]
    passed = pl.lit(pl.Series(midnights, dtype=pl.Int64)).search_sorted(instant, side="right")
    return (passed.cast(pl.Int32) + day_number(first)).cast(pl.Int32)


@lru_cache(maxsize=4096)
def _instant(zone: ZoneInfo, day: date, minute: int) -> int:
    return int(datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone).timestamp())
