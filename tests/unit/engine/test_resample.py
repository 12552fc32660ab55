"""Totals worked out again from the month's own sums are the month's own totals."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from inspect_core.engine.resample import totals_again
from inspect_core.engine.score import credited_rows, gathered, people_by_day
from inspect_core.engine.sums import SUMS
from tests.oracle.months import small_month
from tests.oracle.test_laws import scored


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_the_days_of_a_month_put_together_again_give_its_totals(first: int) -> None:
    known = 0
    for seed in range(first, first + 20):
        month = scored(small_month(seed))
        by_day = people_by_day(
            gathered(credited_rows(month.plan, month.ground, month.tables), month.tables), month.tables
        )
        sums = by_day.group_by("stint", "rule").agg(pl.col(name).sum() for name in SUMS)
        twice = pl.concat([sums.with_columns(draw=pl.lit(draw, pl.Int64)) for draw in (0, 7)])
        found = totals_again(month.plan, month.ground, month.tables, twice)
        totals = {(draw, person): total for draw, person, total in found.iter_rows()}
        for row in month.scored.totals["person"].iter_rows(named=True):
            if row["base"] is not None:
                known += 1
                assert totals[0, row["person"]] == totals[7, row["person"]] == row["base"], seed
    assert known > 10


def test_of_nothing_there_are_no_totals() -> None:
    month = scored(small_month(0))
    empty = pl.DataFrame(
        schema={"draw": pl.Int64, "stint": pl.Int32, "rule": pl.Int64, **dict.fromkeys(SUMS, pl.Int64)}
    )
    assert totals_again(month.plan, month.ground, replace(month.tables), empty).height == 0
