"""The plan of what was drawn in a period: whom to inspect, on which day, and whether it was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from inspect_core.app.due import plan_of
from inspect_core.app.facts import tables_of
from inspect_core.app.project import App
from inspect_core.app.score import labels
from inspect_core.domain.period import Period
from inspect_core.engine.draw import Drawing
from inspect_core.engine.explain import outcome, spelled_out
from inspect_core.engine.ground import Ground, day_of


def drawn_view(app: App, period: Period) -> dict[str, Any]:
    """Every slot drawn of the period, in the order of its days: the contract inspect-core/drawn/1."""
    rules = [rule for found in app.standards.rulesets for rule in found.rules]
    own = [rule for rule in rules if isinstance(rule.settings, Drawing) and rule.settings.draw]
    tables, known, zone = tables_of(app, period), labels(app), app.settings.project.zone
    names = tables.names
    slots = [
        {
            "rule": found.rule.name,
            "title": found.rule.settings.title.model_dump(),
            "day": str(day_of(row["day"])),
            "first": datetime.fromtimestamp(row["first"], zone).isoformat(),
            "last": datetime.fromtimestamp(row["last"], zone).isoformat(),
            "place": known.place(names.name("place", row["place"])),
            "person": known.person(names.name("person", row["subject"]) or names.name("person", row["person"])),
            "outcome": outcome(row).name.lower(),
        }
        for found in spelled_out(
            plan_of(app, own), Ground(period, zone, app.workday, app.settings.period.start_day), tables
        )
        for row in found.rows.sort("first", "row").iter_rows(named=True)
    ]
    period_view = {"id": period.id, "first": str(period.first), "last": str(period.last)}
    by_time = sorted(slots, key=lambda one: (one["first"], one["rule"]))
    return {
        "format": "inspect-core/drawn/1",
        "project": app.settings.project.id,
        "period": period_view,
        "drawn": by_time,
    }
