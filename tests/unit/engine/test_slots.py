"""Slots in a settled order: one key in the place of many sorts the same way."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from inspect_core.engine.slots import _FEW, SLOTS, in_order, numbered

COLUMNS = ("day", "first", "place", "person")
row = st.tuples(
    st.integers(20_000, 20_031),
    st.integers(0, 2**40),
    st.integers(-1, 5),
    st.one_of(st.just(-1), st.integers(0, 2**30)),
)


@given(st.lists(row, max_size=30))
def test_one_key_sorts_as_many_do(rows: list[tuple[int, ...]]) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.Int64), orient="row")
    assert in_order(frame, COLUMNS).rows() == sorted(rows)


def test_slots_are_numbered_by_day_and_time_and_miss_no_column() -> None:
    rows = {"project": [0, 0], "place": [4, 3], "day": [2, 1], "first": [50, 90], "last": [60, 95]}
    found = numbered(pl.DataFrame(rows))
    assert found.schema == pl.Schema(SLOTS)
    assert found.select("slot", "place", "person", "duty").rows() == [(0, 3, -1, -1), (1, 4, -1, -1)]


def test_the_slots_of_a_project_stand_together() -> None:
    rows = {"project": [1, 0, 1, 0], "place": [4, 3, 4, 3], "day": [1, 2, 2, 1], "first": 0, "last": 60}
    assert numbered(pl.DataFrame(rows)).select("project", "day").rows() == [(0, 1), (0, 2), (1, 1), (1, 2)]


def test_of_rows_that_are_equal_the_first_comes_first() -> None:
    wide = {"day": [2, 1, 1, 1], "first": [2**40, 5, 2**40, 5], "person": [2**30, 0, 7, 0]}
    frame = pl.DataFrame(wide).with_row_index("came")
    assert in_order(frame, ("day", "first", "person"))["came"].to_list() == [1, 3, 2, 0]


def test_many_slots_are_numbered_as_few_are() -> None:
    rows = range(_FEW + 1)
    times = {
        "day": [20_000] * len(rows),
        "last": [2**20] * len(rows),
        "first": [7 * n % len(rows) for n in rows],
        "place": [n % 3 for n in rows],
    }
    frame, columns = pl.DataFrame(times), ("day", "first", "place")
    many = numbered(frame)
    assert many.select(columns).rows() == frame.select(columns).sort(columns).rows()
    assert many["slot"].to_list() == list(rows)
