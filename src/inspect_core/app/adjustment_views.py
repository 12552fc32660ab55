"""The adjustments of one person as plain data: what records or people added and took, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import polars as pl

from inspect_core.app.given import given_view
from inspect_core.app.month import Month
from inspect_core.domain.exact import plain
from inspect_core.domain.owed import Afterwards, Carried
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
    """What a person's total took over for each closed period before, with the total before and after what came late."""
    return [
        {
            "name": f"carried-{one.period}",
            "title": {"zh": f"{one.period} 封账后更正", "en": f"corrections of {one.period} after its close"},
            "points": plain(one.points),
            "count": 1,
            "observations": [],
            "given": [],
            "carried": {"period": one.period, "before": plain(one.before), "after": plain(one.after)},
        }
        for one in month.tables.owing.carried
        if one.person == person
    ]


def owed_views(month: Month, person: str | None = None) -> dict[str, list[View]]:
    """Beside the totals: what found none that it could be added to and stays owed, and who was scored only afterwards.

    Of everybody, also of those who are not there in the period, or of one `person`.
    """
    owing, named = month.tables.owing, month.labels.person
    return {
        "owed": _carried(month, lambda one, counted: one not in counted and person in (None, one)),
        "afterwards": [
            {"person": named(one.person), **_before_and_after(one)}
            for one in owing.afterwards
            if person in (None, one.person)
        ],
    }


def taken_views(month: Month) -> list[View]:
    """What totals of the month took over for closed periods before."""
    return _carried(month, lambda one, counted: one in counted)


def _counted(month: Month) -> set[str | None]:
    """Everybody who has a total."""
    frame = month.scored.totals["person"].filter(pl.col("total").is_not_null())
    return {month.tables.names.name("person", code) for code in frame["person"]}


def _carried(month: Month, wanted: Callable[[str, Collection[str | None]], bool]) -> list[View]:
    counted = _counted(month) if month.tables.owing.carried else ()
    return [
        {"person": month.labels.person(one.person), **_before_and_after(one), "points": plain(one.points)}
        for one in month.tables.owing.carried
        if wanted(one.person, counted)
    ]


def _before_and_after(one: Carried | Afterwards) -> View:
    return {"period": one.period, "before": plain(one.before), "after": plain(one.after)}
