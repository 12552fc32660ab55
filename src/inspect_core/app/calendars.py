"""The published Chinese work calendar, and a project's own days over it."""

from __future__ import annotations

from datetime import date

from inspect_core.domain.calendar import Workday


def published() -> Workday:
    """Workdays after make-up days as published; a year nobody announced has no answer."""
    import chinese_calendar  # its tables are large: loaded when a calendar is really asked for

    def workday(day: date) -> bool | None:
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            return None

    return workday
