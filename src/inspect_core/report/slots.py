"""The slots of a rule as a page shows them: what was due, what was seen, and what did not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from inspect_core.report import figures, times
from inspect_core.report.links import slot_anchor
from inspect_core.report.words import Words

MOST_BELOW = 200  # slots not met that one rule spells out on a page; a bad month of hourly rounds has more
MOST_MET = 40
JUDGED = ("met", "partly", "unmet")
OUTCOMES = (*JUDGED, "no_data", "excused", "not_applicable")


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation under a slot."""

    at: str
    observer: str
    place: str
    asked: str
    answer: str
    note: str
    photos: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """An observation that did not count, and why."""

    at: str
    why: str


@dataclass(frozen=True, slots=True)
class SlotPart:
    """One slot on a page; `worth` is what meeting it would have added to the total."""

    anchor: str
    slot: str
    outcome: str
    day: date | None
    when: str
    hours: str
    place_id: str
    place: str
    done: int
    due: int
    reason: str
    worth: Decimal
    gain: str
    seen: tuple[Seen, ...]
    ignored: tuple[Ignored, ...]


def slot_parts(ruleset: str, rule: Mapping[str, Any], words: Words) -> tuple[tuple[SlotPart, ...], int]:
    """The slots a page spells out, worst first as the explanation has them, and how many are left to the sheet."""
    slots: Sequence[Mapping[str, Any]] = rule.get("slots") or ()
    below = [slot for slot in slots if slot["outcome"] not in ("met", "not_applicable")]
    met = [slot for slot in slots if slot["outcome"] in ("met", "not_applicable")]
    shown = below[:MOST_BELOW] + met[:MOST_MET]
    return tuple(_part(ruleset, str(rule["rule"]), slot, words) for slot in shown), len(slots) - len(shown)


def _part(ruleset: str, rule: str, slot: Mapping[str, Any], words: Words) -> SlotPart:
    day = times.day_of(slot.get("day"))
    place_id, place = name_of(slot.get("place"))
    worth = figures.number(slot.get("gain")) or Decimal(0)
    return SlotPart(
        anchor=slot_anchor(ruleset, rule, slot["slot"]),
        slot=slot["slot"],
        outcome=slot["outcome"],
        day=day,
        when=times.day_title(day, words),
        hours=times.span(slot.get("first"), slot.get("last"), words),
        place_id=place_id,
        place=place,
        done=int(slot.get("done") or 0),
        due=int(slot.get("due") or 0),
        reason=words.say(slot.get("reason")),
        worth=worth,
        gain=figures.signed(worth) if worth >= Decimal("0.005") else "",
        seen=tuple(_seen(found, day, place_id, words) for found in slot.get("evidence") or ()),
        ignored=tuple(_ignored(found, day, words) for found in slot.get("not_counted") or ()),
    )


def _seen(found: Mapping[str, Any], day: date | None, slot_place: str, words: Words) -> Seen:
    place_id, place = name_of(found.get("place"))
    answer = found.get("answer")
    return Seen(
        at=times.clock(found.get("at"), found.get("end"), day),
        observer=name_of(found.get("observer"))[1],
        place="" if place_id == slot_place else place,
        asked=words.say(found.get("question")),
        answer="" if answer is None else words.named("answer", words.say(answer)),
        note=words.say(found.get("note")),
        photos=words.list([str(photo) for photo in found.get("photos") or ()]),
    )


def _ignored(found: Mapping[str, Any], day: date | None, words: Words) -> Ignored:
    return Ignored(at=times.clock(found.get("at"), None, day) or str(found["observation"]), why=words.say(found["why"]))


def name_of(value: Any) -> tuple[str, str]:
    """The id and the name of a person or place, given as {"id", "name"} or as the id alone."""
    if isinstance(value, Mapping):
        return str(value.get("id", "")), str(value.get("name") or value.get("id", ""))
    return ("", "") if value is None else (str(value), str(value))
