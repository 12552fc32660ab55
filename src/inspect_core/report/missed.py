"""Where somebody should have come and nobody did, what was late, and where the records never came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from inspect_core.report import times
from inspect_core.report.links import href
from inspect_core.report.person import PersonPart, RulePart
from inspect_core.report.slots import SlotPart
from inspect_core.report.words import Words

VISITS = frozenset({"frequency", "quota", "coverage", "interval"})
MOST_PLACES = 15
MOST_OVERDUE = 20


@dataclass(frozen=True, slots=True)
class MissedPlace:
    """A place nobody came to: how often, under which rules, on which days, and whose it was."""

    place: str
    times: int
    rules: tuple[str, ...]
    days: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something that was not done within its limit."""

    rule: str
    slot: SlotPart
    person: str
    href: str


Told = tuple[PersonPart, RulePart, SlotPart]


def missed_places(parts: Iterable[PersonPart], pages: Mapping[str, str], words: Words) -> tuple[MissedPlace, ...]:
    """The places that were due and not visited once, most often missed first."""
    return _places(parts, pages, lambda rule, slot: rule.kind in VISITS and slot.outcome == "unmet" and not slot.done)


def unseen_places(parts: Iterable[PersonPart], pages: Mapping[str, str], words: Words) -> tuple[MissedPlace, ...]:
    """The places whose records never came, those with the most slots first."""
    return _places(parts, pages, lambda _, slot: slot.outcome == "no_data")


def overdue(parts: Iterable[PersonPart], pages: Mapping[str, str]) -> tuple[Overdue, ...]:
    """What was not done within its limit, earliest first."""
    late = {
        (rule.anchor, slot.slot): Overdue(rule.title, slot, part.name, href(pages[part.id], slot.anchor))
        for part, rule, slot in _all(parts)
        if rule.kind == "deadline" and slot.outcome == "unmet"
    }
    return tuple(sorted(late.values(), key=lambda one: (one.slot.day or date.min, one.slot.slot)))[:MOST_OVERDUE]


def _places(
    parts: Iterable[PersonPart], pages: Mapping[str, str], wanted: Callable[[RulePart, SlotPart], bool]
) -> tuple[MissedPlace, ...]:
    places: dict[str, list[Told]] = {}
    for told in _all(parts):
        _, rule, slot = told
        if slot.place and wanted(rule, slot):
            places.setdefault(slot.place_id, []).append(told)
    found = [_missed(told, pages) for _, told in sorted(places.items())]
    return tuple(sorted(found, key=lambda place: -place.times)[:MOST_PLACES])


def _missed(told: list[Told], pages: Mapping[str, str]) -> MissedPlace:
    # A slot credited to two people on duty is one slot, so slots are counted by rule and id.
    slots = {(rule.anchor, slot.slot): slot for _, rule, slot in told}
    people = {part.id: (part.name, href(pages[part.id], slot.anchor)) for part, _, slot in reversed(told)}
    return MissedPlace(
        place=told[0][2].place,
        times=len(slots),
        rules=tuple(dict.fromkeys(rule.title for _, rule, _ in told)),
        days=times.days_together(slot.day for slot in slots.values() if slot.day),
        people=tuple(people[id] for id in sorted(people)),
    )


def _all(parts: Iterable[PersonPart]) -> Iterator[Told]:
    for part in parts:
        for ruleset in part.rulesets:
            for rule in ruleset.rules:
                for slot in rule.slots:
                    yield part, rule, slot
