"""October 2026: its days, its workdays after 调休, and the clock of the project."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

FIRST = date(2026, 10, 1)
LAST = date(2026, 10, 31)
CLOCK = timezone(timedelta(hours=8))  # Shanghai keeps one time all year
TIME_ZONE = "Asia/Shanghai"

_HOLIDAY_ENDS = date(2026, 10, 7)
_MAKE_UP = date(2026, 10, 10)
_SATURDAY = 5


def month_days() -> list[date]:
    """Each day of the month."""
    return [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def is_workday(day: date) -> bool:
    """Whether offices work: not in the holiday of 1 to 7 October, and on Saturday the 10th to make up for it."""
    return day == _MAKE_UP or (day > _HOLIDAY_ENDS and day.weekday() < _SATURDAY)


def at(day: date, minutes: int) -> datetime:
    """The instant that many minutes after midnight of the day; beyond 1440 it is the next day."""
    return datetime.combine(day, time(), CLOCK) + timedelta(minutes=minutes)
