"""Days, hours and instants as people write them; nothing is guessed that could be meant in two ways."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

EARLIEST: Final = 1900
LATEST: Final = 2200
NEVER: Final = ("9999-12-31", "9999/12/31", "99991231", "9999-12-31 00:00:00")
_DAY: Final = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]00:00(?::00)?)?", re.ASCII
)
_MONTH: Final = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})|(\d{2}))(?:月|[-/.]0?1(?:[ T]00:00(?::00)?)?)?", re.ASCII)
_MOMENT: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T ] *(\d{1,2})[:时：](\d{2})(?:[:分：](\d{2})(?:[.,](\d{1,6})\d*)?秒?|分)?"
    r" *(?:(Z|z)|([+-])(\d{2}):?(\d{2}))?",
    re.ASCII,
)
_CLOCK: Final = re.compile(r"(\d{1,2})[:时：](\d{2})(?:[:：]00(?:\.0+)?|分)?", re.ASCII)


class TimeDoubt(ValueError):
    """A time that cannot be taken as it stands; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_day(text: str) -> date:
    """The day written as 2026-10-08, 2026/10/8, 2026年10月8日 or 20261008. TimeDoubt otherwise."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise TimeDoubt("E-DATE")
    return _day(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]), "E-DATE")


def parse_month(text: str) -> str:
    """The month written as 2026-10, 2026/10, 2026年10月 or 202610; a spreadsheet may have made its first day of it.

    It is answered as 2026-10. TimeDoubt otherwise.
    """
    found = _MONTH.fullmatch(text)
    if found is None:
        raise TimeDoubt("E-DATE")
    day = _day(int(found[1]), int(found[2] or found[3]), 1, "E-DATE")
    return f"{day:%Y-%m}"


def parse_last_day(text: str) -> date:
    """The last day of a stretch; 9999-12-31, as personnel systems write it, is an open end."""
    return date.max if text in NEVER else parse_day(text)


def _day(year: int, month: int, day: int, code: str) -> date:
    if not EARLIEST <= year < LATEST:
        raise TimeDoubt("E-TIME-RANGE")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise TimeDoubt(code) from error


def parse_clock(text: str) -> time:
    """The time of day written as 8:00 or 08:00; 24:00 is midnight. TimeDoubt otherwise."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise TimeDoubt("E-CLOCK")
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        return time(0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise TimeDoubt("E-CLOCK") from error


def parse_moment(text: str, zone: ZoneInfo | None) -> datetime:
    """The instant, with its offset.

    A text without an offset is local time of `zone`; with `zone` None it is refused.  So is local time
    that a change of the clocks skipped or ran through twice.  TimeDoubt says which.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise TimeDoubt("E-TIME")
    year, month, day, hour, minute, second, fraction, zulu, sign, offset_hours, offset_minutes = found.groups()
    on = _day(int(year), int(month), int(day), "E-TIME")
    try:
        at = time(int(hour), int(minute), int(second or 0), int((fraction or "").ljust(6, "0")))
    except ValueError as error:
        raise TimeDoubt("E-TIME") from error
    if zulu:
        return datetime.combine(on, at, UTC)
    if sign:
        return datetime.combine(on, at, _offset(sign, int(offset_hours), int(offset_minutes)))
    if zone is None:
        raise TimeDoubt("E-TIME-OFFSET")
    return local_moment(on, at, zone)


def _offset(sign: str, hours: int, minutes: int) -> timezone:
    if hours > 14 or minutes > 59:
        raise TimeDoubt("E-TIME")
    length = timedelta(hours=hours, minutes=minutes)
    return timezone(-length if sign == "-" else length)


def local_moment(on: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant of a local time; TimeDoubt where the clocks were changed at that very time."""
    moment = datetime.combine(on, at, zone)
    before, after = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    if before is not None and after is not None and before != after:
        raise TimeDoubt("E-TIME-GAP" if before < after else "E-TIME-FOLD")
    return moment
