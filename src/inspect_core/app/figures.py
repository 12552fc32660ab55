"""Values of indicators read from the journal: for scoring, and to tell what a file says anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_core.domain.events import INDICATOR_STATED
from inspect_core.domain.exact import milli
from inspect_core.domain.known import Stated
from inspect_core.engine.tables import Figure
from inspect_core.ports import Facts


def figures_of(facts: Facts) -> tuple[Figure, ...]:
    """The values that were stated and not taken back, in the order of the journal: the latest holds."""
    return tuple(
        Figure(
            one["id"],
            one["indicator"],
            one["period"],
            one.get("person"),
            one.get("department"),
            milli(one["value"]),
            one["source"],
            one["date"],
        )
        for one in facts.proceedings(INDICATOR_STATED)
    )


def stated_figures(facts: Facts) -> dict[tuple[str, str, str], Stated]:
    """What was stated so far by indicator, period and person or department (empty of the project)."""
    found: dict[tuple[str, str, str], Stated] = {}
    for one in facts.proceedings(INDICATOR_STATED, withdrawn=True):
        key = one["indicator"], one["period"], one.get("person") or one.get("department") or ""
        before = found.get(key, Stated())
        stands = one["voided"] is None
        found[key] = Stated(before.times + 1, one["id"] if stands else before.id, _body(one) if stands else before.body)
    return found


def _body(one: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: one[name]
        for name in ("indicator", "period", "person", "department", "value", "source", "date")
        if name in one
    }
