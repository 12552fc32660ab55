"""A whole run: the columns of people, places, departments, contractors and the project, computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from inspect_core.engine import appraise, roll_up
from inspect_core.engine import tables as t
from inspect_core.engine.credit import ENTITIES
from inspect_core.engine.ground import Ground
from inspect_core.engine.people import finished
from inspect_core.engine.plan import Plan, credited
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
    over = _over_people(plan)
    shares = worth.with_columns(period_full=pl.when(c("rule").is_in(over)).then(0).otherwise(c("period_full")))
    for sort in sorts:
        own = _target_sums(sort, people["rules"], sums.targets.get(sort), over, tables)
        scored = rolled_up(sort, own, shares if sort in ("project", "department") else worth, plan)
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


def _over_people(plan: Plan) -> list[int]:
    """The numbers of the rules that deduct from people over the whole period."""
    return [
        number
        for number, rule in enumerate(plan.rules)
        if getattr(rule.settings, "over", None) == "period" and not set(credited(rule)) <= set(ENTITIES)
    ]


def _target_sums(
    sort: str, people: pl.LazyFrame, rows: pl.LazyFrame | None, over: list[int], tables: t.Tables
) -> pl.LazyFrame | None:
    """The sums of a department are those of its people; what is credited to two of them counts for both.

    Of other targets each row counts once. Only what is deducted from people over the whole period (the rules `over`)
    is a matter of persons in the project too: each starts with full points, as a place does with its own.
    """
    if sort == "department":
        return _sums_of_people(sort, people, tables)
    if sort != "project" or not over or rows is None:
        return rows
    judged = people.filter(c("rule").is_in(over) & ((c("known") > 0) | (c("na") > 0)))
    persons = _sums_of_people(sort, judged, tables)
    others = rows.filter(~c("rule").is_in(over))
    return pl.concat([others, persons.select(others.collect_schema().names())], how="vertical_relaxed")


def _sums_of_people(sort: str, people: pl.LazyFrame, tables: t.Tables) -> pl.LazyFrame:
    renamed = people.rename({"num": "earned", "den": "of", "of": "worth_of"})
    targets = tables.stints.lazy().select("stint", sort).filter(c(sort) != t.NONE)
    return summed(renamed.join(targets, on="stint"), [sort, "rule"])


def _project_weights(plan: Plan) -> list[tuple[int, int, int, int, int]]:
    """The scheme's weights of the project; without them every ruleset weighs the same."""
    project = plan.scheme.text.project
    weights = project.weights if project else {ruleset.id: 1 for ruleset in plan.rulesets}
    return weighting_rows(0, weights, plan)
