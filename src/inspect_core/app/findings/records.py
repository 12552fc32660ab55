"""What became of findings, as records that ordinary rules score: the form `rectification`, one record a finding.

They are derived from the journal and the standards alone; no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

import orjson

from inspect_core.app.findings.register import Entry, register
from inspect_core.app.findings.whose import Whose
from inspect_core.app.project import App
from inspect_core.domain.finding import DISSATISFIED, EXCUSED, SATISFIED

FORM: Final = "rectification"
NAMED: Final = "finding-"
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Rectified:
    """The records derived from findings, and the ids of those entered by hand that they take the place of."""

    records: Sequence[Record] = ()
    instead_of: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """A name for exactly this: whatever is kept of it fits no other."""
        text = orjson.dumps([list(self.records), sorted(self.instead_of)], option=orjson.OPT_SORT_KEYS)
        return sha256(text).hexdigest()[:16]

    def among(self, observations: Sequence[Record], first: date, last: date) -> list[Record]:
        """The observations of some days with those derived for them, each finding counted once."""
        low, high = first.isoformat(), last.isoformat()
        entered = [one for one in observations if one["id"] not in self.instead_of]
        return [*entered, *(one for one in self.records if low <= one["start"][:10] <= high)]


def rectified(app: App) -> Rectified | None:
    """What the project's findings came to; nothing where no rule reads the form.

    A record entered by hand whose id is `finding-` and the id of a finding stands for it as long as nobody has taken a
    step with the finding; from then on the steps are what counts, and the record entered by hand is left out.
    """
    if FORM not in app.standards.forms:
        return None
    whose = Whose(app.store.facts, app.settings.project.zone)
    by_hand = _by_hand(app)
    records: list[Record] = []
    instead_of: set[str] = set()
    for entry in register(app):
        entered = by_hand.get(entry.finding.id, ())
        if entry.finding.gone is not None or not entry.finding.counts:
            continue
        if entered and not entry.course.steps:
            continue
        instead_of.update(entered)
        records.extend(_record(entry, whose))
    return Rectified(tuple(records), frozenset(instead_of))


def _by_hand(app: App) -> Mapping[str, list[str]]:
    """The records entered by hand, by the finding whose name their id is, or that of the record they correct."""
    facts = app.store.facts
    found: dict[str, list[str]] = {}
    for one in facts.observations(date.min, date.max):
        if one["form"] == FORM:
            first = one
            while first.get("supersedes"):
                first = facts.known("observation", [first["supersedes"]])[first["supersedes"]]
            if str(first["id"]).startswith(NAMED):
                found.setdefault(str(first["id"]).removeprefix(NAMED), []).append(str(one["id"]))
    return found


def _record(entry: Entry, whose: Whose) -> Iterator[Record]:
    """The life of a finding as one record, told when it was decided: put right, excused, or out of time."""
    one = entry.finding
    decided = decided_at(entry)
    if decided is None:
        return
    record = {
        "id": f"{NAMED}{one.id}",
        "form": FORM,
        "observer": one.observer,
        "start": decided.astimezone(one.found.tzinfo).isoformat(),
        "answers": {"class": one.severity, **_answers(entry)},
    }
    if len(one.responsible) == 1:
        record["subject"] = one.responsible[0]
    if one.place and _answers_for(entry, whose):
        record["place"] = one.place
    yield record


def decided_at(entry: Entry) -> datetime | None:
    """When it was decided: at the repair or the excuse that stands, or at the deadline where that came first."""
    stopped = entry.course.excused or entry.course.repaired
    moments = [moment for moment in (stopped.at if stopped else None, entry.due) if moment is not None]
    return min(moments, default=None)


def _answers_for(entry: Entry, whose: Whose) -> bool:
    """Whether the record may name its place: those fixed to the place would share the score.

    They do where they are the ones responsible; where others are, only at a place that is fixed to nobody.
    """
    one = entry.finding
    owners = whose.owners(one.place, one.found.date())
    return not owners or set(one.responsible) <= set(owners)


def _answers(entry: Entry) -> dict[str, str]:
    course, one = entry.course, entry.finding
    if course.state == EXCUSED:
        return {"rectified": "na", "verified": "na", "return-visit": "na"}
    times = {"found": one.found.isoformat()}
    times |= {"due": entry.due.isoformat()} if entry.due else {}
    visited = course.visited.answer if course.visited else None
    if course.repaired is None:
        return {**times, "rectified": "no", "verified": "na", "return-visit": "na"}
    times["put-right"] = course.repaired.at.astimezone(one.found.tzinfo).isoformat()
    verified = "return-visit" if visited == SATISFIED else "another-person" if course.verified else "nobody"
    asked = one.return_visit or visited == DISSATISFIED
    visit = "yes" if visited == SATISFIED else "no" if asked else "na"
    return {**times, "rectified": "yes", "verified": verified, "return-visit": visit}
