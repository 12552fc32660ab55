"""The oracle's gaps: minute by minute, what of a slot may be among the records that never arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
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


def hidden(row: Slot, rule: Rule, facts: Facts, places: Sequence[str]) -> int:
    """How much of what is due a gap hides. `places` are those the rule is about: of coverage those that are due."""
    settings: Any = rule.settings
    forms = settings.forms()
    if not any(gap["form"] in forms for gap in facts.records.gaps):
        return 0
    if settings.kind == "coverage":
        return sum(_wholly(row, place, forms, facts) for place in places)
    shares, whole, of = _shares(row, forms, facts, places)
    if settings.kind != "interval":
        return ceil(Fraction(row.due * sum(len(lost) for lost in shares), whole)) if whole else 0
    step, begins = settings.at_most.on(row.day).count // 60, _minute(row.first)
    touched = [{(minute - begins) // step for minute in lost} for lost in shares]
    return len(set().union(*touched)) if of == 1 else ceil(Fraction(sum(map(len, touched)), of))


def _shares(row: Slot, forms: Sequence[str], facts: Facts, places: Sequence[str]) -> tuple[list[set[int]], int, int]:
    """The lost minutes, of how many, at how many places: at the slot's own; on duty; else at each of the rule's."""
    ends = max(row.last, row.first + timedelta(minutes=1))  # gaps are told in minutes
    whole = _minute(ends) - _minute(row.first)
    if row.place is not None:
        return [_lost(row.place, row.first, ends, forms, facts)], whole, 1
    who = row.person or row.subject
    posts = [
        (duty.place, max(duty.first, row.first), min(duty.last, ends))
        for duty in facts.duties
        if who is not None and duty.person == who and duty.status in STANDING and duty.place in places
    ]
    posts = [(place, first, last) for place, first, last in posts if first < last]
    if posts:
        stood = sum(_minute(last) - _minute(first) for _, first, last in posts)
        return [_lost(place, first, last, forms, facts) for place, first, last in posts], stood, 1
    there = [place for place in places if facts.there(place, row.day)]
    if not there:
        return [_lost(None, row.first, ends, forms, facts)], whole, 1
    return [_lost(place, row.first, ends, forms, facts) for place in there], whole * len(there), len(there)


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _lost(place: str | None, first: datetime, last: datetime, forms: Sequence[str], facts: Facts) -> set[int]:
    """The minutes between two moments whose records of a place never arrived."""
    found: set[int] = set()
    for gap in facts.records.gaps:
        if gap["form"] in forms and gap.get("place") in (None, place):
            gone, back = (datetime.fromisoformat(gap[edge]) for edge in ("first", "last"))
            found |= set(range(_minute(max(first, gone)), _minute(min(last, back))))
    return found


def _wholly(row: Slot, place: str, forms: Sequence[str], facts: Facts) -> bool:
    """Whether nothing could arrive of a place as long as it was there in the slot."""
    opened, closed = facts.open(place)
    first, last = row.first, row.last
    if opened > date.min:
        first = max(first, facts.midnight(opened))
    if closed < date.max:
        last = min(last, facts.midnight(closed + timedelta(days=1)))
    return 0 < _minute(last) - _minute(first) == len(_lost(place, first, last, forms, facts))
