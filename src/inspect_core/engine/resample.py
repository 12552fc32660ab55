"""Totals worked out again from other sums than those of the month: of days drawn anew, or of other answers.

The way from sums to totals is the score's own: rules, rulesets, weights, stints; adjustments are added by the caller.
"""

from __future__ import annotations

import polars as pl

from inspect_core.engine import appraise, roll_up
from inspect_core.engine import tables as t
from inspect_core.engine.combine import recombined
from inspect_core.engine.ground import Ground, day_number
from inspect_core.engine.indicators import COMPONENT, indicator_scores
from inspect_core.engine.plan import Plan
from inspect_core.engine.score import role_weights, worths
from inspect_core.engine.sums import SUMS

c = pl.col
DRAWN = {"draw": pl.Int64, "person": pl.Int64, "total": pl.Int64}


def totals_again(plan: Plan, ground: Ground, tables: t.Tables, sums: pl.DataFrame) -> pl.DataFrame:
    """The total of every person for each draw: columns draw, person, total (null where nothing was judged).

    `sums` has the columns draw, stint, rule and SUMS. A draw and a stint together stand where a stint stands. Imported
    figures are no sample: they are the same in each draw.
    """
    if not sums.height:
        return pl.DataFrame(schema=DRAWN)
    room = tables.stints.height
    key = (c("draw").cast(pl.Int64) * room + c("stint")).alias("stint")
    worth = worths(plan, ground, tables)
    settled = roll_up.settled(sums.lazy().select(key, "rule", *SUMS), worth)
    rules = roll_up.rule_scores(settled, worth, "stint").collect().lazy()
    rulesets = recombined(roll_up.ruleset_scores(rules, "stint"), rules, "stint", plan.combining).collect().lazy()
    held = _held(ground, tables)
    draws = sums.lazy().select(c("draw").unique())
    figures = draws.join(indicator_scores(plan, ground, tables).lazy(), how="cross").with_columns(key)
    weighable = pl.concat([rulesets.select(COMPONENT), figures.select(COMPONENT)], how="vertical_relaxed")
    own = c("stint").mod(room).cast(pl.Int32).alias("own")
    roles = weighable.with_columns(own).join(held.select(c("stint").alias("own"), "role"), on="own")
    totals = appraise.weighed(roles, appraise.weights_table(role_weights(plan, tables)), "stint")
    person = c("draw").cast(pl.Int64) * room + c("person")
    people = appraise.of_people(totals, draws.join(held, how="cross").select(key, "days", person=person))
    return people.select(draw=c("person") // room, person=c("person") % room, total=c("total")).collect()


def _held(ground: Ground, tables: t.Tables) -> pl.LazyFrame:
    """The stints that reach into the period, with the person, the role, and their days in it."""
    first, last = day_number(ground.period.first), day_number(ground.period.last)
    begins, ends = pl.max_horizontal(c("first"), first), pl.min_horizontal(c("last"), last)
    stints = tables.stints.lazy().with_columns(days=(ends - begins + 1).cast(pl.Int64))
    return stints.filter(c("days") > 0).select("stint", "person", "role", "days")
