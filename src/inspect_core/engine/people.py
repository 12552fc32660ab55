"""The last step of a person's month: adjustments, enough evidence or not, grade, veto, rank."""

from __future__ import annotations

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.appraise import graded, ranked
from inspect_core.engine.distribution import limited
from inspect_core.engine.ground import Ground, day_number
from inspect_core.engine.plan import Plan
from inspect_core.engine.sanctions import lowest

c = pl.col
_BELOW = 10**9  # a grade that a veto or a card made stands behind every total without one
SCORED, NOT_ENOUGH, NOTHING_DUE = "scored", "not_enough_evidence", "nothing_due"


def finished(
    totals: pl.LazyFrame,
    rules: pl.LazyFrame,
    adjusted: pl.DataFrame,
    lowered: pl.DataFrame,
    plan: Plan,
    ground: Ground,
    tables: t.Tables,
) -> pl.LazyFrame:
    """Everybody of the period with total, grade, status, coverage and rank.

    `totals`: person, total, coverage. `rules`: stint, ruleset, counts, known. `adjusted`: stint, adjustment, visit, given, points. `lowered`: person and the columns of LOWERED.
    The role, department and contractor are those the person held for most days of the period (the later one of equals).
    Below the least coverage of the role, or with fewer judged slots and answers than it asks for, there is no total
    and no grade: not enough evidence.
    """
    people = _main_stints(ground, tables).join(totals, on="person", how="left")
    people = people.join(_least(plan, tables), on="role", how="left")
    people = _beside(people, _added(adjusted, plan, tables))
    people = _beside(people, lowered)
    people = people.join(_judged(rules, plan, tables), on="person", how="left")
    people = _beside(people, _owed(tables))
    covered = c("coverage") >= c("least").fill_null(0)
    enough = c("judged").fill_null(0) >= c("least_judged").fill_null(0)
    base = pl.when(covered & enough).then(c("total"))
    total = (base + c("added").fill_null(0) + c("owed").fill_null(0)).clip(0, plan.scheme.text.highest)
    status = (
        pl.when(c("coverage").is_null())
        .then(pl.lit(NOTHING_DUE))
        .when(base.is_null())
        .then(pl.lit(NOT_ENOUGH))
        .otherwise(pl.lit(SCORED))
    )
    frame = people.with_columns(status=status, base=base, total=total)
    frame = graded(frame, plan.scheme.bands()).with_columns(earned_grade=c("grade"), grade=lowest(plan))
    within = {f"rank_{name}": name for name in plan.scheme.text.rank_within}
    below = c("total") - pl.when(c("made").is_null()).then(0).otherwise(_BELOW)
    return ranked(limited(frame.with_columns(standing=below), plan).sort("person"), within)


def _beside(people: pl.LazyFrame, found: pl.DataFrame) -> pl.LazyFrame:
    """The people with the other columns of what was found of some of them; of nobody there is nothing to join."""
    if found.height:
        return people.join(found.lazy(), on="person", how="left")
    nothing = {name: pl.lit(None, of) for name, of in found.schema.items() if name != "person"}
    return people.with_columns(**nothing)


def _main_stints(ground: Ground, tables: t.Tables) -> pl.LazyFrame:
    first, last = day_number(ground.period.first), day_number(ground.period.last)
    days = pl.min_horizontal(c("last"), last) - pl.max_horizontal(c("first"), first) + 1
    present = tables.stints.lazy().with_columns(days=days).filter(c("days") > 0)
    if tables.settled:
        return present.drop("days", "first", "last")
    longest = present.sort("days", "first").group_by("person", maintain_order=True).last()
    return longest.drop("days", "first", "last")


def _least(plan: Plan, tables: t.Tables) -> pl.LazyFrame:
    rows = [
        (tables.names.code("role", role), weighting.least_coverage, weighting.least_judged)
        for role, weighting in plan.scheme.text.roles.items()
    ]
    schema = {"role": pl.Int16, "least": pl.Int64, "least_judged": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").lazy()


def _judged(rules: pl.LazyFrame, plan: Plan, tables: t.Tables) -> pl.LazyFrame:
    """What was judged of each person under the rules that count in the totals of the roles held."""
    held = tables.stints.lazy().select("stint", "person", "role")
    own = rules.filter(c("counts")).join(held, on="stint").join(_weighed(plan, tables), on=["role", "ruleset"])
    return own.group_by("person").agg(judged=c("known").sum())


def _weighed(plan: Plan, tables: t.Tables) -> pl.LazyFrame:
    """The roles and the rulesets that the scheme weighs for them, by themselves or in a group."""
    numbers = {ruleset.id: number for number, ruleset in enumerate(plan.rulesets)}
    groups = plan.scheme.text.groups
    rows = {
        (tables.names.code("role", role), numbers[part])
        for role, weighting in plan.scheme.text.roles.items()
        for name in weighting.weights
        for part in (groups[name].weights if name in groups else (name,))
        if part in numbers
    }
    return pl.DataFrame(sorted(rows), schema={"role": pl.Int16, "ruleset": pl.Int64}, orient="row").lazy()


def _owed(tables: t.Tables) -> pl.DataFrame:
    """What each person is owed for closed periods before: person, owed."""
    rows = [(tables.names.code("person", one.person), one.points) for one in tables.owing.carried]
    frame = pl.DataFrame(rows, schema={"person": pl.Int32, "owed": pl.Int64}, orient="row")
    return frame.group_by("person").agg(c("owed").sum())


def _added(adjusted: pl.DataFrame, plan: Plan, tables: t.Tables) -> pl.DataFrame:
    """The points added to each person: so much a record and what was given by hand, up to the caps of each adjustment."""
    found = plan.scheme.text.adjustments
    rows = [(name, one.each or 0, one.fewest, one.most, one.at_most_records) for name, one in found.items()]
    schema = {"adjustment": pl.String, **dict.fromkeys(("each", "least", "most", "records"), pl.Int64)}
    worth = pl.DataFrame(rows, schema=schema, orient="row")
    persons = tables.stints.select("stint", "person")
    counted, by_hand = c("given") == t.NONE, c("given") != t.NONE
    sums = (
        adjusted.join(persons, on="stint")
        .group_by("person", "adjustment")
        .agg(n=counted.sum().cast(pl.Int64), handed=pl.when(by_hand).then(c("points")).otherwise(0).sum())
    )
    points = (pl.min_horizontal("n", "records") * c("each") + c("handed")).clip(c("least"), c("most"))
    return sums.join(worth, on="adjustment").group_by("person").agg(added=points.sum())
