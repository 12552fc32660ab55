"""Joins by position give what joins by search give, whatever the numbers."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_core.engine.positions import _FEW, joined, looked_up, placed

c = pl.col
numbers = st.integers(-5, 60)


def rows(keys: list[int], others: list[int]) -> pl.DataFrame:
    values = [(key, other, position) for position, (key, other) in enumerate(zip(keys, others, strict=False))]
    return pl.DataFrame(values, schema={"here": pl.Int32, "other": pl.Int32, "value": pl.Int64}, orient="row")


def table(keys: list[int], others: list[int]) -> pl.DataFrame:
    values = [(key, other, 100 + position) for position, (key, other) in enumerate(zip(keys, others, strict=False))]
    return pl.DataFrame(values, schema={"there": pl.Int32, "other": pl.Int32, "value": pl.Int64}, orient="row")


def searched(left: pl.DataFrame, right: pl.DataFrame, on: dict[str, str]) -> pl.DataFrame:
    return left.join(right, left_on=list(on), right_on=list(on.values()), suffix="_due")


@pytest.mark.parametrize("on", [{"here": "there"}, {"here": "there", "other": "other"}])
@given(
    keys=st.lists(numbers, max_size=40),
    known=st.lists(numbers, max_size=40),
    others=st.lists(st.integers(-1, 2), min_size=40, max_size=40),
)
def test_a_join_by_position_is_a_join(on: dict[str, str], keys: list[int], known: list[int], others: list[int]) -> None:
    left, right = rows(keys, others), table(known, others[::-1])
    found = placed(left.lazy(), right, on, "_due").collect()
    wanted = searched(left, right, on)
    columns = sorted(wanted.columns)
    assert sorted(found.columns) == columns
    assert sorted(found.select(columns).rows()) == sorted(wanted.select(columns).rows())


@given(st.lists(numbers, max_size=30), st.sets(numbers), st.booleans())
def test_a_look_up_keeps_every_row_and_is_empty_where_the_table_has_none(
    keys: list[int], known: set[int], many: bool
) -> None:
    filled = {*known, *range(100, 101 + _FEW)} if many else known  # a table of many rows is read by position
    table = pl.DataFrame({"there": sorted(filled)}, schema={"there": pl.Int32}).with_columns(told=c("there") * 7)
    rows = pl.DataFrame({"here": keys}, schema={"here": pl.Int32})
    found = looked_up(rows.lazy(), table, {"here": "there"}).collect()
    wanted = [(key, key * 7 if key in known else None) for key in keys]
    assert sorted(found.rows()) == sorted(wanted)


def test_a_look_up_in_a_table_with_a_number_twice_is_a_join() -> None:
    table = pl.DataFrame({"there": [*range(_FEW + 1), 3]}, schema={"there": pl.Int32}).with_row_index("told")
    found = looked_up(pl.LazyFrame({"here": [3]}, schema={"here": pl.Int32}), table, {"here": "there"}).collect()
    assert sorted(found["told"]) == [3, _FEW + 1]


def test_numbers_that_are_far_apart_are_searched() -> None:
    left, right = rows([0, 2_000_000], [0, 0]), table([0, 2_000_000], [0, 0])
    found = placed(left.lazy(), right, {"here": "there"}, "_due")
    assert "JOIN" in found.explain()
    assert found.collect().height == 2


def test_a_number_that_stands_twice_gives_two_rows() -> None:
    found = placed(rows([3], [0]).lazy(), table([3, 3], [0, 1]), {"here": "there"}, "_due").collect()
    assert sorted(found["value_due"].to_list()) == [100, 101]


def test_a_row_without_a_place_in_the_table_falls_away() -> None:
    found = placed(rows([-1, 4, 9], [0, 0, 0]).lazy(), table([4, 5, 6], [0, 0, 0]), {"here": "there"}, "_due")
    assert found.collect()["here"].to_list() == [4]


def test_a_table_of_few_rows_is_searched_and_a_large_one_read_by_position() -> None:
    few, many = table(list(range(_FEW)), [0] * _FEW), table(list(range(_FEW + 1)), [0] * (_FEW + 1))
    plans = [joined(rows([3], [0]).lazy(), right, {"here": "there"}, "_due") for right in (few, many)]
    assert ["JOIN" in plan.explain() for plan in plans] == [True, False]
    assert [plan.collect()["value_due"].to_list() for plan in plans] == [few["value"].to_list()[3:4]] * 2
