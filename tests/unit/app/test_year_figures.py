"""The figure of a year is exact and rounds once; months that are not known are no zeros; flags are told with their months."""

from __future__ import annotations

from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_core.app.year_figures import Counted, figure, raised
from inspect_core.language.year import YearFlag

NAMES = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)]


def months(*totals: int | None, first: str = "2026-01") -> list[Counted]:
    """Months with these totals, in points."""
    names = NAMES[NAMES.index(first) :]
    return [Counted(name, None if one is None else one * 1000) for name, one in zip(names, totals, strict=False)]


def flag(**said: object) -> YearFlag:
    return YearFlag.model_validate({"title": "low", "below": "60", "months": 3, **said})


def test_a_month_without_a_total_is_no_zero() -> None:
    assert figure("mean", months(90, None, 60)) == 75_000
    assert figure("median", months(90, None, 60, 80)) == 80_000
    assert figure("mean", months(None, None)) is None
    assert figure("mean", []) is None


def test_a_month_that_does_not_count_is_left_out() -> None:
    assert figure("mean", [*months(90), Counted("2026-02", 0, 28, counts=False)]) == 90_000


@pytest.mark.parametrize(("totals", "mean"), [((1, 2), 2), ((1, 1, 2), 1), ((1, 2, 2), 2), ((0, 1), 1), ((3, 4), 4)])
def test_the_mean_is_rounded_half_up_once_at_the_end(totals: tuple[int, ...], mean: int) -> None:
    assert figure("mean", [Counted("2026-01", total) for total in totals]) == mean


def test_the_mean_by_days_weighs_a_month_by_the_days_in_post() -> None:
    assert figure("mean_by_days", [Counted("2026-01", 90_000, 30), Counted("2026-02", 60_000, 10)]) == 82_500


@given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(1, 31)), min_size=1, max_size=12))
def test_every_formula_is_the_exact_value_rounded(found: list[tuple[int, int]]) -> None:
    own = [Counted("2026-01", total, days) for total, days in found]
    totals = [Fraction(total) for total, _ in found]
    whole = sum(days for _, days in found)
    exact = {
        "mean": sum(totals) / len(totals),
        "median": Fraction(median(totals)),
        "mean_by_days": Fraction(sum(total * days for total, days in found), whole),
    }
    for formula, value in exact.items():
        rounded = figure(formula, own)  # type: ignore[arg-type]
        assert rounded is not None
        assert -Fraction(1, 2) < rounded - value <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("totals", "runs"),
    [
        ((59, 59, 59), [("2026-01", "2026-02", "2026-03")]),
        ((59, 59, 60), []),
        ((59, 59, 60, 59), []),
        ((59, None, 59, 59), []),  # nobody knows what the month without a total would have been
        ((59, 59, 59, 59), [("2026-01", "2026-02", "2026-03", "2026-04")]),
        ((1, 2, 3, 90, 4, 5, 6), [("2026-01", "2026-02", "2026-03"), ("2026-05", "2026-06", "2026-07")]),
    ],
)
def test_a_flag_is_raised_for_months_in_a_row(totals: tuple[int | None, ...], runs: list[tuple[str, ...]]) -> None:
    found = raised(flag(), months(*totals), "2026-01")
    assert [tuple(one.period for one in run) for run in found] == runs


def test_a_run_that_begins_in_the_year_before_belongs_to_the_year_in_which_it_ends() -> None:
    found = months(59, 59, 59, 90, first="2025-11")
    assert [one.period for one in raised(flag(), found, "2026-01")[0]] == ["2025-11", "2025-12", "2026-01"]
    assert raised(flag(), months(59, 59, 59, 90, first="2025-10"), "2026-01") == []


def test_months_that_do_not_count_end_a_run() -> None:
    found = [*months(59, 59), Counted("2026-03", 0, 31, counts=False)]
    assert raised(flag(), found, "2026-01") == []


def test_months_not_in_a_row_are_those_of_the_year() -> None:
    said = flag(in_a_row="false")
    assert [one.period for one in raised(said, months(59, 90, 59, 90, 59), "2026-01")[0]] == NAMES[12:17:2]
    assert raised(said, months(59, 59, 59, first="2025-11"), "2026-01") == []
