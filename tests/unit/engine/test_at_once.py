"""However a frame is computed, the month is the same to the last number."""

from __future__ import annotations

import polars as pl
import pytest

from inspect_core.app.views import score_view
from inspect_core.engine.at_once import at_once
from inspect_core.engine.explain import spelled_out
from inspect_core.engine.tables import Tables
from tests.golden.demo import scored_demo


def test_a_month_computed_on_the_spot_is_the_month_computed_with_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    small = scored_demo()
    assert small.tables.small
    told = [rows.rows.sort("row").rows() for rows in spelled_out(small.plan, small.ground, small.tables)]
    monkeypatch.setattr(Tables, "small", False)
    large = scored_demo()
    assert score_view(large) == score_view(small)
    assert [rows.rows.sort("row").rows() for rows in spelled_out(large.plan, large.ground, large.tables)] == told


def test_a_frame_that_needs_a_plan_is_planned_and_one_that_is_wrong_is_refused() -> None:
    frame = pl.LazyFrame({"place": [1, 2, 3]})
    known = pl.Series([4]).implode()
    flag = pl.when(pl.lit(-1).is_in(known)).then(1).otherwise(0)  # one value for all rows, which only a plan sees
    assert at_once(frame.with_columns(flag=flag))["flag"].to_list() == [0, 0, 0]
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        at_once(frame.select("nowhere"))
