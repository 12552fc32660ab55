"""Deductions that grow with repetition: the first, the second, the third time of the same person and fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from inspect_core.engine.answers import Lane
from inspect_core.engine.tables import NONE, Tables

c = pl.col


def with_repeats(rows: pl.LazyFrame, lanes: Sequence[Lane], since: int, tables: Tables) -> pl.LazyFrame:
    """The rows with the deductions of repeated answers added."""
    repeats = repeated(lanes, since, tables)
    if repeats is None:
        return rows
    more = repeats.group_by("visit", "rule").agg(more=c("step").sum())
    return (
        rows.join(more, on=["visit", "rule"], how="left")
        .with_columns(deduction=c("deduction") + c("more").fill_null(0))
        .drop("more")
    )


def repeated(lanes: Sequence[Lane], since: int, tables: Tables) -> pl.LazyFrame | None:
    """What each repeated answer costs: visit, rule, code, step; nothing where no answer costs more by repetition.

    Repeats are counted in order of time from the day `since`, the first of the period, by the person the record is
    about, or by its place where it is about nobody.
    """
    steps = [
        (found.code, lane.lane, list(found.repeat))
        for lane in lanes
        for found in lane.contributions.rows
        if found.repeat
    ]
    if not steps:
        return None
    schema: dict[str, Any] = {"code": pl.UInt16, "rule": pl.Int64, "steps": pl.List(pl.Int64)}
    table = pl.DataFrame(steps, schema=schema, orient="row")
    who = pl.when(c("subject") == NONE).then(-2 - c("place").cast(pl.Int64)).otherwise(c("subject"))
    seen = tables.visits.filter(c("day") >= since).select("visit", "start", who=who)
    return (
        tables.answers.join(table.lazy(), on="code")
        .join(seen, on="visit")
        .sort("start", "visit")
        .with_columns(time=pl.int_range(pl.len()).over("who", "code", "rule"))
        .with_columns(step=c("steps").list.get(pl.min_horizontal("time", c("steps").list.len().cast(pl.Int64) - 1)))
        .select("visit", "rule", "code", "step")
    )
