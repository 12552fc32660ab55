from __future__ import annotations

from decimal import Decimal

import pytest

from inspect_core.report import figures


@pytest.mark.parametrize(
    ("value", "shown"), [("94.999", "94.99"), ("95", "95.00"), ("0.005", "0.00"), (None, "–"), ("", "–")]
)
def test_a_score_never_looks_like_the_grade_it_did_not_reach(value: str | None, shown: str) -> None:
    assert figures.score(value) == shown


def test_what_is_missing_is_rounded_up_so_that_it_is_enough() -> None:
    assert figures.missing("0.001") == "0.01"


def test_points_are_rounded_half_up() -> None:
    assert (figures.points("1.005"), figures.points("1.004")) == ("1.01", "1.00")


@pytest.mark.parametrize(("value", "shown"), [("40", "40"), ("100", "100"), ("7.50", "7.5"), ("0", "0")])
def test_a_weight_shows_no_needless_zeros_and_no_exponent(value: str, shown: str) -> None:
    assert figures.short(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("1.2", "+1.20"), ("-0.351", "−0.35"), ("0.004", "±0"), ("-0.001", "±0"), (None, "–")]
)
def test_a_change_carries_its_sign_and_no_change_has_none(value: str | None, shown: str) -> None:
    assert figures.signed(value) == shown


@pytest.mark.parametrize(("value", "shown"), [("99.96", "99.9%"), ("100", "100%"), ("0", "0%"), (None, "–")])
def test_a_percentage_is_a_hundred_only_when_it_is(value: str | None, shown: str) -> None:
    assert figures.percent(value) == shown


def test_losses_below_a_hundredth_are_no_losses() -> None:
    assert (figures.lost("1.2"), figures.lost("0.004"), figures.lost(None)) == ("−1.20", "–", "–")


def test_there_is_no_share_of_nothing() -> None:
    assert figures.share("1", "0") is None
    assert figures.share(None, "3") is None
    assert figures.share("1", "4") == Decimal(25)
