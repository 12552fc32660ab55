"""What came after a close and changed a closed period's scores is owed in a later one: a dated adjustment, before and after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from inspect_core.app.closed import as_pinned, closings_of
from inspect_core.app.facts import days_ahead, days_read
from inspect_core.app.findings.records import rectified
from inspect_core.app.project import App
from inspect_core.domain.closing import Closing, takes_over
from inspect_core.domain.events import FINDING_ACTED
from inspect_core.domain.exact import milli
from inspect_core.domain.owed import NOTHING, Carried, Owing, Paid, Totals, owing
from inspect_core.domain.period import Period
from inspect_core.errors import Problem

Scoring = Callable[[App, Period, Owing], Totals]
"""Scores a period of a project, with what it is itself owed, and answers everybody's total, in thousandths."""
_FAR: Final = timedelta(days=400)
"""More days than any rule looks back."""


def owed_in(app: App, period: Period, totals: Scoring, *, shown: bool = False) -> Owing:
    """What is owed in a period for the closed ones before it; nothing where another period takes it over.

    Each closed period is scored by its own pinned texts, once by what was known at the last close and once by what is
    known now (in a period that is itself closed: at its close). What is then other than what was paid so far is owed;
    so is what was owed at the last close and found no total. `shown` says that the period is being previewed.
    """
    found = closings_of(app)
    if not takes_over(found, period.id, lambda after, before: _silent(app, after, before), shown=shown):
        return NOTHING
    closed = Closed(app, {name: one for name, one in sorted(found.items()) if one.manifest is not None})
    return closed.owing(totals)


def _silent(app: App, after: str, before: str) -> bool:
    """Whether nobody was on duty and nothing was recorded between two periods."""
    first, last = app.period(after).last + timedelta(days=1), app.period(before).first - timedelta(days=1)
    facts = app.store.facts
    return first > last or not (facts.duties(first, last) or facts.observations(first, last))


@dataclass(frozen=True)
class Closed:
    """The closed periods of a project by name, the earliest first; what each close pinned is read once."""

    app: App
    closings: Mapping[str, Closing]
    _results: dict[str, Any] = field(default_factory=dict, repr=False)

    def owing(self, totals: Scoring) -> Owing:
        """What is owed for all of them together, after the last of them."""
        lower = max(one.pinned or 0 for one in self.closings.values())
        left = self._left(max(self.closings))
        found = [self._of(name, lower, left.get(name, {}), totals) for name in self.closings]
        return Owing(
            tuple(one for each in found for one in each.carried),
            tuple(one for each in found for one in each.afterwards),
        )

    def since(self, period: str, totals: Scoring) -> tuple[Paid, Totals]:
        """What was paid for one of them so far, and what it comes to by what is known now, its close long past."""
        moved = self._moved(period, self.closings[period].pinned or 0, totals)
        paid = self.paid(period)
        return paid, paid.totals if moved is None else moved[1]

    def paid(self, period: str) -> Paid:
        """What was paid for one of them: at its close, and since then in the totals of others."""
        settled: dict[str, int] = {}
        for name in self.closings:
            for one in self._taken(name) if name > period else ():
                if one.period == period:
                    settled[one.person] = settled.get(one.person, 0) + one.points
        people = self.result(period)["people"]
        return Paid(
            period, {one["id"]: None if one["total"] is None else milli(one["total"]) for one in people}, settled
        )

    def taken_in(self, period: str, name: str) -> Mapping[str, int]:
        """What one closed period added to totals for another one, by person."""
        return {one.person: one.points for one in self._taken(name) if one.period == period}

    def result(self, period: str) -> Any:
        """The result that the close of a period pinned."""
        if period not in self._results:
            manifest = self.closings[period].manifest or {}
            self._results[period] = json.loads(self.app.store.papers.get(manifest["result"]))
        return self._results[period]

    def _of(self, period: str, lower: int, left: Totals, totals: Scoring) -> Owing:
        """What is owed for one closed period."""
        moved = self._moved(period, lower, totals)
        then, now = (left, left) if moved is None else moved
        if not left and then == now:
            return NOTHING
        return owing(self.paid(period), then, now, left)

    def _left(self, last: str) -> dict[str, dict[str, int]]:
        """By period and person what each total came to of which something stayed owed at the last close."""
        found: dict[str, dict[str, int]] = {}
        for one in self.result(last).get("owed", ()):
            found.setdefault(one["period"], {})[one["person"]["id"]] = milli(one["after"])
        return found

    def _moved(self, period: str, lower: int, totals: Scoring) -> tuple[Totals, Totals] | None:
        """Everybody's total by what was known at event `lower`, and by what is known; None where nothing came between."""
        app, manifest = self.app, self.closings[period].manifest or {}
        own = Period(period, *(date.fromisoformat(manifest[day]) for day in ("first", "last")))
        if not _far_and_wide(app, own, lower):
            return None
        pinned = replace(as_pinned(app, manifest), notify=in_silence)
        then, now = (replace(pinned, store=app.store.as_of(seq)) for seq in (lower, app.store.journal.head().seq))
        if not (_said(app, pinned, own, lower) or _put_right(then, now, own)):
            return None
        taken = Owing(tuple(self._taken(period)))
        return totals(then, own, taken), totals(now, own, taken)

    def _taken(self, period: str) -> Iterator[Carried]:
        """What a closed period took over for the ones before it: it is in its totals."""
        for person in self.result(period)["people"]:
            for owed in (one["carried"] for one in person["adjustments"]):
                if owed:
                    yield Carried(person["id"], owed["period"], milli(owed["before"]), milli(owed["after"]))


def _far_and_wide(app: App, period: Period, seq: int) -> bool:
    """Whether anything came that may be about the period: asked before its texts are read, as mostly nothing did."""
    facts, ahead = app.store.facts, timedelta(days=max(1, days_ahead(app)))
    if facts.said_since(seq, period.first - _FAR, period.last + ahead):
        return True
    return any(one["seq"] > seq for one in facts.proceedings(FINDING_ACTED, withdrawn=True))


def _said(app: App, pinned: App, period: Period, seq: int) -> bool:
    """Whether anything came about the days that the period is scored from: a night shift ends after the last of them."""
    first, last = days_read(pinned, period)
    return app.store.facts.said_since(seq, first, max(last, period.last + timedelta(days=days_ahead(pinned))))


def _put_right(then: App, now: App, period: Period) -> bool:
    """Whether a step with a finding, a check of the repair for one, changed the records that rules score of them."""
    first, last = days_read(then, period)
    known = (rectified(each) for each in (then, now))
    old, new = ((found.among((), first, last), found.instead_of) if found else None for found in known)
    return old != new


def in_silence(problem: Problem) -> None:
    """What is to be said of a closed period was said when it was closed."""
