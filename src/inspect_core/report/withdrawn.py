"""The records of a person that were voided or replaced, as a page lists them: they are told, and count nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspect_core.report import times
from inspect_core.report.slots import name_of, origin_of
from inspect_core.report.words import Words


@dataclass(frozen=True, slots=True)
class WithdrawnPart:
    """One record that counts no longer: what it was, and who took it back, when and why."""

    id: str
    form: str
    when: str
    at: str
    place: str
    about: str
    observer: str
    how: str
    by: str
    approved_by: str
    day: str
    reason: str
    instead: str


def withdrawn_parts(explained: Mapping[str, Any], words: Words) -> tuple[WithdrawnPart, ...]:
    """The withdrawn records of an explanation, in order of time."""
    return tuple(_part(found, words) for found in explained.get("withdrawn") or ())


def _part(found: Mapping[str, Any], words: Words) -> WithdrawnPart:
    start, taken_back = times.instant(found.get("at")), times.instant(found.get("when"))
    day = None if start is None else start.date()
    return WithdrawnPart(
        id=str(found["observation"]),
        form=words.say(found.get("form")) or str((found.get("form") or {}).get("id", "")),
        when=times.day_title(day, words),
        at=times.clock(found.get("at"), found.get("end"), day),
        place=name_of(found.get("place"))[1],
        about=name_of(found.get("person"))[1],
        observer=name_of(found.get("observer"))[1],
        how=words(f"how.{found['how']}"),
        by=origin_of(found.get("by"), words),
        approved_by=str(found.get("approved_by") or ""),
        day="" if taken_back is None else f"{taken_back:%Y-%m-%d %H:%M}",
        reason=words.say(found.get("reason")),
        instead=str(found.get("superseded_by") or ""),
    )
