"""The findings of a scored month, as its explanations and reports tell them: at the end of the journal it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from inspect_core.app.closed import as_closed
from inspect_core.app.findings.register import Entry, register
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
    """The findings of a month: `own` are those found in it, `by_record` has every one by the records that say so.

    `overdue` and escalations are as of the last event of the journal, so that the same journal tells the same.
    """

    views: FindingViews | None = None
    own: Sequence[Entry] = ()
    by_record: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    @cached_property
    def listed(self) -> View:
        """Those found in the month as a list; nothing where there are no findings at all."""
        if self.views is None:
            return {}
        listed = self.views.listed(self.own)
        return {**listed, "findings": [_short(one) for one in listed["findings"]]}

    @property
    def at(self) -> str | None:
        """As of when they are told; nothing where there are none."""
        return self.views.at.isoformat() if self.views else None

    def of(self, person: str) -> list[View]:
        """The findings of the month that a person answers for."""
        mine = [one for one in self.own if person in one.finding.responsible]
        return [_short(self.views.of(one)) for one in mine] if self.views else []

    def into(self, records: Mapping[str, Mapping[str, Any]], ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        """What records say, each with the findings that it opened, or that it was derived from."""
        told = {id: records.get(id, {}) for id in ids if id in records or id in self.by_record}
        return {id: {**record, "findings": self._brief(id)} for id, record in told.items()}

    def _brief(self, record: str) -> list[View]:
        views = [self.views.of(one) for one in self.by_record.get(record, ())] if self.views else []
        return [{name: view[name] for name in IN_EVIDENCE} for view in views]


def _short(one: View) -> View:
    return {**{name: one[name] for name in OF_PEOPLE}, "repeats": len(one["repeats"])}


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
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for record in (entry.finding.observation, f"finding-{entry.finding.id}"):
            found.setdefault(record, []).append(entry)
    return Told(views, own, found)
