"""Compares what is to be journalled with what the journal says already: the same is left out, a contradiction refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inspect_core.app.intake import complaints
from inspect_core.app.intake.desk import Made
from inspect_core.domain.events import GAP_DECLARED, IMPORT_COMPLETED, OBSERVATION_RECORDED, Event, Json
from inspect_core.errors import Problem
from inspect_core.ports import Journal

ONCE: Final = frozenset({OBSERVATION_RECORDED, GAP_DECLARED})  # of the others the latest statement holds
CIRCUMSTANCES: Final = ("source", "flags")  # how a record arrived, not what it says


@dataclass(frozen=True, slots=True)
class Settled:
    """What is new, how many records were there already, and which contradict the journal."""

    new: tuple[Made, ...]
    already_there: int
    problems: tuple[Problem, ...]


def settled(journal: Journal, made: Sequence[Made]) -> Settled:
    """Each record looked up by its id in the journal."""
    found = journal.find({record.id for record in made})
    events = {event.seq: event for event in journal.events({seq for seqs in found.values() for seq in seqs})}
    private = journal.private(set(events)) if events else {}
    new: list[Made] = []
    problems: list[Problem] = []
    for record in made:
        before = [events[seq] for seq in found.get(record.id, ()) if _about(events[seq], record.kind)]
        if before and _same(record, before, private):
            continue
        if before and record.kind in ONCE:
            problems.append(complaints.conflict(record.id).at(record.row.place("id")))
        else:
            new.append(record)
    return Settled(tuple(new), len(made) - len(new) - len(problems), tuple(problems))


def _about(event: Event, kind: str) -> bool:
    """Whether the event is about a record of that kind: an observation and a place may have the same id."""
    return event.kind != IMPORT_COMPLETED and event.kind.partition(".")[0] == kind.partition(".")[0]


def _same(record: Made, before: Sequence[Event], private: Mapping[int, Mapping[str, Json]]) -> bool:
    """Whether the journal says the same of it: the first word counts for what is said once, else the last."""
    event = before[0] if record.kind in ONCE else before[-1]
    if event.kind != record.kind or _told(event.body) != _told(record.body):
        return False
    kept = private.get(event.seq)
    erased = kept is None and event.commitment is not None
    return erased or _sealed(kept or {}) == _sealed(record.private or {})


def _sealed(private: Mapping[str, Json]) -> dict[str, Json]:
    """The private part as somebody wrote it: photos named in the file may come along with it or not."""
    if "photo_names" not in private:
        return dict(private)
    return {name: value for name, value in private.items() if name != "photos"}


def _told(body: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in body.items() if name not in CIRCUMSTANCES}
