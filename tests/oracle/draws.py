"""The oracle's draw: of the slots of a calendar week, a month or a period, so many for each person or place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, TypeVar

from inspect_core.domain.period import Period

Row = TypeVar("Row", bound=Any)
ONE = timedelta(days=1)


def drawn(draw: Any, period: Period, due: Callable[[Period], Iterator[Row]]) -> Iterator[Row]:
    """The slots drawn that are judged in the period; `due` lays out the slots of any stretch of days."""
    for first, last in _stretches(draw.per, period):
        rows = list(due(Period(str(first), first, last)))
        for name in {getattr(row, draw.each) for row in rows}:
            own = [row for row in rows if getattr(row, draw.each) == name]
            yield from (row for row in _chosen(own, draw, first) if period.first <= row.day <= period.last)


def _stretches(per: str, period: Period) -> Iterator[tuple[date, date]]:
    """The first and the last day of every week or month that the period reaches into, or of the period itself."""
    if per == "period":
        yield period.first, period.last
        return
    for first in sorted({_start(per, day) for day in period.days()}):
        last = first
        while _start(per, last + ONE) == first:
            last += ONE
        yield first, last


def _start(per: str, day: date) -> date:
    return day - timedelta(days=day.weekday()) if per == "week" else day.replace(day=1)


def _chosen(rows: list[Row], draw: Any, first: date) -> list[Row]:
    chosen: list[Row] = []
    for _ in range(min(draw.times, len(rows))):
        left = [row for row in rows if not any(row is one for one in chosen)]

        def rank(row: Row) -> tuple[bool, int, int, str]:
            same_day = sum(one.day == row.day for one in chosen)
            same_hour = sum(_clock(one) == _clock(row) for one in chosen)
            named = (draw.seed, str(first), row.place or "", row.person or "", row.subject or "")
            said = "\n".join((*named, str(int(row.first.timestamp()))))
            return row.excused, same_day, same_hour, sha256(said.encode()).hexdigest()

        chosen.append(min(left, key=rank))
    return chosen


def _clock(row: Any) -> tuple[int, int, int]:
    return (row.first.date() - row.day).days, row.first.hour, row.first.minute
