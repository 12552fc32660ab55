"""Findings on a page: a line of figures, and a short table with what is overdue first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspect_core.report import times
from inspect_core.report.slots import name_of
from inspect_core.report.words import Words

MOST_ROWS = 20
_ENDED = ("closed", "excused", "withdrawn")


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding; `mark` says that it is overdue or was put right late."""

    number: int
    id: str
    severity: str
    title: str
    where: str
    whose: str
    due: str
    state: str
    mark: str
    repeats: str


@dataclass(frozen=True, slots=True)
class FindingsPart:
    """What a page tells of findings; no more than a few are spelt out."""

    says: str
    rows: tuple[FindingRow, ...]
    more: int


def findings_part(
    found: Sequence[Mapping[str, Any]], words: Words, at: str, *, ended: bool = False
) -> FindingsPart | None:
    """The findings of a month, or of one person; those that have ended only where `ended`. None where there are none."""
    if not found:
        return None
    shown = sorted((one for one in found if ended or one["state"] not in _ENDED), key=_order)
    last = times.instant(at)
    says = words(
        "findings_says",
        n=len(found),
        open=sum(one["state"] in ("open", "accepted") for one in found),
        overdue=sum(one["overdue"] for one in found),
        late=sum(one["late"] for one in found),
        repeated=sum(bool(one["repeats"]) for one in found),
        at="" if last is None else f"{last:%Y-%m-%d %H:%M}",
    )
    return FindingsPart(says, tuple(_row(one, words) for one in shown[:MOST_ROWS]), max(len(shown) - MOST_ROWS, 0))


def _order(one: Mapping[str, Any]) -> tuple[bool, bool, str, int]:
    """What is overdue first, then what is still to be put right, by the deadline."""
    return not one["overdue"], one["state"] not in ("open", "accepted"), one["due"] or "", one["number"]


def _row(one: Mapping[str, Any], words: Words) -> FindingRow:
    due = times.instant(one["due"])
    people = [name_of(person)[1] for person in one["responsible"]]
    where = [name_of(one[key])[1] for key in ("place", "subject") if one[key]]
    return FindingRow(
        number=int(one["number"]),
        id=str(one["id"]),
        severity=words.say(one["severity_title"]),
        title=words.say(one["title"]),
        where=" · ".join(where),
        whose=words.list(people) if people else str(one["contractor"] or ""),
        due="" if due is None else f"{due:%m-%d %H:%M}",
        state=words.say(one["state_title"]),
        mark=_mark(one, words),
        repeats=words("finding_times", n=one["repeats"]) if one["repeats"] else "",
    )


def _mark(one: Mapping[str, Any], words: Words) -> str:
    return words("finding_overdue") if one["overdue"] else words("finding_late") if one["late"] else ""
