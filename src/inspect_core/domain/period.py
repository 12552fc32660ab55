"""The appraisal period: a calendar month, or from the 26th of the month before to the 25th."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

EARLIEST, LATEST = 1900, 2200  # the years that records may be of
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of days, both ends included."""

    id: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Each day of the period in order."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)


def month_period(text: str, start_day: int = 1) -> Period:
    """The period named "2026-10"; with `start_day` 26 it runs from 26 September to 25 October."""
    found = _MONTH.fullmatch(text)
    if found is None:
        raise ValueError("a period is written like 2026-10")
    if not 1 <= start_day <= 28:
        raise ValueError("a period starts on a day from 1 to 28")
    year, month = int(found[1]), int(found[2])
    if not EARLIEST <= year < LATEST:
        raise ValueError(f"a period is of a year from {EARLIEST} to {LATEST - 1}")
    if start_day == 1:
        return Period(text, date(year, month, 1), _next_month(year, month) - timedelta(days=1))
    before = date(year, month, 1) - timedelta(days=1)
    return Period(text, before.replace(day=start_day), date(year, month, start_day) - timedelta(days=1))


def period_of(day: date, start_day: int = 1) -> Period:
    """The period that a day is in."""
    later = start_day > 1 and day.day >= start_day
    year, month = (day.year + 1, 1) if later and day.month == 12 else (day.year, day.month + later)
    return month_period(f"{year:04d}-{month:02d}", start_day)


def month_before(text: str) -> str:
    """The name of the period before one: "2025-12" before "2026-01"."""
    year, month = int(text[:4]), int(text[5:])
    return f"{year - (month == 1):04d}-{(month - 2) % 12 + 1:02d}"


def _next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
