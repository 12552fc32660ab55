"""Vetoes and adjustments, of single records or given by hand: they change a grade, or add and take points."""

from __future__ import annotations

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.answers import Lane
from inspect_core.engine.credit import Creditor
from inspect_core.engine.given import given_rows
from inspect_core.engine.ground import Ground, day_number
from inspect_core.engine.lanes import rule_of
from inspect_core.engine.plan import Plan, credited
from inspect_core.engine.seen import Segment, segments

c = pl.col
_VETOES = {"stint": pl.Int32, "veto": pl.String, "rule": pl.Int64, "visit": pl.Int32, "given": pl.Int32}
_ADJUSTMENTS = {
    "stint": pl.Int32, "adjustment": pl.String, "visit": pl.Int32, "given": pl.Int32, "points": pl.Int64,
}  # fmt: skip


def vetoes(plan: Plan, ground: Ground, tables: t.Tables) -> pl.DataFrame:
    """Every answer of the period that raises a veto, with the stint it is credited to, and every veto given by hand."""
    pieces = segments(plan.answer_rules(), ground, tables)
    frames = [
        _raised(lane, piece, plan, tables) for piece in pieces for lane in piece.lanes if _can(lane, plan, ground)
    ]
    none = pl.lit(t.NONE)
    raised = [frame.with_columns(given=none.cast(pl.Int32)) for frame in tables.all_computed(frames)]
    own = given_rows("veto", plan, ground, tables)
    if not raised and not own.height:
        return pl.DataFrame(schema=_VETOES)
    by_hand = own.select("stint", "given", veto="name", rule=none.cast(pl.Int64), visit=none.cast(pl.Int32))
    return pl.concat([frame.select(list(_VETOES)) for frame in (*raised, by_hand)]).sort(
        "stint", "veto", "visit", "given"
    )


def _can(lane: Lane, plan: Plan, ground: Ground) -> bool:
    return plan.counts(plan.rules[rule_of(lane.lane)], ground.period) and any(
        one.veto for one in lane.contributions.rows
    )


def _raised(lane: Lane, piece: Segment, plan: Plan, tables: t.Tables) -> pl.LazyFrame:
    codes = [(found.code, found.veto) for found in lane.contributions.rows if found.veto]
    table = pl.DataFrame(codes, schema={"code": pl.UInt16, "veto": pl.String}, orient="row")
    visits = tables.visits.filter(c("day").is_between(piece.first, piece.last))
    hits = tables.answers.join(table.lazy(), on="code").join(visits, on="visit")
    number = rule_of(lane.lane)
    rule = pl.lit(number, pl.Int64)
    return _to_stints(hits, plan, number, tables).select("stint", "veto", "visit", rule=rule)


def _visits(ground: Ground, tables: t.Tables) -> pl.LazyFrame:
    first, last = day_number(ground.period.first), day_number(ground.period.last)
    return tables.visits.filter(c("day").is_between(first, last))


def _to_stints(hits: pl.LazyFrame, plan: Plan, number: int, tables: t.Tables) -> pl.LazyFrame:
    rule = plan.rules[number]
    failed = {"met": 0, "partly": 0, "unmet": 1, "excused": 0}
    rows = hits.with_columns(
        person=c("observer"),
        first=c("start"),
        last=pl.max_horizontal("end", c("start") + 1),
        **{name: pl.lit(count) for name, count in failed.items()},
    ).with_row_index("row")  # fmt: skip
    rows = tables.computed(rows).lazy()  # numbered once, joined twice
    pairs = Creditor(tables, rule.settings).people(rows, credited(rule))
    return rows.join(pairs, on="row")


def adjustments(plan: Plan, ground: Ground, tables: t.Tables) -> pl.DataFrame:
    """What adjusts the totals of the period, with the stint of the person it is about.

    Every record that an adjustment of the scheme counts, each with its points, and every one given by hand.
    """
    frames = []
    none = pl.lit(t.NONE, pl.Int32)
    for name, one in plan.scheme.text.adjustments.items():
        if one.form is not None:
            form = tables.names.code("form", one.form)
            rows = _visits(ground, tables).filter((c("form") == form) & (c("subject") != t.NONE))
            stints = tables.stints.lazy().select("stint", "person", came=c("first"), went=c("last"))
            held = rows.join(stints, left_on="subject", right_on="person")
            held = held.filter(c("day").is_between(c("came"), c("went")))
            worth = pl.lit(one.each, pl.Int64)
            frames.append(held.select("stint", "visit", adjustment=pl.lit(name), given=none, points=worth))
    given = given_rows("adjustment", plan, ground, tables)
    if not frames and not given.height:
        return pl.DataFrame(schema=_ADJUSTMENTS)
    own = given.with_columns(visit=none).rename({"name": "adjustment"})
    whole = pl.concat([frame.select(list(_ADJUSTMENTS)) for frame in (*tables.all_computed(frames), own)])
    return whole.sort("stint", "adjustment", "visit", "given")
