"""A number is told to be one of a few, whether they stand side by side or far apart."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_core.engine.among import among


@given(st.lists(st.integers(-40, 200)), st.lists(st.integers(-40, 200)))
def test_it_says_what_looking_each_number_up_says(values: list[int], numbers: list[int]) -> None:
    found = pl.DataFrame({"a": values}, schema={"a": pl.Int16}).select(among(pl.col("a"), numbers))
    assert found["a"].to_list() == [value in numbers for value in values]


@pytest.mark.parametrize("numbers", [[], [3], [1, 2, 3], [1, 5], list(range(0, 40, 2))])
def test_nothing_is_one_of_none_and_an_empty_cell_is_none_of_them(numbers: list[int]) -> None:
    frame = pl.DataFrame({"a": [None, *range(6)]}, schema={"a": pl.UInt16})
    assert frame.filter(among(pl.col("a"), numbers))["a"].to_list() == [n for n in range(6) if n in numbers]
