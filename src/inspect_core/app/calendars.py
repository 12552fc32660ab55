"""The work calendar of a project: its own days, then what its plugins know, then the published Chinese calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from inspect_core.domain.calendar import Workday, overridden
from inspect_core.language.calendar import OwnCalendar


def published() -> Workday:
    """Workdays after make-up days as published; a year nobody announced has no answer."""
    import chinese_calendar  # noqa: PLC0415 - its tables are large: loaded when a calendar is really asked for

    def workday(day: date) -> bool | None:
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            return None

    return workday


def remembered(ask: Callable[[date], bool | None]) -> Workday:
    """The same calendar, each day asked for once."""
    found: dict[date, bool | None] = {}

    def workday(day: date) -> bool | None:
        if day not in found:
            found[day] = ask(day)
        return found[day]

    return workday


def project_workday(own: Iterable[OwnCalendar], otherwise: Workday) -> Workday:
    """The project's own days over another calendar; of two own calendars the later file wins."""
    days: dict[date, bool] = {}
    for calendar in own:
        days |= calendar.days
    return remembered(overridden(days, otherwise))
