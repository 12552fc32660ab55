"""Days and times as people read them; the clock shown is the one of the record's own offset."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from inspect_core.report.words import Words

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))


def instant(text: Any) -> datetime | None:
    """The instant of an RFC 3339 text; None for nothing."""
    return None if not text else datetime.fromisoformat(str(text))


def day_of(text: Any) -> date | None:
    """The day of an ISO text; None for nothing."""
    return None if not text else date.fromisoformat(str(text)[:10])


def month_title(period: str, words: Words) -> str:
    """`2026-10` as 2026 年 10 月 or October 2026; any other name of a period as it is."""
    year, _, month = period.partition("-")
    if not (year.isdigit() and month.isdigit() and 1 <= int(month) <= len(MONTHS)):
        return period
    return f"{year} 年 {int(month)} 月" if words.language == "zh" else f"{MONTHS[int(month) - 1]} {year}"


def month_short(period: str, words: Words) -> str:
    """`2026-10` as 10 月 or Oct, for the foot of a chart."""
    _, _, month = period.partition("-")
    if month_title(period, words) == period:
        return period
    return f"{int(month)} 月" if words.language == "zh" else MONTHS[int(month) - 1][:3]


def day_title(day: date | None, words: Words) -> str:
    """10-08 周四, or Thu 8 Oct."""
    if day is None:
        return ""
    if words.language == "zh":
        return f"{day:%m-%d} 周{WEEKDAYS[0][day.weekday()]}"
    return f"{WEEKDAYS[1][day.weekday()]} {day.day} {MONTHS[day.month - 1][:3]}"


def span(first: Any, last: Any, day: date | None, words: Words) -> str:
    """The stretch between two instants: hours within a day or night, days where it is longer.

    Hours on the morning after `day`, as of a night shift, say so; a record without an end is a point in time.
    """
    start, end = instant(first), instant(last)
    if start is None:
        return ""
    if end is None or _same_minute(start, end):
        return f"{words('next_day') if day is not None and start.date() > day else ''}{start:%H:%M}"
    if end - start > timedelta(hours=36):
        return f"{start:%m-%d}{words('to')}{end:%m-%d}"
    if day is not None and start.date() > day:
        return f"{words('next_day')}{start:%H:%M}–{_closing(end)}"
    over_midnight = end.date() > start.date() and not _is_midnight(end)
    return f"{start:%H:%M}–{words('next_day') if over_midnight else ''}{_closing(end)}"


def clock(at: Any, end: Any, day: date | None) -> str:
    """When something was seen: 08:10–08:18, with the date in front where it is not `day`'s."""
    start, stop = instant(at), instant(end)
    if start is None:
        return ""
    date_part = "" if start.date() == day else f"{start:%m-%d} "
    until = "" if stop is None or _same_minute(start, stop) else f"–{stop:%H:%M}"
    return f"{date_part}{start:%H:%M}{until}"


def days_together(days: Iterable[date], words: Words) -> str:
    """Days with neighbours drawn together: 10-12~10-14, 10-20."""
    runs: list[list[date]] = []
    for day in sorted(set(days)):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return words.list([f"{run[0]:%m-%d}" + (f"~{run[-1]:%m-%d}" if len(run) > 1 else "") for run in runs])


def _same_minute(start: datetime, end: datetime) -> bool:
    return start.replace(second=0, microsecond=0) == end.replace(second=0, microsecond=0)


def _is_midnight(end: datetime) -> bool:
    return (end.hour, end.minute) == (0, 0)


def _closing(end: datetime) -> str:
    return "24:00" if _is_midnight(end) else f"{end:%H:%M}"
