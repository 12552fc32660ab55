"""What a total would be about, had all observers been equally strict: told beside the score, and never applied.

From what each observer gave, what that observer gives more than others is taken away; then the month is scored again
in the same way. Only observers who differ measurably are among `effects`: others stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from inspect_core.app.month import Month
from inspect_core.domain.exact import FULL
from inspect_core.engine.resample import totals_again
from inspect_core.engine.sums import SUMS

c = pl.col
_FINER = 1000  # the sums are taken so much finer, so that a small effect on a small sum is not rounded away


@dataclass(frozen=True, slots=True)
class Alike:
    """The total in thousandths, and how many of the judgements (of so many) are by observers who could be compared."""

    total: int
    compared: int
    judgements: int


def alike(month: Month, opinions: pl.DataFrame, by_day: pl.DataFrame, effects: Mapping[int, int]) -> dict[int, Alike]:
    """For everybody with a total whom a compared observer judged; `effects` in thousandths of a per cent."""
    if not effects:
        return {}
    schema = {"observer": pl.Int32, "effect": pl.Int64}
    known = pl.DataFrame(sorted(effects.items()), schema=schema, orient="row")
    own = opinions.join(known, on="observer", how="left")
    counted = own.group_by("person").agg(compared=c("effect").is_not_null().sum(), judgements=pl.len())
    taken = own.filter(c("effect").is_not_null()).group_by("stint", rule=c("lane")).agg(
        less=(c("of") * c("effect") * _FINER // FULL).sum()
    )  # fmt: skip
    sums = by_day.group_by("stint", "rule").agg(c(name).sum() for name in SUMS)
    fine = sums.with_columns(c("earned") * _FINER, c("of") * _FINER, draw=pl.lit(0, pl.Int64))
    changed = fine.join(taken, on=["stint", "rule"], how="left").with_columns(
        earned=(c("earned") - c("less").fill_null(0)).clip(0, c("of")), draw=pl.lit(1, pl.Int64)
    )
    both = pl.concat([fine, changed.drop("less")], how="diagonal")
    totals = {(draw, person): total for draw, person, total in _totals(month, both).iter_rows()}
    shares = {person: (compared, count) for person, compared, count in counted.iter_rows()}
    return {
        row["person"]: Alike(_moved(row, totals, month), *shares[row["person"]])
        for row in month.scored.totals["person"].iter_rows(named=True)
        if row["total"] is not None
        and shares.get(row["person"], (0, 0))[0]
        and totals.get((1, row["person"])) is not None
    }


def _totals(month: Month, sums: pl.DataFrame) -> pl.DataFrame:
    return totals_again(month.plan, month.ground, month.tables, sums)


def _moved(row: Mapping[str, Any], totals: Mapping[tuple[int, int], int], month: Month) -> int:
    """The total before adjustments, moved by as much as the two differ; then the adjustments as they are."""
    person, base = row["person"], row["base"]
    return with_adjustments(base + totals[1, person] - totals[0, person], row, month)


def with_adjustments(base: int, row: Mapping[str, Any], month: Month) -> int:
    """A total with what was added to and is owed to a person (a row of the totals), within what a total may be."""
    return min(max(base + (row["added"] or 0) + (row["owed"] or 0), 0), month.plan.scheme.text.highest)
