"""Everything the fairness of one scored month is told by, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from inspect_core.app.fairness.alike import Alike, alike
from inspect_core.app.fairness.evidence import Evidence, evidence
from inspect_core.app.fairness.interval import Interval, intervals
from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.severity import Severity, opinion_rows, severities
from inspect_core.app.month import Month
from inspect_core.engine.opinions import opinions
from inspect_core.engine.score import credited_rows, gathered, people_by_day

Verdict = Literal["stricter", "milder", "alike", "too_few", "nobody_to_compare"]


@dataclass(frozen=True)
class Figures:
    """Evidence, intervals, severity and the totals had the observers been alike, by the numbers of people."""

    month: Month
    limits: FairnessSettings
    opinions: pl.DataFrame
    evidence: Mapping[int, Evidence]
    intervals: Mapping[int, Interval]
    severity: Mapping[int, Severity]
    alike: Mapping[int, Alike]


def figures_of(month: Month, limits: FairnessSettings) -> Figures:
    """The fairness of a scored month; a pure function of it."""
    by_day = people_by_day(gathered(credited_rows(month.plan, month.ground, month.tables), month.tables), month.tables)
    found = opinions(month.plan, month.ground, month.tables)
    severity = severities(opinion_rows(found))
    effects = {
        observer: one.effect for observer, one in severity.items() if verdict(one, limits) in ("stricter", "milder")
    }
    return Figures(
        month,
        limits,
        found,
        evidence(found),
        intervals(month, by_day, limits.draws, limits.least_days),
        severity,
        alike(month, found, by_day, effects),
    )


def verdict(found: Severity | None, limits: FairnessSettings) -> Verdict:
    """What can be said of an observer: measurably different only where the interval leaves out "no difference"."""
    if found is None:
        return "nobody_to_compare"
    if found.comparisons < limits.comparisons or found.low is None or found.high is None:
        return "too_few"
    return "stricter" if found.high < 0 else "milder" if found.low > 0 else "alike"
