"""The oracle's calendar: when something is due, day by day, from the words of `per`, `on` and `every`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from inspect_core.domain.calendar import Workday
from inspect_core.domain.period import Period
from inspect_core.language.rule import Rule
from tests.oracle.facts import Facts

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAILY = ("day", "workday", "window", "half_day", "workday_window", *WEEKDAYS)
MONTHS = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Judged on `day`; from `first` to before `last`; `days` are the calendar days it stands for."""

    day: date
    first: datetime
    last: datetime
    days: int = 1


def stretches(rule: Rule, period: Period, facts: Facts, workday: Workday) -> Iterator[Stretch]:
    settings: Any = rule.settings
    when, every = settings.parts.when, settings.every
    if every is not None and every.days:
        yield from _every_days(settings, period, facts, workday)
    elif every is not None or when in DAILY:
        for day in _days(when, settings.on, period, workday):
            yield from _of_day(rule, day, facts)
    else:
        for first, last in _long(when, period):
            if not settings.on.months or last.month in settings.on.months:
                yield _whole(first, last, facts)


def _of_day(rule: Rule, day: date, facts: Facts) -> Iterator[Stretch]:
    settings: Any = rule.settings
    if settings.every is not None:
        yield from cut(_whole(day, day, facts), settings.every.hours)
    elif settings.parts.when in ("window", "half_day", "workday_window"):
        for name in settings.windows:
            window, midnight = rule.windows[name], facts.midnight(day)
            yield Stretch(day, midnight + timedelta(minutes=window.first), midnight + timedelta(minutes=window.last))
    else:
        yield _whole(day, day, facts)


def cut(whole: Stretch, hours: int) -> Iterator[Stretch]:
    first = whole.first
    while first < whole.last:
        last = min(first + timedelta(hours=hours), whole.last)
        yield Stretch(whole.day, first, last)
        first = last


def _whole(first: date, last: date, facts: Facts) -> Stretch:
    return Stretch(last, facts.midnight(first), facts.midnight(last + ONE), (last - first).days + 1)


def _days(when: str | None, on: Any, period: Period, workday: Workday) -> Iterator[date]:
    for day in period.days():
        if when in WEEKDAYS and WEEKDAYS[day.weekday()] != when:
            continue
        if when in ("workday", "workday_window") and not workday(day):
            continue
        if chosen(day, on, workday):
            yield day


def chosen(day: date, on: Any, workday: Workday) -> bool:
    rest = [day + ONE * n for n in range(1, 32) if (day + ONE * n).month == day.month]
    return (
        (not on.months or day.month in on.months)
        and (not on.weekdays or WEEKDAYS[day.weekday()] in on.weekdays)
        and (not on.dates or day.day in on.dates)
        and (on.last != "day" or not rest)
        and (on.last != "workday" or (bool(workday(day)) and not any(workday(other) for other in rest)))
    )


def _every_days(settings: Any, period: Period, facts: Facts, workday: Workday) -> Iterator[Stretch]:
    start = settings.every.start or period.first
    for last in period.days():
        number = (last - start).days + 1
        if number > 0 and number % settings.every.days == 0 and chosen(last, settings.on, workday):
            yield _whole(last - ONE * (settings.every.days - 1), last, facts)


def _long(when: str, period: Period) -> Iterator[tuple[date, date]]:
    """Stretches of more than a day are judged in the period in which they end."""
    if when == "period":
        yield period.first, period.last
        return
    for last in period.days():
        if when == "week" and last.weekday() == 6:
            yield last - 6 * ONE, last
        elif when == "half_month" and last.day == 15:
            yield last.replace(day=1), last
        elif when == "half_month" and (last + ONE).day == 1:
            yield last.replace(day=16), last
        elif when in MONTHS and (last + ONE).day == 1 and last.month % MONTHS[when] == 0:
            yield last.replace(month=last.month - MONTHS[when] + 1, day=1), last
