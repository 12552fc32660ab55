"""The oracle's gaps: piece by piece, what of a slot may be among the records that never arrived."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any, Protocol

from inspect_core.language.rule import Rule
from tests.oracle.facts import STANDING, Facts


class Slot(Protocol):
    """What is asked of a slot here."""

    day: date
    first: datetime
    last: datetime
    place: str | None
    person: str | None
    subject: str | None
    due: int


Span = tuple[str | None, int, int]


def hidden(row: Slot, rule: Rule, facts: Facts, places: Sequence[str]) -> int:
    """How much of what is due a gap hides. `places` are those the rule is about: of coverage those that are due."""
    settings: Any = rule.settings
    forms = settings.forms()
    if not any(gap["form"] in forms for gap in facts.records.gaps):
        return 0
    if settings.kind == "coverage":
        return sum(_wholly(row, place, forms, facts) for place in places)
    measure = _steps(row, settings) if settings.kind == "interval" else _seconds
    lost = whole = 0
    for spans in _spans(row, facts, places):
        whole += measure(spans)
        pieces = [piece for span in spans for piece in _lost(*span, forms, facts)]
        lost += measure(_until_due_again(pieces, row, settings) if settings.kind == "interval" else pieces)
    return ceil(Fraction(row.due * lost, whole)) if whole else 0


def lost_times(row: Slot, rule: Rule, facts: Facts, places: Sequence[str]) -> list[tuple[datetime, datetime]]:
    """When records of a slot may be lost, at any of the places where its time is spent."""
    forms = rule.settings.forms()
    spans = [span for found in _spans(row, facts, places) for span in found]
    pieces = [piece for span in spans for piece in _lost(*span, forms, facts)]
    return [(_moment(gone, row), _moment(back, row)) for _, gone, back in pieces]


def _moment(second: int, row: Slot) -> datetime:
    return row.first + timedelta(seconds=second - _second(row.first))


def _until_due_again(pieces: list[Span], row: Slot, settings: Any) -> list[Span]:
    """Of an interval, the pieces to the end of a slot that ends before somebody was due again: in its last, short part."""
    step, last = settings.at_most.on(row.day).count, _second(row.last)
    rest = (last - _second(row.first)) % step
    return [
        (place, gone, last if rest and back <= last - rest and last - back <= step else back)
        for place, gone, back in pieces
    ]


def _seconds(spans: Sequence[Span]) -> int:
    return sum(last - first for _, first, last in spans)


def _steps(row: Slot, settings: Any) -> Callable[[Sequence[Span]], int]:
    """The number of different stretches of an interval that are touched."""
    step, begins = settings.at_most.on(row.day).count, _second(row.first)
    return lambda spans: len(
        {
            number
            for _, first, last in spans
            for number in range((first - begins) // step, (last - 1 - begins) // step + 1)
        }
    )


def _spans(row: Slot, facts: Facts, places: Sequence[str]) -> list[list[Span]]:
    """Where the slot's time is spent: at its own place; on duty; else the whole of it at each of the rule's places."""
    first, last = _second(row.first), _second(row.last)
    if row.place is not None:
        return [[(row.place, first, last)]]
    who = row.person or row.subject
    posts = [
        (duty.place, max(_second(duty.first), first), min(_second(duty.last), last))
        for duty in facts.duties
        if who is not None and duty.person == who and duty.status in STANDING and duty.place in places
    ]
    stood: list[Span] = [(place, begins, ends) for place, begins, ends in posts if begins < ends]
    if stood:
        return [stood]
    return [[(place, first, last)] for place in places if facts.there(place, row.day)] or [[(None, first, last)]]


def _second(moment: datetime) -> int:
    return int(moment.timestamp())


def _lost(place: str | None, first: int, last: int, forms: Sequence[str], facts: Facts) -> list[Span]:
    """The pieces of a time whose records of a place never arrived, cut wherever a gap begins or ends."""
    gaps = [
        tuple(_second(datetime.fromisoformat(gap[edge])) for edge in ("first", "last"))
        for gap in facts.records.gaps
        if gap["form"] in forms and gap.get("place") in (None, place)
    ]
    edges = sorted({first, last, *(edge for gap in gaps for edge in gap if first < edge < last)})
    return [(place, a, b) for a, b in pairwise(edges) if any(gone <= a and b <= back for gone, back in gaps)]


def _wholly(row: Slot, place: str, forms: Sequence[str], facts: Facts) -> bool:
    """Whether nothing could arrive of a place as long as it was there in the slot."""
    opened, closed = facts.open(place)
    first, last = row.first, row.last
    if opened > date.min:
        first = max(first, facts.midnight(opened))
    if closed < date.max:
        last = min(last, facts.midnight(closed + timedelta(days=1)))
    if first >= last:  # the small hours of a night, which belong to the day on which it began
        first, last = row.first, row.last
    begins, ends = _second(first), _second(last)
    return 0 < ends - begins == _seconds(_lost(place, begins, ends, forms, facts))
