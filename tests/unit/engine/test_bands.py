"""A visit in bands: the total decides, and the worst part may take it further down."""

from __future__ import annotations

import polars as pl
import pytest

from inspect_core.domain.outcome import Outcome
from inspect_core.engine.answers import Lane
from inspect_core.engine.bands import with_bands
from inspect_core.engine.kind import Band, Contribution, Contributions
from inspect_core.engine.tables import ANSWERS, Names, Tables

BANDS = (Band(3, total=15, worst=5), Band(2, total=20, worst=10), Band(1, total=50))
COSTS = (0, 5, 10, 30)


def tables(codes: list[int]) -> Tables:
    nothing = pl.DataFrame()
    answers = pl.DataFrame({"visit": [0] * len(codes), "code": codes}, schema=ANSWERS).lazy()
    return Tables(
        nothing, nothing, nothing, nothing, nothing, nothing.lazy(), answers, nothing.lazy(), (), Names({}), 0
    )


def row(costs: list[int], **other: int) -> pl.LazyFrame:
    said = {
        "visit": 0,
        "rule": 0,
        "earned": 0,
        "of": 0,
        "deduction": sum(costs),
        "met": len(costs),
        "partly": 0,
        "unmet": 0,
    }
    schema = {name: pl.Int32 if name == "visit" else pl.Int64 for name in said}
    return pl.DataFrame([{**said, **other}], schema=schema).lazy()


def banded(costs: list[int], **other: int) -> tuple[int, int, int]:
    rows = tuple(Contribution(code, deduction=cost, outcome=Outcome.MET) for code, cost in enumerate(COSTS))
    lane = Lane(0, Contributions("banded", rows, full=3, bands=BANDS))
    seen = tables([COSTS.index(cost) for cost in costs])
    return with_bands(row(costs, **other), [lane], seen).select("earned", "of", "deduction").collect().row(0)


@pytest.mark.parametrize(
    ("costs", "earned"),
    [([0, 0], 3), ([5, 5, 5], 3), ([10, 0], 2), ([10, 5, 0], 2), ([10, 10], 2), ([10, 10, 10], 1), ([30, 30], 0)],
)
def test_a_visit_earns_the_first_band_whose_two_limits_hold(costs: list[int], earned: int) -> None:
    assert banded(costs) == (earned, 3, 0)


def test_a_visit_that_judged_nothing_is_of_nothing() -> None:
    assert banded([0], met=0) == (0, 0, 0)


def test_rows_of_other_rules_stay_as_they_are() -> None:
    assert banded([10, 10], rule=1, earned=7, of=9) == (7, 9, 20)
