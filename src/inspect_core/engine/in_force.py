"""What a dated value says on each day, as a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import polars as pl

from inspect_core.engine.ground import day_of


def in_force(value: Callable[[date], int | None], days: Iterable[int]) -> pl.DataFrame:
    """Day numbers with the value in force on each, empty where nothing is."""
    rows = [(day, value(day_of(day))) for day in days]
    return pl.DataFrame(rows, schema={"day": pl.Int32, "value": pl.Int64}, orient="row")
