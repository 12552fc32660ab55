"""Bands with a cap by the worst part: what the deductions of a visit add up to, and how large the largest is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from inspect_core.engine.answers import Lane
from inspect_core.engine.kind import Contributions
from inspect_core.engine.tables import Tables

c = pl.col


def with_bands(rows: pl.LazyFrame, lanes: Sequence[Lane], tables: Tables) -> pl.LazyFrame:
    """Visits of the `banded` mode become earned of full; the other rows stay as they are."""
    banded = [lane for lane in lanes if lane.contributions.mode == "banded"]
    if not banded:
        return rows
    judged = (c("met") + c("partly") + c("unmet")) > 0
    earned, full, own = c("earned"), c("of"), [lane.lane for lane in banded]
    for lane in banded:
        mine = c("rule") == lane.lane
        earned = pl.when(mine).then(pl.when(judged).then(_worth(lane.contributions)).otherwise(0)).otherwise(earned)
        full = pl.when(mine).then(pl.when(judged).then(lane.contributions.full).otherwise(0)).otherwise(full)
    return (
        rows.join(_worst(banded, tables), on=["visit", "rule"], how="left")
        .with_columns(earned=earned, of=full, deduction=pl.when(c("rule").is_in(own)).then(0).otherwise(c("deduction")))
        .drop("worst")
    )


def _worst(lanes: Sequence[Lane], tables: Tables) -> pl.LazyFrame:
    """The largest deduction of one answer for each visit and rule."""
    costs = [(found.code, lane.lane, found.deduction) for lane in lanes for found in lane.contributions.rows]
    schema: dict[str, Any] = {"code": pl.UInt16, "rule": pl.Int64, "cost": pl.Int64}
    table = pl.DataFrame(costs, schema=schema, orient="row").lazy()
    return tables.answers.join(table, on="code").group_by("visit", "rule").agg(worst=c("cost").max())


def _worth(contributions: Contributions) -> pl.Expr:
    """The worth of the first band that holds both limits; nothing where none does."""
    worth: pl.Expr = pl.lit(0, pl.Int64)
    for band in reversed(contributions.bands):
        fits = pl.lit(value=True)
        if band.total is not None:
            fits &= c("deduction") <= band.total
        if band.worst is not None:
            fits &= c("worst") <= band.worst
        worth = pl.when(fits).then(pl.lit(band.worth, pl.Int64)).otherwise(worth)
    return worth
