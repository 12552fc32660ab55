"""A whole run: the columns of people, places, departments, contractors and the project, computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from inspect_core.engine import appraise, roll_up
from inspect_core.engine import tables as t
from inspect_core.engine.cards import cards_held
from inspect_core.engine.combine import recombined
from inspect_core.engine.credit import ENTITIES
from inspect_core.engine.ground import Ground
from inspect_core.engine.lanes import RULES
from inspect_core.engine.people import finished
from inspect_core.engine.plan import Plan, credited
from inspect_core.engine.sanctions import gate_shares, lowered
from inspect_core.engine.score import (
    Credited,
    credited_rows,
    entity_sums,
    gathered,
    people_at_places,
    people_sums,
    score_people,
    weighting_rows,
    worths,
)
from inspect_core.engine.sums import SUMS, summed
from inspect_core.engine.vetoes import adjustments, vetoes

c = pl.col
SORTS = ("place", "contractor", "project", "department")
AT_PLACES = "person at place"


@dataclass(frozen=True)
class Scored:
    """Frames of one run by sort of target: person, stint, place, contractor, department, project.

    `indicators` are those of every stint, with columns of SCORES.
    """

    rules: Mapping[str, pl.DataFrame]
    rulesets: Mapping[str, pl.DataFrame]
    totals: Mapping[str, pl.DataFrame]
    vetoes: pl.DataFrame
    adjustments: pl.DataFrame
    cards: pl.DataFrame
    gates: pl.DataFrame
    indicators: pl.DataFrame


@dataclass(frozen=True)
class Sums:
    """What the rows of a run add up to: by stint and rule, by other targets and rule, and the marks on single records.

    Under AT_PLACES `targets` has what people were credited with at each place, of what is deducted over the period.
    """

    stints: pl.LazyFrame | None
    targets: Mapping[str, pl.LazyFrame | None]
    vetoes: pl.DataFrame
    adjustments: pl.DataFrame


def score_month(plan: Plan, ground: Ground, tables: t.Tables, sorts: Sequence[str] = SORTS) -> Scored:
    """One project's month: rows are spelled out once and summed for people and for every sort of target asked for."""
    rows = gathered(credited_rows(plan, ground, tables), tables)
    targets = target_sums(plan, rows, tables, sorts)
    marks = vetoes(plan, ground, tables), adjustments(plan, ground, tables)
    return totalled(plan, ground, tables, Sums(people_sums(rows, tables), targets, *marks), sorts)


def target_sums(
    plan: Plan, rows: Sequence[Credited], tables: t.Tables, sorts: Sequence[str]
) -> dict[str, pl.LazyFrame | None]:
    """The sums of every sort of target but the departments, whose are those of their people."""
    found = {sort: entity_sums(rows, sort, tables) for sort in sorts if sort != "department"}
    if "place" in sorts:
        found[AT_PLACES] = people_at_places(rows, over_people(plan), tables)
    return found


def totalled(plan: Plan, ground: Ground, tables: t.Tables, sums: Sums, sorts: Sequence[str] = SORTS) -> Scored:
    """The scores of sums: of people and of every sort of target asked for."""
    people = score_people(plan, ground, tables, sums.stints)
    frames = {("rules", "stint"): people["rules"], ("rulesets", "stint"): people["rulesets"]}
    frames["totals", "stint"] = people["stints"]
    held = cards_held(plan, ground.period.id, sums.vetoes, tables)
    gated = gate_shares(plan, people["rules"], people["rulesets"], ground, tables)
    less = lowered(plan, sums.vetoes, held, gated, tables)
    frames["totals", "person"] = finished(
        people["people"], people["rules"], sums.adjustments, less, plan, ground, tables
    )
    worth = worths(plan, ground, tables)
    over = over_people(plan)
    for sort in sorts:
        others, persons = _of_rows(sort, sums, over, worth), _of_people(sort, people["sums"], sums, over, worth, tables)
        frames_of = [frame.select(sort, "rule", *SUMS) for frame in (others, persons) if frame is not None]
        own = pl.concat(frames_of, how="vertical_relaxed") if frames_of else None
        scored = rolled_up(sort, own, worth, plan, tables)
        frames |= {(name, sort): frame for name, frame in zip(("rules", "rulesets", "totals"), scored, strict=True)}
    found = dict(zip(frames, tables.all_computed(list(frames.values())), strict=True))
    rules, rulesets, totals = (
        {sort: frame for (name, sort), frame in found.items() if name == wanted}
        for wanted in ("rules", "rulesets", "totals")
    )
    return Scored(rules, rulesets, totals, sums.vetoes, sums.adjustments, held, gated, people["indicators"].collect())


def rolled_up(
    sort: str, sums: pl.LazyFrame | None, worth: pl.DataFrame, plan: Plan, tables: t.Tables
) -> tuple[pl.LazyFrame, pl.LazyFrame, pl.LazyFrame]:
    """Rule scores, ruleset scores and totals of settled sums of any sort of target, by the project's weights."""
    if sums is None:
        sums = pl.LazyFrame(schema={sort: pl.Int32, "rule": pl.Int64, **dict.fromkeys(SUMS, pl.Int64)})
    # each is small and stands on the one before: computed one by one they need no plan of the whole
    rules = tables.computed(roll_up.rule_scores(sums, worth, sort)).lazy()
    rulesets = tables.computed(recombined(roll_up.ruleset_scores(rules, sort), rules, sort, plan.combining)).lazy()
    weights = appraise.weights_table(_project_weights(plan))
    alike = rulesets.with_columns(role=pl.lit(0, pl.Int16))
    return rules, rulesets, appraise.weighed(alike, weights, sort)


def over_people(plan: Plan) -> list[int]:
    """The numbers of the rules that deduct from people over the whole period."""
    return [
        number
        for number, rule in enumerate(plan.rules)
        if getattr(rule.settings, "over", None) == "period" and not set(credited(rule)) <= set(ENTITIES)
    ]


def _of_rows(sort: str, sums: Sums, over: Sequence[int], worth: pl.DataFrame) -> pl.LazyFrame | None:
    """The sums of a target of which each row counts once: all but those of a department, and of the rules `over`."""
    rows = sums.targets.get(sort)
    if sort == "department" or rows is None:
        return None
    return roll_up.settled(rows.filter(~c("rule").mod(RULES).is_in(over)) if over else rows, worth)


def _of_people(
    sort: str, own: pl.LazyFrame, sums: Sums, over: Sequence[int], worth: pl.DataFrame, tables: t.Tables
) -> pl.LazyFrame | None:
    """The sums of a department are those of its people; what is credited to two of them counts for both.

    What is deducted from people over the whole period (the rules `over`) is a matter of persons for every target:
    each starts with full points. A contractor and the project have their people's; a place what was seen of each there.
    """
    if sort == "place":
        there = sums.targets.get(AT_PLACES)
        return None if there is None else summed(roll_up.settled(there, worth), [sort, "rule"])
    if sort != "department":
        judged = (c("met") + c("partly") + c("unmet") + c("na")) > 0
        own = own.filter(c("rule").mod(RULES).is_in(over) & judged)
    targets = tables.stints.lazy().select("stint", sort).filter(c(sort) != t.NONE)
    return summed(own.join(targets, on="stint"), [sort, "rule"])


def _project_weights(plan: Plan) -> list[tuple[int, int, int, int, int]]:
    """The scheme's weights of the project; without them every ruleset weighs the same."""
    project = plan.scheme.text.project
    weights = project.weights if project else {ruleset.id: 1 for ruleset in plan.rulesets}
    return weighting_rows(0, weights, plan)
