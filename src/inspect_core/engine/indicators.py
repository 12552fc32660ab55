"""Indicators scored: the value stated last for the period becomes points; without a value nothing is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from inspect_core.domain.exact import FULL
from inspect_core.engine import tables as t
from inspect_core.engine.ground import Ground, day_number
from inspect_core.engine.plan import Plan
from inspect_core.language.indicators import Whose
from inspect_core.language.scheme import SchemeText

c = pl.col
SCORES: Final = {
    "stint": pl.Int32, "ruleset": pl.Int64, "score": pl.Int64, "coverage": pl.Int64, "figure": pl.Int32,
}  # fmt: skip
COMPONENT: Final = ("stint", "ruleset", "score", "coverage")
_COLUMNS: Final[Mapping[Whose, str | None]] = {"person": "person", "department": "department", "project": None}


def indicator_scores(plan: Plan, ground: Ground, tables: t.Tables) -> pl.DataFrame:
    """The score of every indicator that the role of a stint weighs: columns of SCORES.

    `ruleset` is its number in `plan.components`, `figure` the position of the value in `tables.figures`. Where no value
    was stated the score is nothing and the coverage none: it lowers the coverage of the person and never the points.
    """
    text = plan.scheme.text
    if not text.indicators:
        return pl.DataFrame(schema=SCORES)
    weighed = {role: weighed_indicators(role, text) for role in text.roles}
    stands = standing(ground.period.id, tables)
    first, last = day_number(ground.period.first), day_number(ground.period.last)
    there = tables.stints.filter(c("first") <= last, c("last") >= first).sort("stint")
    rows = [
        _row(stint, name, plan, stands, tables)
        for stint in there.iter_rows(named=True)
        for name in weighed.get(tables.names.name("role", stint["role"]) or "", ())
    ]
    return pl.DataFrame(rows, schema=SCORES, orient="row")


def weighed_indicators(role: str, text: SchemeText) -> tuple[str, ...]:
    """The indicators that a role weighs, by themselves or in a group, in the order of the scheme."""
    names = {
        part
        for name in text.roles[role].weights
        for part in (text.groups[name].weights if name in text.groups else (name,))
    }
    return tuple(name for name in text.indicators if name in names)


def standing(period: str, tables: t.Tables) -> dict[tuple[str, str | None], int]:
    """The value that holds of each indicator and person, department or project: the position of the one stated last."""
    return {(one.indicator, one.whose): number for number, one in enumerate(tables.figures) if one.period == period}


def _row(
    stint: Mapping[str, Any], name: str, plan: Plan, stands: Mapping[tuple[str, str | None], int], tables: t.Tables
) -> tuple[int, int, int | None, int, int]:
    indicator = plan.scheme.text.indicators[name]
    column = _COLUMNS[indicator.of]
    whose = tables.names.name(column, stint[column]) if column else None
    figure = stands.get((name, whose)) if whose or column is None else None
    if figure is None:
        return stint["stint"], plan.components[name], None, 0, t.NONE
    return stint["stint"], plan.components[name], indicator.score(tables.figures[figure].value), FULL, figure
