"""What a dated value says on each day, as an expression."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl

from inspect_core.engine.ground import day_of


def in_force(value: Callable[[date], int | None], slots: pl.DataFrame, day: str = "day") -> pl.Expr:
    """The value in force on the day in the column `day`, empty where nothing is; the days are those of the slots.

    One number where the value never changes.
    """
    first, last = slots["day"].min(), slots["day"].max()
    if not isinstance(first, int) or not isinstance(last, int):
        return pl.lit(None, pl.Int64)
    values = [value(day_of(number)) for number in range(first, last + 1)]
    if len(set(values)) == 1:
        return pl.lit(values[0], pl.Int64)
    return pl.lit(pl.Series(values, dtype=pl.Int64)).gather(pl.col(day) - first)
