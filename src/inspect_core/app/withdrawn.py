"""Records that were voided or replaced: what they were, who took them back, when and why. They count no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import polars as pl

from inspect_core.app.month import Labels, Month
from inspect_core.app.project import App
from inspect_core.domain.events import OBSERVATION_SUPERSEDED, OBSERVATION_VOIDED, Event
from inspect_core.engine.ground import day_number
from inspect_core.engine.tables import PLANNED

View = dict[str, Any]
Withdrawn = Mapping[str, tuple[View, ...]]


def withdrawn(app: App, month: Month) -> Withdrawn:
    """The withdrawn records of the period by the person they would concern, in order of time.

    A record concerns whom it is about and who made it, and at a place those on duty then and its owner.
    What was withdrawn after the month was read is left out: it still counts in that month.
    """
    period = month.ground.period
    taken_back = app.store.facts.withdrawn(period.first, period.last)
    events = _events(app, taken_back, month.provenance.journal[0])
    told = app.store.journal.private([event.seq for event in events.values()]) if events else {}
    views: dict[str, list[View]] = {}
    for one in sorted(taken_back, key=lambda one: str(one["start"])):
        if one["id"] in events:
            event = events[one["id"]]
            view = _view(one, event, event.body.get("reason") or told.get(event.seq, {}).get("reason"), month)
            for person in dict.fromkeys(_concerned(one, month)):
                views.setdefault(person, []).append(view)
    return {person: tuple(listed) for person, listed in views.items()}


def _events(app: App, records: Iterable[Mapping[str, Any]], last: int) -> dict[str, Event]:
    """The event, up to number `last`, that withdrew each of the records, by the record's id."""
    names = {one["superseded_by"] or f"void-{one['id']}"[:64] for one in records}
    if not names:
        return {}
    journal = app.store.journal
    numbers = [seq for seqs in journal.find(names).values() for seq in seqs if seq <= last]
    keys = {OBSERVATION_VOIDED: "voids", OBSERVATION_SUPERSEDED: "supersedes"}
    return {str(event.body[keys[event.kind]]): event for event in journal.events(numbers) if event.kind in keys}


def _view(one: Mapping[str, Any], event: Event, reason: Any, month: Month) -> View:
    labels, form = month.labels, month.plan.forms.get(one["form"])
    title = form.title.model_dump() if form else {"zh": one["form"], "en": one["form"]}
    voided, approver = event.kind == OBSERVATION_VOIDED, event.body.get("approved_by")
    return {
        "observation": one["id"],
        "form": {"id": one["form"], **title},
        "at": one["start"],
        "end": one.get("end"),
        "observer": labels.person(one.get("observer")),
        "person": labels.person(one.get("subject")),
        "place": labels.place(one.get("place")),
        "how": "voided" if voided else "superseded",
        "by": actor(str(event.body.get("by") or event.actor), labels),
        "approved_by": actor(str(approver), labels) if approver else None,
        "when": event.at.astimezone(month.ground.zone).isoformat(),
        "reason": reason if voided else None,
        "superseded_by": None if voided else event.id,
    }


def actor(text: str, labels: Labels) -> str:
    """Who did something: a person's name where one of the project did it, else what the journal says (`cli:ann`)."""
    return labels.people.get(text) or text


def _concerned(one: Mapping[str, Any], month: Month) -> Iterator[str]:
    yield from (str(one[key]) for key in ("subject", "observer") if one.get(key))
    if one.get("place") and not one.get("subject"):
        tables, start = month.tables, datetime.fromisoformat(str(one["start"]))
        here = pl.col("place") == tables.names.code("place", str(one["place"]))
        second, day = int(start.timestamp()), day_number(start.astimezone(month.ground.zone).date())
        owners = tables.owners.filter(here, pl.col("first") <= day, pl.col("last") >= day)
        duties = tables.duties.filter(
            here, pl.col("status") == PLANNED, pl.col("first") <= second, pl.col("last") > second
        )
        for code in (*owners["person"], *duties["person"]):
            yield tables.names.name("person", code) or ""
