"""How often: the stretches of time in which something is due, from the words of `per`, `on` and `every`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from inspect_core.engine.ground import Ground, Stretch
from inspect_core.language.scalars import Window
from inspect_core.language.timing import Every, On

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAILY = ("day", "workday", "window", "half_day", "workday_window", *WEEKDAYS)
_MONTHS = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}
LONGER = ("week", "half_month", *_MONTHS, "period")
WHEN = ("shift", *DAILY, *LONGER)


def stretches(when: str, ground: Ground, on: On, every: Every | None, windows: Sequence[Window]) -> list[Stretch]:
    """The stretches judged in the period: `when` is one of the words of WHEN except `shift`."""
    if every is not None:
        return list(_every(every, ground, on))
    if when in DAILY:
        return [stretch for day in _due_days(when, ground, on) for stretch in _of_day(day, when, ground, windows)]
    if when == "period":
        return [ground.whole(ground.period.first, ground.period.last)]
    return list(_longer(when, ground, on))


def _due_days(when: str, ground: Ground, on: On) -> Iterator[date]:
    for day in ground.days():
        if when in WEEKDAYS and day.weekday() != WEEKDAYS.index(when):
            continue
        if when.startswith("workday") and not ground.is_workday(day):
            continue
        if _chosen(day, on, ground):
            yield day


def chosen_days(on: On, ground: Ground) -> list[date]:
    """The days of the period that `on` leaves in."""
    return [day for day in ground.days() if _chosen(day, on, ground)]


def _chosen(day: date, on: On, ground: Ground) -> bool:
    if on.months and day.month not in on.months:
        return False
    if on.weekdays and WEEKDAYS[day.weekday()] not in on.weekdays:
        return False
    if on.dates and day.day not in on.dates:
        return False
    return on.last is None or day == _last_of_month(day, on.last, ground)


def _last_of_month(day: date, last: str, ground: Ground) -> date:
    found = (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    while last == "workday" and not ground.is_workday(found):
        found -= timedelta(days=1)
    return found


def _of_day(day: date, when: str, ground: Ground, windows: Sequence[Window]) -> Iterator[Stretch]:
    number = ground.whole(day, day).day
    if "window" in when or when == "half_day":
        for window in windows:
            found = Stretch(number, ground.instant(day, window.first), ground.instant(day, window.last))
            if found.first < found.last:  # a window may fall into the hour that summer time leaves out
                yield found
    else:
        yield ground.whole(day, day)


def _every(every: Every, ground: Ground, on: On) -> Iterator[Stretch]:
    if every.hours is not None:
        for day in ground.days():
            if _chosen(day, on, ground):
                whole = ground.whole(day, day)
                yield from cut(whole, every.hours * 3600)
        return
    length = timedelta(days=every.days or 1)
    start = every.start or ground.period.first
    while start <= ground.period.last:
        last = start + length - timedelta(days=1)
        if ground.period.first <= last <= ground.period.last and _chosen(last, on, ground):
            yield ground.whole(start, last)
        start += length


def cut(whole: Stretch, seconds: int) -> Iterator[Stretch]:
    """A stretch cut into pieces of `seconds`; the last piece may be shorter."""
    for first in range(whole.first, whole.last, seconds):
        yield Stretch(whole.day, first, min(first + seconds, whole.last))


def _longer(when: str, ground: Ground, on: On) -> Iterator[Stretch]:
    step = _STEPS.get(when) or _month_steps(_MONTHS[when])
    for first, last in step(ground):
        if ground.period.first <= last <= ground.period.last and not (on.months and last.month not in on.months):
            yield ground.whole(first, last)


def _weeks(ground: Ground) -> Iterator[tuple[date, date]]:
    monday = ground.period.first - timedelta(days=ground.period.first.weekday())
    while monday <= ground.period.last:
        yield monday, monday + timedelta(days=6)
        monday += timedelta(days=7)


def _half_months(ground: Ground) -> Iterator[tuple[date, date]]:
    for first, last in _month_steps(1)(ground):
        yield first, first.replace(day=15)
        yield first.replace(day=16), last


def _month_steps(months: int) -> Callable[[Ground], Iterator[tuple[date, date]]]:
    def steps(ground: Ground) -> Iterator[tuple[date, date]]:
        year, month = ground.period.first.year, (ground.period.first.month - 1) // months * months
        while date(year + month // 12, month % 12 + 1, 1) <= ground.period.last:
            after = month + months
            last = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
            yield date(year + month // 12, month % 12 + 1, 1), last
            month = after

    return steps


_STEPS: Mapping[str, Callable[[Ground], Iterator[tuple[date, date]]]] = {"week": _weeks, "half_month": _half_months}
