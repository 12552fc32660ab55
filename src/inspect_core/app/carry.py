"""What came after a close and changed a closed period's scores is owed in the next: a dated adjustment, before and after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from inspect_core.app.closed import as_pinned, closings_of
from inspect_core.app.project import App
from inspect_core.domain.closing import Closing
from inspect_core.domain.exact import milli
from inspect_core.domain.period import Period, month_before
from inspect_core.engine.tables import Carried
from inspect_core.errors import Problem

Totals = Callable[[App, Period], Mapping[str, int | None]]
"""Scores a period of a project and answers everybody's total, in thousandths."""


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
    if not app.store.facts.said_since(lower, period.first, period.last):
        return
    pinned = replace(as_pinned(app, manifest), notify=_in_silence)
    before, after = (totals(replace(pinned, store=app.store.as_of(seq)), period) for seq in (lower, upper))
    owed = _owed_in(app, manifest)
    for person in sorted(before.keys() & after.keys()):
        old, new = before[person], after[person]
        if old is not None and new is not None and old != new:
            yield Carried(person, closing.period, old + owed.get(person, 0), new + owed.get(person, 0))


def _owed_in(app: App, manifest: Mapping[str, Any]) -> dict[str, int]:
    """What the closed period itself had been owed for the ones before it, by person: it is in its totals."""
    people = json.loads(app.store.papers.get(manifest["result"]))["people"]
    return {
        person["id"]: sum(milli(one["points"]) for one in person["adjustments"] if one.get("carried"))
        for person in people
    }


def _in_silence(problem: Problem) -> None:
    """What is to be said of a closed period was said when it was closed."""
