"""The score of each visit by itself: the same sums and the same roll-up, by visit instead of by person or place."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from inspect_core.engine import appraise
from inspect_core.engine import tables as t
from inspect_core.engine.ground import Ground, day_number
from inspect_core.engine.plan import Plan
from inspect_core.engine.roll_up import settled
from inspect_core.engine.run import rolled_up
from inspect_core.engine.score import judged_visits, worths
from inspect_core.engine.sums import SUMS, summed

c = pl.col


@dataclass(frozen=True)
class VisitScores:
    """Frames of one run.

    `visits`: the visits of the period with `total` and `grade`, empty where no rule judged the visit. `rules` and
    `rulesets`: visit and rule or ruleset, with points and of.
    """

    visits: pl.DataFrame
    rules: pl.DataFrame
    rulesets: pl.DataFrame


def score_visits(plan: Plan, ground: Ground, tables: t.Tables) -> VisitScores:
    """Every visit of the period as if it were the only one, in order of time; repeats count as they do in the period."""
    frames = [found.frame.select("visit", "rule", *SUMS) for found in judged_visits(plan, ground, tables)]
    sums = summed(pl.concat(frames, how="vertical_relaxed"), ["visit", "rule"]) if frames else None
    worth = worths(plan, ground, tables)
    sums = settled(sums, worth) if sums is not None else None
    rules, rulesets, totals = tables.all_computed(rolled_up("visit", sums, worth, plan, tables))
    first, last = day_number(ground.period.first), day_number(ground.period.last)
    visits = (
        tables.visits.filter(c("day").is_between(first, last))
        .join(totals.lazy().select("visit", "total"), on="visit", how="left")
        .sort("start", "visit")
    )
    return VisitScores(tables.computed(appraise.graded(visits, plan.scheme.bands())), rules, rulesets)
