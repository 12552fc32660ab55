"""The findings of a scored month, as its explanations and reports tell them: at the end of the journal it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from inspect_core.app.closed import as_closed
from inspect_core.app.findings.register import register
from inspect_core.app.findings.views import FindingViews
from inspect_core.app.month import Month
from inspect_core.app.project import App

View = dict[str, Any]
IN_EVIDENCE: Final = (
    "id",
    "number",
    "rule",
    "question",
    "severity",
    "severity_title",
    "state",
    "state_title",
    "overdue",
    "late",
    "due",
    "put_right",
)


OF_PEOPLE: Final = (
    *IN_EVIDENCE,
    "title",
    "observation",
    "found",
    "place",
    "subject",
    "responsible",
    "contractor",
    "return_visit",
)


@dataclass(frozen=True)
class Told:
    """The findings of a month: those found in it as a list, and every one by the record that says so.

    `overdue` and escalations are as of the last event of the journal, so that the same journal tells the same.
    """

    listed: View = field(default_factory=dict)
    by_record: Mapping[str, Sequence[View]] = field(default_factory=dict)

    @property
    def at(self) -> str | None:
        """As of when they are told; nothing where there are none."""
        return self.listed.get("at")

    def of(self, person: str) -> list[View]:
        """The findings of the month that a person answers for."""
        every = self.listed.get("findings", ())
        return [one for one in every if any(person == each["id"] for each in one["responsible"])]

    def into(self, records: Mapping[str, Mapping[str, Any]], ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        """What records say, each with the findings that it opened, or that it was derived from."""
        told = {id: records.get(id, {}) for id in ids if id in records or id in self.by_record}
        return {id: {**record, "findings": self.by_record.get(id, ())} for id, record in told.items()}


def told(app: App, month: Month) -> Told:
    """The findings as the month knows them; those of a closed month as they were at its close."""
    period = month.ground.period
    app, _ = as_closed(app, period)
    entries = register(app)
    last = app.store.journal.events([month.provenance.journal[0]])
    if not entries or not last:
        return Told()
    views = FindingViews(app, last[0].at.astimezone(app.settings.project.zone), month.labels)
    own = [one for one in entries if period.first <= one.finding.found.date() <= period.last]
    found: dict[str, list[View]] = {}
    for entry in entries:
        view = views.of(entry)
        brief = {name: view[name] for name in IN_EVIDENCE}
        for record in (entry.finding.observation, f"finding-{entry.finding.id}"):
            found.setdefault(record, []).append(brief)
    listed = views.listed(own)
    short = [{**{name: one[name] for name in OF_PEOPLE}, "repeats": len(one["repeats"])} for one in listed["findings"]]
    return Told({**listed, "findings": short}, found)
