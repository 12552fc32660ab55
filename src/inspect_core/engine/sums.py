"""The columns that add up: what slots and answers give to a rule's score, whoever it is credited to."""

from __future__ import annotations

import polars as pl

COUNTS = ("met", "partly", "unmet", "excused", "na", "no_data")
SUMS = ("earned", "of", "deduction", "wipe", *COUNTS)


def summed(frame: pl.LazyFrame, by: list[str], nothing: tuple[str, ...] = ()) -> pl.LazyFrame:
    """The sums by target and rule; `nothing` names the columns that are 0 in every row, and need no summing."""
    sums = frame.group_by(by).agg(pl.col(name).sum() for name in SUMS if name not in nothing)
    return sums.with_columns(pl.lit(0, pl.Int64).alias(name) for name in nothing)
