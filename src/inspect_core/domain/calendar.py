"""The work calendar: workdays after make-up days; a year nobody announced has no answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

Workday = Callable[[date], bool | None]


def overridden(days: Mapping[date, bool], otherwise: Workday) -> Workday:
    """A calendar whose own days win over the published one."""

    def workday(day: date) -> bool | None:
        found = days.get(day)
        return otherwise(day) if found is None else found

    return workday


def add_workdays(day: date, count: int, workday: Workday) -> date | None:
    """The day `count` workdays after `day`, which itself is not counted; nothing where the calendar is not published."""
    while count:
        day += timedelta(days=1)
        answer = workday(day)
        if answer is None:
            return None
        count -= answer
    return day
