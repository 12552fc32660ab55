"""What lowers the grades of a month: the worst grade of vetoes and cards, gates that were not reached, and drops."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from inspect_core.domain.exact import FULL
from inspect_core.engine import tables as t
from inspect_core.engine.ground import Ground, day_number
from inspect_core.engine.plan import Plan
from inspect_core.engine.roll_up import half_up

c = pl.col
LOWERED = ("made", "capped", "dropped")
GATED = {"person": pl.Int32, "gate": pl.String, "share": pl.Int64}


def lowered(
    plan: Plan, vetoed: pl.DataFrame, held: pl.DataFrame, gated: pl.DataFrame, tables: t.Tables
) -> pl.DataFrame:
    """What lowers the grade of each person concerned: columns of LOWERED.

    `made` is the position, among the bands from the best, of the worst grade that a veto or a card makes; `capped` of
    the worst that a gate leaves; `dropped` is by how many grades.
    """
    if not (vetoed.height or held.height or gated.height):
        return pl.DataFrame(schema={"person": pl.Int32, **dict.fromkeys(LOWERED, pl.Int64)})
    persons = tables.stints.select("stint", "person")
    vetoes = vetoed.join(persons, on="stint").select("person", name=c("veto")).unique()
    text, order = plan.scheme.text, _order(plan)
    words = [(name, order.get(one.grade or ""), one.drop or 0) for name, one in text.vetoes.items()]
    cards = [(name, order.get(one.grade or ""), one.drop or 0) for name, one in text.cards.items()]
    gates = [(name, order[one.grade], one.least) for name, one in text.gates.items()]
    below = gated.join(_table(gates, "capped", "least"), left_on="gate", right_on="name").filter(
        c("share") < c("least")
    )
    rows = [
        vetoes.join(_table(words, "made", "dropped"), on="name").select("person", "made", "dropped"),
        held.join(_table(cards, "made", "dropped"), left_on="card", right_on="name").select(
            "person", "made", "dropped"
        ),
        below.select("person", "capped"),
    ]
    whole = pl.concat(rows, how="diagonal").with_columns(c("dropped").fill_null(0))
    return whole.group_by("person").agg(c("made").max(), c("capped").max(), c("dropped").sum())


def _order(plan: Plan) -> dict[str, int]:
    return {grade: position for position, (grade, _) in enumerate(plan.scheme.bands())}


def _table(rows: Sequence[tuple[str, int | None, int]], *names: str) -> pl.DataFrame:
    schema = {"name": pl.String, **dict.fromkeys(names, pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def lowest(plan: Plan) -> pl.Expr:
    """The grade that is left of `grade` after `made`, `capped` and `dropped`; never below the last.

    A veto or a card makes a grade of its own even where there is no total; a gate and a drop only lower one.
    """
    bands = [grade for grade, _ in plan.scheme.bands()]
    earned = c("grade").replace_strict(_order(plan), default=None, return_dtype=pl.Int64)
    cap = pl.when(earned.is_not_null()).then(c("capped"))
    worst = pl.max_horizontal(earned, c("made"), cap)
    left = pl.min_horizontal(worst + c("dropped").fill_null(0), len(bands) - 1)
    return pl.when(worst.is_not_null()).then(
        left.replace_strict(list(range(len(bands))), bands, default=None, return_dtype=pl.String)
    )


def gate_shares(
    plan: Plan, rules: pl.LazyFrame, rulesets: pl.LazyFrame, ground: Ground, tables: t.Tables
) -> pl.DataFrame:
    """What each person reached of what each gate is about, in thousandths of a per cent: columns of GATED.

    Of several stints each weighs its days in the period; of those of whom nothing is known there is no row.
    """
    frames = [
        _share(name, gate.ruleset, gate.rule, plan, rules, rulesets) for name, gate in plan.scheme.text.gates.items()
    ]
    known = [frame for frame in frames if frame is not None]
    if not known:
        return pl.DataFrame(schema=GATED)
    shares = pl.concat(known).join(_days(ground, tables), on="stint").filter(c("share").is_not_null())
    whole = shares.group_by("person", "gate").agg(points=(c("days") * c("share")).sum(), of=c("days").sum())
    one = pl.lit(1, pl.Int64)
    return whole.select("person", "gate", share=half_up(one, c("points"), c("of"))).sort("person", "gate").collect()


def _share(
    gate: str, ruleset: str, rule: str | None, plan: Plan, rules: pl.LazyFrame, rulesets: pl.LazyFrame
) -> pl.LazyFrame | None:
    """The share of each stint: the ruleset's score, or the points of one rule."""
    name = pl.lit(gate)
    if rule is None:
        number = next((number for number, one in enumerate(plan.rulesets) if one.id == ruleset), None)
        own = rulesets.filter(c("ruleset") == number)
        return None if number is None else own.select("stint", gate=name, share=c("score").cast(pl.Int64))
    number = next((n for n, one in enumerate(plan.rules) if (one.ruleset, one.id) == (ruleset, rule)), None)
    if number is None:
        return None
    own = rules.filter(c("rule") == number)
    return own.select("stint", gate=name, share=half_up(pl.lit(FULL, pl.Int64), c("points"), c("of")))


def _days(ground: Ground, tables: t.Tables) -> pl.LazyFrame:
    first, last = day_number(ground.period.first), day_number(ground.period.last)
    begins, ends = pl.max_horizontal(c("first"), first), pl.min_horizontal(c("last"), last)
    stints = tables.stints.lazy().with_columns(days=(ends - begins + 1).cast(pl.Int64))
    return stints.filter(c("days") > 0).select("stint", "person", "days")
