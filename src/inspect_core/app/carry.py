"""What came after a close and changed a closed period's scores is owed in the next: a dated adjustment, before and after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from inspect_core.app.closed import as_pinned, closings_of
from inspect_core.app.facts import days_ahead, days_read
from inspect_core.app.findings.records import rectified
from inspect_core.app.project import App
from inspect_core.domain.closing import Closing
from inspect_core.domain.events import FINDING_ACTED
from inspect_core.domain.exact import milli
from inspect_core.domain.period import Period, month_before
from inspect_core.engine.tables import Carried
from inspect_core.errors import Problem

Totals = Callable[[App, Period, tuple[Carried, ...]], Mapping[str, int | None]]
"""Scores a period of a project, with what it is itself owed, and answers everybody's total, in thousandths."""
_FAR: Final = timedelta(days=400)
"""More days than any rule looks back."""


def carried(app: App, period: Period, totals: Totals) -> tuple[Carried, ...]:
    """What is owed in a period for the closed ones before it: only in the one that follows the last of them.

    Each closed period is scored by its own pinned texts, once by what was known at the last close and once by what is
    known now (in a period that is itself closed: at its close), and the difference of each total is owed.
    """
    closed = {name: one for name, one in closings_of(app).items() if one.pinned is not None and name < period.id}
    if not closed or max(closed) != month_before(period.id):
        return ()
    lower = max(one.pinned or 0 for one in closed.values())
    upper = app.store.journal.head().seq
    found = (each for name in sorted(closed) for each in _of(app, closed[name], lower, upper, totals))
    return tuple(found)


def _of(app: App, closing: Closing, lower: int, upper: int, totals: Totals) -> Iterator[Carried]:
    """What is owed for one closed period."""
    manifest = closing.manifest
    if manifest is None:
        return
    period = Period(closing.period, *(date.fromisoformat(manifest[day]) for day in ("first", "last")))
    if not _far_and_wide(app, period, lower):
        return
    pinned = replace(as_pinned(app, manifest), notify=_in_silence)
    then, now = (replace(pinned, store=app.store.as_of(seq)) for seq in (lower, upper))
    if not (_said(app, pinned, period, lower) or _put_right(then, now, period)):
        return
    owed = _owed_in(app, manifest)
    before, after = (totals(each, period, owed) for each in (then, now))
    for person in sorted(before.keys() & after.keys()):
        old, new = before[person], after[person]
        if old is not None and new is not None and old != new:
            yield Carried(person, closing.period, old, new)


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


def _owed_in(app: App, manifest: Mapping[str, Any]) -> tuple[Carried, ...]:
    """What the closed period itself had been owed for the ones before it: it is in its totals."""
    people = json.loads(app.store.papers.get(manifest["result"]))["people"]
    return tuple(
        Carried(person["id"], owed["period"], milli(owed["before"]), milli(owed["after"]))
        for person in people
        for owed in (one["carried"] for one in person["adjustments"])
        if owed
    )


def _in_silence(problem: Problem) -> None:
    """What is to be said of a closed period was said when it was closed."""
