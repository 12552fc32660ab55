"""Answers to points: contribution tables joined once, summed by visit and rule in one packed whole number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from inspect_core.domain.outcome import Outcome
from inspect_core.engine.kind import Contributions
from inspect_core.engine.tables import AnswerCode

c = pl.col
FIELDS = ("earned", "of", "deduction", "wipe", "met", "partly", "unmet", "na")
_ROOM = 62  # bits of a packed sum, sign and one to spare


@dataclass(frozen=True)
class Lane:
    """One rule's contributions over a stretch of days; `lane` is its place in the packed key."""

    lane: int
    contributions: Contributions


def contribution_table(lanes: Sequence[Lane]) -> pl.DataFrame:
    """One row for each answer code and lane it counts in, with whole-number fields."""
    rows = [
        (
            found.code, lane.lane, found.earned, found.of, found.deduction, int(found.wipe),
            int(found.outcome == Outcome.MET), int(found.outcome == Outcome.PARTLY),
            int(found.outcome == Outcome.UNMET), int(found.outcome == Outcome.NOT_APPLICABLE),
        )
        for lane in lanes
        for found in lane.contributions.rows
    ]  # fmt: skip
    schema = {"code": pl.UInt16, "lane": pl.Int64, **dict.fromkeys(FIELDS, pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def per_visit(answers: pl.LazyFrame, table: pl.DataFrame, codes: Sequence[AnswerCode], lanes: int) -> pl.LazyFrame:
    """The sums of FIELDS for each visit and lane: columns visit, lane and the fields.

    A visit answers each question at most once, so the sums have a bound that is known before any row is read; where
    the bounds fit they travel in one 64-bit number, otherwise in a column each.
    """
    units = {name: math.gcd(*table[name].to_list()) or 1 for name in FIELDS}
    small = table.with_columns(c(name) // units[name] for name in FIELDS)
    widths = _widths(small, codes)
    if sum(widths.values()) > _ROOM:
        joined = answers.join(table.lazy(), on="code")
        return joined.group_by("visit", "lane").agg(c(name).sum() for name in FIELDS)
    shifts = dict(zip(widths, _offsets(list(widths.values())), strict=True))
    packed = sum((c(name) * 2 ** shifts[name] for name in FIELDS if widths[name]), start=pl.lit(0, pl.Int64))
    lookup = small.select("code", "lane", packed=packed).lazy()
    key = c("visit").cast(pl.Int64) * lanes + c("lane")
    sums = answers.join(lookup, on="code").group_by(key=key).agg(c("packed").sum())
    fields = {name: _unpacked(shifts[name], widths[name], units[name]) for name in FIELDS}
    return sums.select(visit=(c("key") // lanes).cast(pl.Int32), lane=c("key") % lanes, **fields)


def _unpacked(shift: int, width: int, unit: int) -> pl.Expr:
    if not width:
        return pl.lit(0, pl.Int64)
    value: pl.Expr = c("packed") // 2**shift % 2**width
    return value * unit if unit > 1 else value


def _widths(table: pl.DataFrame, codes: Sequence[AnswerCode]) -> dict[str, int]:
    """Bits each field needs: the largest sum any visit can reach in any lane."""
    asked = pl.DataFrame(
        [(found.code, f"{found.form}/{found.question}") for found in codes],
        schema={"code": pl.UInt16, "question": pl.String},
        orient="row",
    )
    most = (
        table.join(asked, on="code")
        .group_by("lane", "question")
        .agg(c(name).max() for name in FIELDS)
        .group_by("lane")
        .agg(c(name).sum() for name in FIELDS)
    )
    return {name: int(most[name].max() or 0).bit_length() for name in FIELDS}  # type: ignore[arg-type]


def _offsets(widths: list[int]) -> list[int]:
    offsets, total = [], 0
    for width in widths:
        offsets.append(total)
        total += width
    return offsets
