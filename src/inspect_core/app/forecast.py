"""What each total and grade would be if the rules that are still in shadow counted; the score stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from inspect_core.app.month import Month
from inspect_core.domain.exact import plain
from inspect_core.domain.period import Period
from inspect_core.engine.forecast import counting, in_shadow
from inspect_core.engine.plan import Plan
from inspect_core.engine.run import SORTS, score_month

View = dict[str, Any]
SCORES = {"place": "places", "department": "departments", "contractor": "contractors"}


def forecast_view(month: Month) -> View | None:
    """The forecast of a scored month as JSON values; nothing where no rule of the period is in shadow.

    `rules` are those in shadow with the day from which each counts. Everybody and every place, department and
    contractor has the score as it is and as it would be.
    """
    period = month.ground.period
    shadow = in_shadow(month.plan, period)
    if not shadow:
        return None
    ahead = forecast(month)
    return {
        "rules": _rules(month.plan, period),
        "people": _people(month, ahead),
        **{listed: _scores(sort, month, ahead) for sort, listed in SCORES.items() if sort in month.scored.totals},
        "project_score": next(iter(_scores("project", month, ahead)), {"score": None, "forecast": None}),
    }


def forecast(month: Month) -> Month:
    """The same month with the rules in shadow counting; without such rules the month as it is."""
    plan = counting(month.plan)
    sorts = [sort for sort in SORTS if sort in month.scored.totals]
    return replace(month, plan=plan, scored=score_month(plan, month.ground, month.tables, sorts))


def _rules(plan: Plan, period: Period) -> list[View]:
    return [
        {
            "rule": rule.name,
            "title": rule.settings.title.model_dump(),
            "points": plain(rule.settings.points),
            "from": str(rule.settings.shadow_until),
        }
        for rule in in_shadow(plan, period)
    ]


def _people(month: Month, ahead: Month) -> list[View]:
    names, labels = month.tables.names, month.labels
    then = {row["person"]: row for row in ahead.scored.totals["person"].iter_rows(named=True)}
    return [
        {
            **(labels.person(names.name("person", row["person"])) or {}),
            **_standing(row),
            "forecast": _standing(then[row["person"]]),
        }
        for row in month.scored.totals["person"].iter_rows(named=True)
    ]


def _standing(row: Mapping[str, Any]) -> View:
    return {
        "total": plain(row["total"]),
        "grade": row["grade"],
        "status": row["status"],
        "coverage": plain(row["coverage"]),
    }


def _scores(sort: str, month: Month, ahead: Month) -> Sequence[View]:
    if sort not in month.scored.totals:
        return []
    names = month.tables.names
    then = {row[sort]: plain(row["total"]) for row in ahead.scored.totals[sort].iter_rows(named=True)}
    rows = month.scored.totals[sort].sort(sort).iter_rows(named=True)
    scored = {row[sort]: plain(row["total"]) for row in rows}
    numbers = sorted({*scored, *then})
    return [
        {"id": names.name(sort, number), "score": scored.get(number), "forecast": then.get(number)}
        for number in numbers
    ]


def narrowed_forecast(month: Month, person: str | None = None, place: str | None = None) -> View | None:
    """The forecast, of one person or one place only where one is named."""
    view = forecast_view(month)
    if view is None or (person is None and place is None):
        return view
    listed, id = ("people", person) if person is not None else ("places", place)
    return {"rules": view["rules"], listed: [one for one in view[listed] if one["id"] == id]}
