"""Where somebody should have come and nobody did, what was late, and where the records never came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from inspect_core.report import times
from inspect_core.report.links import href
from inspect_core.report.person import PersonPart
from inspect_core.report.slots import SlotPart, name_of
from inspect_core.report.words import Words

VISITS = frozenset({"frequency", "quota", "coverage", "interval"})
MOST_OVERDUE = 20
MOST_NAMES = 6
_CLOCK = slice(11, 16)  # the hours and minutes of an RFC 3339 text

Explained = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MissedPlace:
    """A place nobody came to: how often, how often in a row, under which rules, on which days, and whose it was."""

    place: str
    times: int
    run: int
    rules: tuple[str, ...]
    days: str
    people: tuple[tuple[str, str], ...]
    heads: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something that was not done within its limit."""

    rule: str
    slot: SlotPart
    person: str
    href: str


@dataclass(slots=True)
class _Series:
    """The slots of one rule at one place, gathered from everybody they are credited to."""

    title: str
    place: str
    slots: dict[str, tuple[str, date | None, bool]] = field(default_factory=dict)
    people: Counter[str] = field(default_factory=Counter)

    @property
    def bad(self) -> list[date | None]:
        """The days of the slots that count against the place."""
        return [day for _, day, bad in self.slots.values() if bad]

    def longest(self) -> int:
        """The longest run of bad slots: one after the other, or at the same hour on one day after the other."""
        marks = sorted((first, bad) for first, _, bad in self.slots.values())
        clocks: dict[str, list[bool]] = {}
        for first, bad in marks:
            clocks.setdefault(first[_CLOCK], []).append(bad)
        return max(_run([bad for _, bad in marks]), *(_run(series) for series in clocks.values()))


def missed_places(explained: Iterable[Explained], pages: Mapping[str, str], words: Words) -> tuple[MissedPlace, ...]:
    """The places that were due and not visited once, the longest run of misses first."""
    return _places(explained, pages, words, lambda rule, slot: rule in VISITS and _unvisited(slot))


def unseen_places(explained: Iterable[Explained], pages: Mapping[str, str], words: Words) -> tuple[MissedPlace, ...]:
    """The places whose records never came, the longest stretch first."""
    return _places(explained, pages, words, lambda _, slot: slot["outcome"] == "no_data")


def overdue(parts: Iterable[PersonPart], pages: Mapping[str, str]) -> tuple[Overdue, ...]:
    """What was not done within its limit, earliest first; a slot credited to several people is named once."""
    late = {
        (rule.ruleset, rule.rule, slot.slot): Overdue(rule.title, slot, part.name, href(pages[part.id], slot.anchor))
        for part in parts
        for ruleset in part.rulesets
        for rule in ruleset.rules
        for slot in rule.slots
        if rule.kind == "deadline" and slot.outcome == "unmet"
    }
    return tuple(sorted(late.values(), key=lambda one: (one.slot.day or date.min, one.slot.slot)))[:MOST_OVERDUE]


def _unvisited(slot: Mapping[str, Any]) -> bool:
    return slot["outcome"] == "unmet" and not slot.get("done")


def _places(
    explained: Iterable[Explained], pages: Mapping[str, str], words: Words, bad: Any
) -> tuple[MissedPlace, ...]:
    everybody = list(explained)
    names = {one["person"]["id"]: str(one["person"].get("name") or one["person"]["id"]) for one in everybody}
    found = sorted(_series(everybody, words, bad).items())
    places = [
        _place([series for _, series in group], names, pages, words)
        for _, group in groupby((one for one in found if one[1].bad), key=lambda one: one[0][0])
    ]
    return tuple(sorted(places, key=lambda place: (-place.run, -place.times)))


def _series(explained: Iterable[Explained], words: Words, bad: Any) -> dict[tuple[str, str, str], _Series]:
    found: dict[tuple[str, str, str], _Series] = {}
    for person, ruleset, rule, slot in _slots(explained):
        place_id, place = name_of(slot.get("place"))
        if not place_id:
            continue
        key = (place_id, ruleset, rule["rule"])
        series = found.get(key)
        if series is None:
            series = found[key] = _Series(words.say(rule.get("title")) or rule["rule"], place)
        is_bad = bad(rule.get("kind"), slot)
        series.slots[slot["slot"]] = (slot.get("first") or slot["day"], times.day_of(slot["day"]), is_bad)
        series.people[person] += is_bad
    return found


def _slots(explained: Iterable[Explained]) -> Iterator[tuple[str, str, Mapping[str, Any], Mapping[str, Any]]]:
    for one in explained:
        for ruleset in one["rulesets"]:
            for rule in ruleset["rules"]:
                for slot in rule.get("slots") or ():
                    yield one["person"]["id"], ruleset["ruleset"], rule, slot


def _place(series: list[_Series], names: Mapping[str, str], pages: Mapping[str, str], words: Words) -> MissedPlace:
    days = [day for one in series for day in one.bad]
    people = sum((one.people for one in series), Counter[str]())
    often = [id for id, count in sorted(people.items(), key=lambda pair: (-pair[1], pair[0])) if count]
    return MissedPlace(
        place=series[0].place,
        times=len(days),
        run=max(one.longest() for one in series),
        rules=tuple(one.title for one in series),
        days=times.days_together((day for day in days if day), words),
        people=tuple((names[id], href(pages[id])) for id in often[:MOST_NAMES]),
        heads=len(often),
    )


def _run(marks: Iterable[bool]) -> int:
    return max((sum(1 for _ in group) for bad, group in groupby(marks) if bad), default=0)
