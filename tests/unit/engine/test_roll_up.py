"""From sums to points, and from points to coverage, rounded half up once."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from inspect_core.engine.roll_up import RuleWorth, rule_scores, ruleset_scores, settled, worth_table
from inspect_core.engine.sums import SUMS


def sums(**known: int) -> dict[str, int]:
    return {**dict.fromkeys(SUMS, 0), **known}


def points(row: dict[str, int], **worth: Any) -> tuple[int, int]:
    frame = pl.DataFrame(
        [{"stint": 1, "rule": 0, **row}], schema_overrides=dict.fromkeys(("rule", *SUMS), pl.Int64)
    ).lazy()
    one = RuleWorth(0, 0, worth.pop("points", 100_000), **worth)
    table = worth_table([one])
    found = rule_scores(settled(frame, table), table, "stint").collect().row(0, named=True)
    return found["points"], found["of"]


@pytest.mark.parametrize(
    ("num", "den", "worth", "expected"),
    [
        (1, 3, 100_000, 33_333),
        (2, 3, 100_000, 66_667),
        (1, 2, 1, 1),
        (1, 2, 3, 2),
        (7, 8, 60_000, 52_500),
        (0, 5, 100_000, 0),
        (5, 5, 17_500, 17_500),
    ],
)
def test_a_share_of_the_points_is_rounded_half_up(num: int, den: int, worth: int, expected: int) -> None:
    assert points(sums(earned=num, of=den, met=1), points=worth) == (expected, worth)


def test_nothing_judged_is_nothing_of_nothing() -> None:
    assert points(sums(no_data=3)) == (0, 0)


def test_a_shadow_rule_counts_nothing() -> None:
    assert points(sums(earned=1, of=1, met=1), counts=False) == (0, 0)


@pytest.mark.parametrize(("wipe", "expected"), [(0, 90_000), (1, 60_000)])
def test_a_cap_holds_once_a_critical_answer_was_given(wipe: int, expected: int) -> None:
    assert points(sums(earned=9, of=10, met=1, wipe=wipe), cap=60_000) == (expected, 100_000)


def test_a_cap_never_raises() -> None:
    assert points(sums(earned=1, of=10, unmet=1, wipe=1), cap=60_000) == (10_000, 100_000)


@pytest.mark.parametrize(("earned", "expected"), [(89, 0), (90, 100_000), (100, 100_000)])
def test_with_a_least_share_it_is_all_or_nothing(earned: int, expected: int) -> None:
    assert points(sums(earned=earned, of=100, met=1), least=90_000) == (expected, 100_000)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (sums(deduction=3_100, unmet=1), 61_250),
        (sums(deduction=9_000, unmet=1), 12_500),
        (sums(deduction=100, unmet=1, wipe=1), 0),
        (sums(met=2), 100_000),
    ],
)
def test_a_period_keeps_what_was_not_deducted_and_not_less_than_the_floor(row: dict[str, int], expected: int) -> None:
    assert points(row, period_full=8_000, period_floor=1_000) == (expected, 100_000)


def test_a_period_in_which_nobody_was_judged_earns_nothing_of_nothing() -> None:
    assert points(sums(no_data=1), period_full=8_000) == (0, 0)


def rules(*rows: tuple[int, int, int, int, int]) -> pl.LazyFrame:
    """Rows of worth, points, of, known and all slots."""
    names = ("worth", "points", "of", "known", "all")
    columns = {name: [row[position] for row in rows] for position, name in enumerate(names)}
    return pl.DataFrame({"stint": 1, "ruleset": 0, "counts": True, **columns}).lazy()


def test_a_ruleset_is_a_hundred_times_its_points_of_the_points_that_were_judged() -> None:
    found = (
        ruleset_scores(rules((40_000, 30_000, 40_000, 4, 4), (60_000, 0, 0, 0, 0)), "stint")
        .collect()
        .row(0, named=True)
    )
    assert (found["score"], found["coverage"]) == (75_000, 100_000)


def test_coverage_weighs_rules_by_their_points() -> None:
    found = ruleset_scores(rules((75_000, 75_000, 75_000, 1, 3), (25_000, 25_000, 25_000, 1, 1)), "stint").collect()
    assert found["coverage"].to_list() == [50_000]


def test_no_data_alone_is_no_score_and_no_coverage() -> None:
    found = ruleset_scores(rules((100_000, 0, 0, 0, 5)), "stint").collect().row(0, named=True)
    assert (found["score"], found["coverage"]) == (None, 0)
