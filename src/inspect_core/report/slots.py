"""The slots of a rule as a page shows them: what was due, what was seen, and what did not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from inspect_core.report import figures, times
from inspect_core.report.album import Album, PhotoPart
from inspect_core.report.links import slot_anchor
from inspect_core.report.words import Words

MOST_BELOW = 200  # slots not met that one rule spells out on a page; a bad month of hourly rounds has more
MOST_MET = 40
JUDGED = ("met", "partly", "unmet")
FOLDED = ("met", "not_applicable")
OUTCOMES = (*JUDGED, "no_data", "excused", "not_applicable")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of an observation that was judged: what was asked, what was said, what it cost."""

    asked: str
    said: str
    outcome: str
    deducted: str

    @property
    def below(self) -> bool:
        """Whether the answer is below standard."""
        return self.outcome not in ("", "met", "not_applicable")


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation under a slot; `why` is the reason where it did not count."""

    id: str
    at: str
    observer: str
    place: str
    answers: tuple[Answer, ...]
    others: tuple[Answer, ...]
    note: str
    photos: tuple[PhotoPart, ...]
    findings: tuple[str, ...]
    origin: str
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
    ignored: tuple[Seen, ...]


def slot_parts(set_key: str, rule: Mapping[str, Any], words: Words, album: Album) -> tuple[tuple[SlotPart, ...], int]:
    """The slots a page spells out, worst first as the explanation has them, and how many are left to the sheet.

    `set_key` tells the ruleset apart from the same one of another stint.
    """
    slots: Sequence[Mapping[str, Any]] = rule.get("slots") or ()
    below = [slot for slot in slots if slot["outcome"] not in FOLDED]
    met = [slot for slot in slots if slot["outcome"] in FOLDED]
    shown = below[:MOST_BELOW] + met[:MOST_MET]
    return tuple(_part(set_key, str(rule["rule"]), slot, words, album) for slot in shown), len(slots) - len(shown)


def _part(set_key: str, rule: str, slot: Mapping[str, Any], words: Words, album: Album) -> SlotPart:
    day = times.day_of(slot.get("day"))
    place_id, place = name_of(slot.get("place"))
    worth = figures.number(slot.get("gain")) or Decimal(0)
    folded = slot["outcome"] in FOLDED
    seen = tuple(seen_part(found, day, place_id, words, album, folded=folded) for found in slot.get("evidence") or ())
    return SlotPart(
        anchor=slot_anchor(set_key, rule, slot["slot"]),
        slot=slot["slot"],
        outcome=slot["outcome"],
        day=day,
        when=times.day_title(day, words),
        hours=times.span(slot.get("first"), slot.get("last"), day, words),
        place_id=place_id,
        place=place,
        done=int(slot.get("done") or 0),
        due=int(slot.get("due") or 0),
        reason=words.say(slot.get("reason")) or _found_below(seen, words),
        worth=worth,
        gain=figures.signed(worth) if worth >= Decimal("0.005") else "",
        seen=seen,
        ignored=tuple(seen_part(found, day, place_id, words, album) for found in slot.get("not_counted") or ()),
    )


def seen_part(
    found: Mapping[str, Any], day: date | None, slot_place: str, words: Words, album: Album, *, folded: bool = False
) -> Seen:
    """An observation as a page shows it; the place is left out where it is the slot's own."""
    place_id, place = name_of(found.get("place"))
    return Seen(
        id=str(found["observation"]),
        at=times.clock(found.get("at"), found.get("end"), day) or str(found["observation"]),
        observer=name_of(found.get("observer"))[1],
        place="" if place_id == slot_place else place,
        answers=tuple(_answer(answer, words) for answer in _answers(found)),
        note=words.say(found.get("note")),
        others=tuple(_answer(answer, words) for answer in found.get("other_answers") or ()),
        photos=album.photos_of(found, folded=folded),
        findings=tuple(finding_said(one, words) for one in found.get("findings") or ()),
        origin=_origin(found, words),
        why=words.say(found.get("why")),
    )


def finding_said(one: Mapping[str, Any], words: Words) -> str:
    """The number and the state of a finding, for the line under the record that opened it."""
    said = words("finding_is", number=one["number"], id=one["id"], state=words.say(one["state_title"]))
    mark = "finding_overdue" if one["overdue"] else "finding_late" if one["late"] else ""
    return said + (words("in_brackets", text=words(mark)) if mark else "")


def _origin(found: Mapping[str, Any], words: Words) -> str:
    """The record's number, who handed it in and when it was received."""
    received = times.instant(found.get("received"))
    if received is None:
        return str(found["observation"])
    by = origin_of(found.get("recorded_by"), words)
    told = words("record_is", id=found["observation"], by=by, when=f"{received:%Y-%m-%d %H:%M}")
    late = found.get("late_hours")
    return told + words("late_by", n=late) if late else told


def origin_of(actor: Any, words: Words) -> str:
    """Who did something, as the journal names them: `import:rounds.csv`, `cli:ann`, or a name."""
    how, colon, what = str(actor or "").partition(":")
    return words(f"by.{how}", what=what) if colon and how in ("import", "cli", "web") else how + colon + what


def _answers(found: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The judged answers of an observation, given as a list or as one question and its answer."""
    answers: Sequence[Mapping[str, Any]] | None = found.get("answers")
    if answers is None:
        return [found] if found.get("answer") is not None else []
    return sorted(answers, key=lambda answer: answer.get("outcome") == "met")


def _answer(found: Mapping[str, Any], words: Words) -> Answer:
    asked, deducted = found.get("question"), Decimal(str(found.get("deduction") or 0)) / 1000
    return Answer(
        asked=words.say(asked),
        said=_said(found, words),
        outcome=str(found.get("outcome") or ""),
        deducted=f"−{figures.short(deducted)}" if deducted else "",
    )


def _said(found: Mapping[str, Any], words: Words) -> str:
    """The answer in the words of its form where it was read from one, else in the words we know."""
    title, answer = found.get("answer_title"), words.say(found.get("answer"))
    if isinstance(title, Mapping) and words.say(title) != answer:
        return words.say(title)
    return words.named("answer", answer)


def _found_below(seen: Sequence[Seen], words: Words) -> str:
    """What was found wrong: in the words of the questions, or the answer alone where only one thing was asked."""
    answers = [answer for one in seen for answer in one.answers]
    below = [answer for answer in answers if answer.below]
    if len(answers) == 1:
        return words.list([f"{a.said} {a.deducted}".strip() for a in below if a.said != words("answer.fail")])
    asked = (f"{a.asked.rstrip('?？')}{words('colon')}{a.said} {a.deducted}".strip() for a in below)
    return words("semicolon").join(asked)


def name_of(value: Any) -> tuple[str, str]:
    """The id and the name of a person or place, given as {"id", "name"} or as the id alone."""
    if isinstance(value, Mapping):
        return str(value.get("id", "")), str(value.get("name") or value.get("id", ""))
    return ("", "") if value is None else (str(value), str(value))
