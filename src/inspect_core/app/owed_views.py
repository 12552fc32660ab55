"""What a period took over for closed ones before it, and what it is itself owed since its close, as plain data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from inspect_core.app.adjustment_views import owed_views, taken_views
from inspect_core.app.carry import Closed, in_silence, owed_in
from inspect_core.app.closed import closing_of, closings_of
from inspect_core.app.month import Labels
from inspect_core.app.project import App
from inspect_core.app.score import labels, scored, totals_of
from inspect_core.app.views import View
from inspect_core.domain.exact import plain
from inspect_core.domain.owed import NOTHING, Paid
from inspect_core.domain.period import Period


def owed_in_view(app: App, period: Period) -> View:
    """`carried`: what totals of the period took over; `owed`: what found no total; `afterwards`: scored afterwards."""
    manifest = closing_of(app, period.id).manifest
    if manifest is not None:
        return _pinned(json.loads(app.store.papers.get(manifest["result"])), labels(app))
    silent = replace(app, notify=in_silence)
    if owed_in(silent, period, totals_of) == NOTHING:
        return {"carried": [], "owed": [], "afterwards": []}
    month = scored(silent, period, ())
    return {"carried": taken_views(month), **owed_views(month)}


def _pinned(result: Mapping[str, Any], known: Labels) -> View:
    """The same as a close pinned it, with the names of today."""
    carried = [
        {"person": known.person(person["id"]), **one["carried"], "points": one["points"]}
        for person in result["people"]
        for one in person["adjustments"]
        if one["carried"]
    ]
    listed = {
        key: [{**one, "person": known.person(one["person"]["id"])} for one in result.get(key, ())]
        for key in ("owed", "afterwards")
    }
    return {"carried": carried, **listed}


def corrected(app: App, period: Period) -> list[View]:
    """Everybody whose total of a closed period is another by now: before, after, and where the difference went.

    `points` is null where there was no total before or is none now: nothing is owed then, people decide.
    """
    closings = {name: one for name, one in sorted(closings_of(app).items()) if one.manifest is not None}
    if period.id not in closings:
        return []
    closed = Closed(app, closings)
    paid, now = closed.since(period.id, totals_of)
    return list(_corrected(app, closed, paid, now))


def _corrected(app: App, closed: Closed, paid: Paid, now: Mapping[str, int | None]) -> Iterator[View]:
    named = labels(app).person
    later = [name for name in closed.closings if name > paid.period]
    for person in sorted({*paid.totals, *now}):
        before, after, settled = paid.totals.get(person), now.get(person), paid.settled.get(person, 0)
        if before == after and not settled:
            continue
        points = None if before is None or after is None else after - before
        yield {
            "person": named(person),
            "before": plain(before),
            "after": plain(after),
            "points": plain(points),
            "settled": plain(settled),
            "settled_in": [name for name in later if closed.taken_in(paid.period, name).get(person)],
            "owed": None if points is None else plain(points - settled),
        }
