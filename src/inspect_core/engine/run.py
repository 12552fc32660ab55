"""A whole run: the columns of people, places, departments, contractors and the project, computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from inspect_core.engine import appraise, roll_up
from inspect_core.engine import tables as t
from inspect_core.engine.ground import Ground
from inspect_core.engine.people import finished
from inspect_core.engine.plan import Plan
from inspect_core.engine.score import (
    credited_rows,
    entity_sums,
    gathered,
    people_sums,
    score_people,
    weighting_rows,
    worths,
)
from inspect_core.engine.sums import SUMS, summed
from inspect_core.engine.vetoes import adjustments, vetoes

c = pl.col
SORTS = ("place", "contractor", "project", "department")


@dataclass(frozen=True)
class Scored:
    """Frames of one run by sort of target: person, stint, place, contractor, department, project."""

    rules: Mapping[str, pl.DataFrame]
    rulesets: Mapping[str, pl.DataFrame]
    totals: Mapping[str, pl.DataFrame]
    vetoes: pl.DataFrame
    adjustments: pl.DataFrame


@dataclass(frozen=True)
class Sums:
    """What the rows of a run add up to: by stint and rule, by other targets and rule, and the marks on single records."""

    stints: pl.LazyFrame | None
    targets: Mapping[str, pl.LazyFrame | None]
    vetoes: pl.DataFrame
    adjustments: pl.DataFrame


def score_month(plan: Plan, ground: Ground, tables: t.Tables, sorts: Sequence[str] = SORTS) -> Scored:
    """One project's month: rows are spelled out once and summed for people and for every sort of target asked for."""
    rows = gathered(credited_rows(plan, ground, tables))
    targets = {sort: entity_sums(rows, sort, tables) for sort in sorts if sort != "department"}
    marks = vetoes(plan, ground, tables), adjustments(plan, ground, tables)
    return totalled(plan, ground, tables, Sums(people_sums(rows, tables), targets, *marks), sorts)


def totalled(plan: Plan, ground: Ground, tables: t.Tables, sums: Sums, sorts: Sequence[str] = SORTS) -> Scored:
    """The scores of sums: of people and of every sort of target asked for."""
    people = score_people(plan, ground, tables, sums.stints)
    frames = {("rules", "stint"): people["rules"], ("rulesets", "stint"): people["rulesets"]}
    frames["totals", "stint"] = people["stints"]
    frames["totals", "person"] = finished(
        people["people"], people["rules"], sums.adjustments.lazy(), sums.vetoes.lazy(), plan, ground, tables
    )
    worth = worths(plan, ground, tables)
    for sort in sorts:
        own = _department_sums(people["rules"], tables) if sort == "department" else sums.targets.get(sort)
        # the sums of a department are shares already
        worths_of = worth.with_columns(period_full=pl.lit(0, pl.Int64)) if sort == "department" else worth
        scored = rolled_up(sort, own, worths_of, plan)
        frames |= {(name, sort): frame for name, frame in zip(("rules", "rulesets", "totals"), scored, strict=True)}
    found = dict(zip(frames, pl.collect_all(list(frames.values())), strict=True))
    rules, rulesets, totals = (
        {sort: frame for (name, sort), frame in found.items() if name == wanted}
        for wanted in ("rules", "rulesets", "totals")
    )
    return Scored(rules, rulesets, totals, sums.vetoes, sums.adjustments)


def rolled_up(
    sort: str, sums: pl.LazyFrame | None, worth: pl.LazyFrame, plan: Plan
) -> tuple[pl.LazyFrame, pl.LazyFrame, pl.LazyFrame]:
    """Rule scores, ruleset scores and totals, by the scheme's weights of the project, of any sort of target."""
    if sums is None:
        sums = pl.LazyFrame(schema={sort: pl.Int32, "rule": pl.Int64, **dict.fromkeys(SUMS, pl.Int64)})
    # each is small and stands on the one before: computed one by one they need no plan of the whole
    rules = roll_up.rule_scores(sums, worth, sort).collect().lazy()
    rulesets = roll_up.ruleset_scores(rules, sort).collect().lazy()
    weights = appraise.weights_table(_project_weights(plan))
    alike = rulesets.with_columns(role=pl.lit(0, pl.Int16))
    return rules, rulesets, appraise.weighed(alike, weights, sort)


def _department_sums(people: pl.LazyFrame, tables: t.Tables) -> pl.LazyFrame:
    """The sums of a department are those of its people; what is credited to two of them counts for both."""
    renamed = people.rename({"num": "earned", "den": "of", "of": "worth_of"})
    departments = tables.stints.lazy().select("stint", "department").filter(c("department") != t.NONE)
    return summed(renamed.join(departments, on="stint"), ["department", "rule"])


def _project_weights(plan: Plan) -> list[tuple[int, int, int, int, int]]:
    """The scheme's weights of the project; without them every ruleset weighs the same."""
    project = plan.scheme.text.project
    weights = project.weights if project else {ruleset.id: 1 for ruleset in plan.rulesets}
    return weighting_rows(0, weights, plan)
