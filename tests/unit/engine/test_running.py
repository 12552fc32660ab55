"""Sums of runs: what each stretch of equal keys adds up to, found without searching."""

from __future__ import annotations

from itertools import groupby

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from inspect_core.engine.running import of_runs

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(-50, 50)), max_size=30)


@given(ROWS)
def test_each_run_of_a_key_has_its_sum_and_its_last_row(rows: list[tuple[int, int]]) -> None:
    frame = pl.DataFrame(rows, schema={"key": pl.Int32, "value": pl.Int64}, orient="row").with_row_index("row")
    found = of_runs(frame.lazy(), "key", ["value"], "row").collect()
    runs = [(key, list(own)) for key, own in groupby(enumerate(rows), lambda pair: pair[1][0])]
    assert found.rows() == [(key, own[-1][0], sum(value for _, (_, value) in own)) for key, own in runs]


def test_a_running_sum_that_runs_over_gives_the_right_sums_all_the_same() -> None:
    large = 2**62 - 1
    frame = pl.LazyFrame({"key": [1, 2, 3, 4, 4], "value": [large, large, large, large - 1, 1]})
    assert of_runs(frame, "key", ["value"]).collect()["value"].to_list() == [large] * 4
