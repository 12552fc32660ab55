"""Steps with findings of a closed period that were taken, or taken back, after its close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from inspect_core.app.findings.records import decided_at
from inspect_core.app.findings.register import Entry, register, step_of
from inspect_core.app.project import App
from inspect_core.domain.events import FINDING_ACTED, OBSERVATION_VOIDED, Event
from inspect_core.domain.finding import followed

Record = Mapping[str, Any]


def late_steps(app: App, manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps that came after a close, each with the number of its finding, in the order in which they came.

    Listed are the steps with findings that were found in the period, or that it scores: put right, excused or out of
    time in it, at its close or now.
    """
    seq = int(manifest["journal"]["seq"])
    steps = {one["id"]: one for one in app.store.facts.proceedings(FINDING_ACTED, withdrawn=True)}
    voids, late = _voids(app, seq, steps), [one for one in steps.values() if one["seq"] > seq]
    touched = {str(one["finding"]) for one in (*late, *(steps[id] for id in voids))}
    if not touched:
        return []
    first, last = (date.fromisoformat(manifest[day]) for day in ("first", "last"))
    stood = [one for one in steps.values() if one["seq"] <= seq and (one["voided"] is None or one["id"] in voids)]
    known = [one for one in register(app) if one.finding.id in touched]
    of = {one.finding.id: one.number for one in known if _concerns(one, stood, first, last)}
    told = [_view(one, of[one["finding"]]) for one in late if one["finding"] in of]
    told += [_taken_back(event, id, of[own]) for id, event in voids.items() if (own := steps[id]["finding"]) in of]
    return sorted(told, key=lambda one: int(one["seq"]))


def _voids(app: App, seq: int, steps: Mapping[str, Record]) -> Mapping[str, Event]:
    """What took steps back after the close, by the id of the step; the journal is read only where one was."""
    if not any(one["voided"] is not None for one in steps.values()):
        return {}
    later = (event for event in app.store.journal.read(after=seq) if event.kind == OBSERVATION_VOIDED)
    return {str(event.body["voids"]): event for event in later if event.body.get("voids") in steps}


def _concerns(entry: Entry, stood: Sequence[Record], first: date, last: date) -> bool:
    """Whether a finding is one of these days: found, or decided by now, or by what stood at the close."""
    own = [step_of(one) for one in stood if one["finding"] == entry.finding.id]
    then = replace(entry, course=followed(entry.finding, own))
    return any(first <= day <= last for day in (entry.finding.found.date(), *_days(entry), *_days(then)))


def _days(entry: Entry) -> Iterator[date]:
    decided = decided_at(entry)
    if decided is not None:
        yield decided.astimezone(entry.finding.found.tzinfo).date()


def _view(one: Record, number: int) -> dict[str, Any]:
    told = {name: one[name] for name in ("seq", "kind", "id", "actor")}
    return {**told, "at": one["received_at"], "corrects": None, "finding": number}


def _taken_back(event: Event, step: str, number: int) -> dict[str, Any]:
    told = {"seq": event.seq, "kind": event.kind, "id": event.id, "actor": event.actor}
    return {**told, "at": event.at.isoformat(), "corrects": step, "finding": number}
