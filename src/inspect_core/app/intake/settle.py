"""Compares what is to be journalled with what the journal says already: the same is left out, a contradiction refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inspect_core.app.intake import complaints
from inspect_core.app.intake.changes import CIRCUMSTANCES, Change, differences
from inspect_core.app.intake.desk import Made
from inspect_core.app.intake.telling import Teller
from inspect_core.domain.events import GAP_DECLARED, IMPORT_COMPLETED, OBSERVATION_RECORDED, Event, Json
from inspect_core.domain.told import together
from inspect_core.errors import Problem
from inspect_core.ports import Journal

ONCE: Final = frozenset({OBSERVATION_RECORDED, GAP_DECLARED})  # of the others the latest statement holds


@dataclass(frozen=True, slots=True)
class Settled:
    """What is new, how many records were there already, which contradict the journal, what of the known changes."""

    new: tuple[Made, ...]
    already_there: int
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...] = ()


def settled(journal: Journal, made: Sequence[Made], teller: Teller) -> Settled:
    """Each record looked up by its id in the journal; `teller` finds the words for one that contradicts it."""
    found = journal.find({record.id for record in made})
    events = {event.seq: event for event in journal.events({seq for seqs in found.values() for seq in seqs})}
    private = journal.private(set(events)) if events else {}
    new: list[Made] = []
    problems: list[Problem] = []
    changes: list[Change] = []
    for record in made:
        before = [events[seq] for seq in found.get(record.id, ()) if _about(events[seq], record.kind)]
        if before and _same(record, before, private):
            continue
        if before and record.kind in ONCE:
            problems.append(_conflict(record, before[0], private.get(before[0].seq), teller))
        else:
            new.append(record)
            changes.extend(_changes(record, before[-1], private.get(before[-1].seq)) if before else ())
    return Settled(tuple(new), len(made) - len(new) - len(problems), tuple(problems), tuple(changes))


def _differences(record: Made, before: Event, private: Mapping[str, Json] | None) -> list[tuple[str, str, str, str]]:
    kept = private if private is not None or before.commitment is not None else {}
    return differences(before.body, record.body, kept, record.private or {})


def _changes(record: Made, before: Event, private: Mapping[str, Json] | None) -> list[Change]:
    said = (private or {}).get("name") or before.body.get("name") or before.body.get("title") or ""
    kind = record.kind.partition(".")[0]
    return [
        Change(kind, record.id, str(said), field, old, new, since)
        for field, since, old, new in _differences(record, before, private)
    ]


def _conflict(record: Made, before: Event, private: Mapping[str, Json] | None, teller: Teller) -> Problem:
    """What is recorded already, with who, when and where, whence it came, and in what the two differ."""
    told = teller.record(before.body)
    found = _differences(record, before, private)
    return complaints.conflict(record.id, told, f"{before.actor} #{before.seq}", found).at(record.row.place("id"))


def _about(event: Event, kind: str) -> bool:
    """Whether the event is about a record of that kind: an observation and a place may have the same id."""
    return event.kind != IMPORT_COMPLETED and event.kind.partition(".")[0] == kind.partition(".")[0]


def _same(record: Made, before: Sequence[Event], private: Mapping[int, Mapping[str, Json]]) -> bool:
    """Whether the journal says the same of it: the first word counts for what is said once, else the last."""
    event = before[0] if record.kind in ONCE else before[-1]
    if event.kind != record.kind:
        return False
    kept = private.get(event.seq)
    if kept is None and event.commitment is not None:  # erased: nothing private to compare
        return _told(event.body) == _told(record.body)
    said, saying = _sealed(kept or {}), _sealed(record.private or {})
    return _told(together(event.body, said)) == _told(together(record.body, saying))


def _sealed(private: Mapping[str, Json]) -> dict[str, Json]:
    """The private part as somebody wrote it: photos named in the file may come along with it or not."""
    if "photo_names" not in private:
        return dict(private)
    return {name: value for name, value in private.items() if name != "photos"}


def _told(body: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in body.items() if name not in CIRCUMSTANCES}
