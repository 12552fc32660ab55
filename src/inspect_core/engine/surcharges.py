"""What a visit loses on top once something was found too often in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from inspect_core.domain.exact import plain
from inspect_core.domain.text import Text
from inspect_core.engine.answers import Lane
from inspect_core.engine.tables import Tables

c = pl.col


def with_surcharges(rows: pl.LazyFrame, lanes: Sequence[Lane], tables: Tables) -> pl.LazyFrame:
    """The rows with the surcharges of their visits added to the deductions."""
    found = surcharged(lanes, tables)
    if found is None:
        return rows
    more = found.group_by("visit", "rule").agg(more=c("cost").sum())
    return (
        rows.join(more, on=["visit", "rule"], how="left")
        .with_columns(deduction=c("deduction") + c("more").fill_null(0))
        .drop("more")
    )


def surcharged(lanes: Sequence[Lane], tables: Tables) -> pl.LazyFrame | None:
    """Each surcharge called upon: visit, rule, number (of the surcharge), times, cost; nothing where no lane has any."""
    rows = [
        (code, lane.lane, number, times, one.least, one.deduction)
        for lane in lanes
        for number, one in enumerate(lane.contributions.surcharges)
        for code, times in one.counts
    ]
    if not rows:
        return None
    names = ("rule", "number", "times", "least", "cost")
    schema: dict[str, Any] = {"code": pl.UInt16, **dict.fromkeys(names, pl.Int64)}
    table = pl.DataFrame(rows, schema=schema, orient="row").lazy()
    found = tables.answers.join(table, on="code").group_by("visit", "rule", "number")
    counted = found.agg(c("times").sum(), c("least", "cost").first())
    return counted.filter(c("times") >= c("least")).select("visit", "rule", "number", "times", "cost")


def told(lanes: Sequence[Lane], tables: Tables) -> dict[tuple[int, int], Text]:
    """Why a visit lost more than its answers cost, by visit and lane."""
    found = surcharged(lanes, tables)
    if found is None:
        return {}
    titles = {lane.lane: [one.title for one in lane.contributions.surcharges] for lane in lanes}
    said: dict[tuple[int, int], Text] = {}
    for visit, lane, number, times, cost in found.sort("visit", "rule", "number").collect().iter_rows():
        title, more, before = titles[lane][number], plain(cost), said.get((visit, lane))
        zh, en = f"{title.zh} {times} 项，另扣 {more}", f"{title.en} {times} times: {more} more"
        said[visit, lane] = Text(zh=f"{before.zh}；{zh}", en=f"{before.en}; {en}") if before else Text(zh=zh, en=en)
    return said
