"""The indicators of one person as plain data: the value, where it comes from, and the points it became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inspect_core.app.month import Month
from inspect_core.app.rule_views import RuleViews
from inspect_core.domain.exact import plain
from inspect_core.domain.text import Text
from inspect_core.engine.tables import NONE, Figure
from inspect_core.language.indicators import Indicator

View = dict[str, Any]


def indicator_views(
    stints: Sequence[Mapping[str, Any]], rows: Mapping[int, Sequence[Mapping[str, Any]]], month: Month, rules: RuleViews
) -> list[View]:
    """Every indicator that the roles of a person weigh, stint by stint. `rows`: of `Scored.indicators`, by stint."""
    return [
        {"stint": number, **_view(row, month.tables.names.name("role", stint["role"]) or "", month, rules)}
        for number, stint in enumerate(stints)
        for row in rows.get(stint["stint"], ())
    ]


def _view(row: Mapping[str, Any], role: str, month: Month, rules: RuleViews) -> View:
    text = month.plan.scheme.text
    name = list(text.indicators)[row["ruleset"] - len(month.plan.rulesets)]
    one = text.indicators[name]
    figure = None if row["figure"] == NONE else month.tables.figures[row["figure"]]
    return {
        "role": role,
        "indicator": name,
        "title": one.title.model_dump(),
        "of": one.of,
        "unit": one.unit,
        "weight": plain(rules.weight(name, role)),
        "score": plain(row["score"]),
        "coverage": plain(row["coverage"]),
        "value": plain(figure.value) if figure else None,
        "source": figure.source if figure else None,
        "date": figure.on if figure else None,
        "statement": figure.id if figure else None,
        "how": one.says().model_dump(),
        "says": _said(one, figure, plain(row["score"]) or "").model_dump(),
    }


def _said(one: Indicator, figure: Figure | None, score: str) -> Text:
    """The value, whence and of when it is, and what it came to."""
    if figure is None:
        return Text(
            zh=f"{one.title.zh}：本期没有数值，不影响得分",
            en=f"{one.title.en}: no value for the period, no points lost",
        )
    value = one.said(figure.value)
    return Text(
        zh=f"{one.title.zh} {value.zh}（{figure.source}，{figure.on}）→ {score} 分",
        en=f"{one.title.en} {value.en} by {figure.source} on {figure.on} -> {score} points",
    )
