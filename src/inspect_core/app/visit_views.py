"""Scores of single visits as plain data: the contract `inspect-core/visits/1`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from inspect_core.app.facts import tables_of
from inspect_core.app.month import Labels
from inspect_core.app.project import App
from inspect_core.app.score import labels, provenance
from inspect_core.app.snapshot import snapshot
from inspect_core.app.views import View, head
from inspect_core.domain.exact import plain
from inspect_core.domain.period import Period
from inspect_core.engine.by_visit import VisitScores, score_visits
from inspect_core.engine.ground import Ground, day_of
from inspect_core.engine.plan import Plan
from inspect_core.engine.tables import Names

FORMAT = "inspect-core/visits/1"


def visit_view(app: App, period: Period) -> View:
    """Every visit of the period with its own score and grade; null where no rule judged it.

    The weights are the scheme's of the project, the bands those of the scheme.
    """
    standards = app.standards.settled()
    plan = Plan(standards.rulesets, standards.kinds, standards.scheme)
    ground = Ground(period, app.settings.project.zone, app.workday, app.settings.period.start_day)
    (tables, known), read_at = snapshot(app.store.journal, lambda: (tables_of(app, period), labels(app)))
    scores = score_visits(plan, ground, tables)
    visits = _Visits(plan, scores, tables.names, known)
    return {**head(plan, period, provenance(app, read_at)), "format": FORMAT, "visits": visits.views()}


class _Visits:
    """Looks up the rules and rulesets of any visit; the rows are sorted out once."""

    def __init__(self, plan: Plan, scores: VisitScores, names: Names, known: Labels) -> None:
        self._plan, self._visits, self._names, self._known = plan, scores.visits, names, known
        self._rules = _by_visit(scores.rules, "rule")
        self._rulesets = _by_visit(scores.rulesets, "ruleset")

    def views(self) -> list[View]:
        """The visits in order of time."""
        return [self._view(row) for row in self._visits.iter_rows(named=True)]

    def _view(self, row: Mapping[str, Any]) -> View:
        names, known = self._names, self._known
        return {
            "observation": names.name("visit", row["visit"]),
            "form": names.name("form", row["form"]),
            "day": str(day_of(row["day"])),
            "place": known.place(names.name("place", row["place"])),
            "observer": known.person(names.name("person", row["observer"])),
            "subject": known.person(names.name("person", row["subject"])),
            "score": plain(row["total"]),
            "grade": row["grade"],
            "rulesets": [self._ruleset(found, row["visit"]) for found in self._rulesets.get(row["visit"], ())],
        }

    def _ruleset(self, row: Mapping[str, Any], visit: int) -> View:
        own = [found for found in self._rules[visit] if found["ruleset"] == row["ruleset"]]
        return {
            "ruleset": self._plan.rulesets[row["ruleset"]].id,
            "score": plain(row["score"]),
            "points": plain(row["points"]),
            "of": plain(row["of"]),
            "rules": [
                {
                    "rule": self._plan.rules[found["rule"]].id,
                    **{name: found[name] for name in ("met", "partly", "unmet")},
                    "not_applicable": found["na"],
                    "points": plain(found["points"]),
                    "of": plain(found["of"]),
                }
                for found in own
            ],
        }


def _by_visit(frame: pl.DataFrame, then: str) -> dict[int, list[Mapping[str, Any]]]:
    groups: dict[int, list[Mapping[str, Any]]] = {}
    for row in frame.sort("visit", then).iter_rows(named=True):
        groups.setdefault(row["visit"], []).append(row)
    return groups
