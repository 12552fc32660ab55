"""Deductions that grow with repetition: the first, the second, the third time of the same person and fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from inspect_core.engine.tables import NONE, Tables

c = pl.col


@dataclass(frozen=True, slots=True)
class Repeat:
    """An answer that costs the more the more often it is given; it counts on the days first..last."""

    code: int
    lane: int
    steps: tuple[int, ...]
    first: int
    last: int


def with_repeats(rows: pl.LazyFrame, answers: Sequence[Repeat], tables: Tables) -> pl.LazyFrame:
    """The rows with the deductions of repeated answers added."""
    repeats = repeated(answers, tables)
    if repeats is None:
        return rows
    more = repeats.group_by("visit", "rule").agg(more=c("step").sum())
    return (
        rows.join(more, on=["visit", "rule"], how="left")
        .with_columns(deduction=c("deduction") + c("more").fill_null(0))
        .drop("more")
    )


def repeated(answers: Sequence[Repeat], tables: Tables) -> pl.LazyFrame | None:
    """What each repeated answer costs: visit, rule, code, step; nothing where no answer costs more by repetition.

    Repeats are counted in order of time over the days of the period on which they cost anything, by the person the
    record is about, or by its place where it is about nobody.
    """
    if not answers:
        return None
    days = {"first": pl.Int32, "last": pl.Int32}
    schema: dict[str, Any] = {"code": pl.UInt16, "rule": pl.Int64, "steps": pl.List(pl.Int64), **days}
    steps = [(found.code, found.lane, list(found.steps), found.first, found.last) for found in answers]
    table = pl.DataFrame(steps, schema=schema, orient="row")
    who = pl.when(c("subject") == NONE).then(-2 - c("place").cast(pl.Int64)).otherwise(c("subject"))
    seen = tables.visits.select("visit", "start", "day", who=who)
    return (
        tables.answers.join(table.lazy(), on="code")
        .join(seen, on="visit")
        .filter(c("day").is_between("first", "last"))
        .sort("start", "visit")
        .with_columns(time=pl.int_range(pl.len()).over("who", "code", "rule"))
        .with_columns(step=c("steps").list.get(pl.min_horizontal("time", c("steps").list.len().cast(pl.Int64) - 1)))
        .select("visit", "rule", "code", "step")
    )
