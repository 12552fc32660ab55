"""Sums of rows that stand by key: the difference of two running sums, for which nothing has to be searched."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

c = pl.col


def of_runs(rows: pl.LazyFrame, key: str, sums: Sequence[str], *also: str) -> pl.LazyFrame:
    """One row for each run of rows with the same whole number in `key`.

    It has the key, what the columns `sums` (64-bit whole numbers) add up to in the run, and the columns `also` of its
    last row. The sums of each run must fit into 64 bits; those of all rows together need not, as a running sum that runs
    over does so in whole turns.
    """
    last = (c(key) != c(key).shift(-1)).fill_null(value=True)
    running = rows.select(key, *also, *(c(name).cum_sum() for name in sums)).filter(last)
    return running.with_columns(c(name) - c(name).shift(fill_value=0) for name in sums)
