"""The adjustments of one person as plain data: what records or people added and took, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inspect_core.app.given import given_view
from inspect_core.app.month import Month
from inspect_core.domain.exact import plain
from inspect_core.engine.tables import NONE
from inspect_core.language.adjustments import Adjustment

View = dict[str, Any]


def adjustment_views(rows: Sequence[Mapping[str, Any]], month: Month) -> list[View]:
    """Each adjustment of the scheme that concerns the person, with its points after its caps. `rows`: of the person."""
    text = month.plan.scheme.text
    own = {name: [row for row in rows if row["adjustment"] == name] for name in text.adjustments}
    return [_view(name, one, own[name], month) for name, one in text.adjustments.items() if own[name]]


def _view(name: str, one: Adjustment, rows: Sequence[Mapping[str, Any]], month: Month) -> View:
    names, known = month.tables.names, len(rows)
    counted = known if one.at_most_records is None else min(known, one.at_most_records)
    gifts = [month.tables.given[row["given"]] for row in rows if row["given"] != NONE]
    points = sum(gift.points for gift in gifts) if one.by_hand else (one.each or 0) * counted
    return {
        "name": name,
        "title": one.title.model_dump(),
        "points": plain(one.within(points)),
        "count": known,
        "observations": [names.name("visit", row["visit"]) for row in rows if row["given"] == NONE],
        "given": [given_view(gift, month.labels) for gift in gifts],
        "carried": None,
    }


def carried_views(person: str, month: Month) -> list[View]:
    """What a person is owed for each closed period before, with the total before and after what came late."""
    return [
        {
            "name": f"carried-{one.period}",
            "title": {"zh": f"{one.period} 封账后更正", "en": f"corrections of {one.period} after its close"},
            "points": plain(one.after - one.before),
            "count": 1,
            "observations": [],
            "given": [],
            "carried": {"period": one.period, "before": plain(one.before), "after": plain(one.after)},
        }
        for one in month.tables.carried
        if one.person == person
    ]
