from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_core.domain.exact import milli, plain, share_of


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [("0", 0), ("17.5", 17_500), ("0.1", 100), ("-1.25", -1_250), ("+2", 2_000), ("007", 7_000)],
)
def test_a_decimal_text_is_whole_thousandths(text: str, thousandths: int) -> None:
    assert milli(text) == thousandths


@pytest.mark.parametrize(
    "text",
    ["", "1.2345", "99.9999", "1e3", ".5", "5.", "1,5", " 1", "nan", "inf", "１２", "1_0", "0x10", "1" * 13, "--1"],
)
def test_what_is_no_exact_number_is_refused_and_never_rounded(text: str) -> None:
    with pytest.raises(ValueError, match="three decimals"):
        milli(text)


@given(st.integers(-(10**12), 10**12))
def test_thousandths_come_back_as_they_went(value: int) -> None:
    assert milli(plain(value) or "") == value


def test_no_zeros_trail_and_nothing_stays_nothing() -> None:
    assert [plain(value) for value in (17_500, -50, 100_000, 1, None)] == ["17.5", "-0.05", "100", "0.001", None]


@given(st.integers(0, 10**9), st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_rounded_half_up_once(full: int, num: int, den: int) -> None:
    assert share_of(full, num, den) == floor(Fraction(full * num, den) + Fraction(1, 2))
