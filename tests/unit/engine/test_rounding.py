"""Points of a rule are rounded half up, once, to what the rule says: a thousandth, a tenth or a whole point."""

from __future__ import annotations

import polars as pl
import pytest

from inspect_core.engine.roll_up import RuleWorth, rule_scores, worth_table
from inspect_core.engine.sums import SUMS
from inspect_core.language.rule import UNITS, Rounding


def points(num: int, den: int, rounding: Rounding, cap: int | None = None) -> int:
    said = {**dict.fromkeys(SUMS, 0), "earned": num, "of": den, "met": 1, "wipe": int(cap is not None)}
    sums = pl.DataFrame({"visit": 0, "rule": 0, **said}).lazy()
    worth = RuleWorth(0, 0, 100_000, cap=cap, unit=UNITS[rounding])
    found: int = rule_scores(sums, worth_table([worth]), "visit").collect()["points"].item()
    return found


@pytest.mark.parametrize(
    ("num", "den", "rounding", "found"),
    [
        (2, 3, "thousandth", 66_667),
        (2, 3, "tenth", 66_700),
        (2, 3, "whole", 67_000),
        (25, 40, "whole", 63_000),  # 62.5: not to the even number
        (129, 200, "whole", 65_000),  # 64.5
        (64_499_99, 100_000_00, "whole", 64_000),  # 64.49999 is 64.5 in thousandths; it is rounded once
        (1, 1, "whole", 100_000),
        (0, 1, "whole", 0),
    ],
)
def test_points_are_rounded_half_up_once(num: int, den: int, rounding: Rounding, found: int) -> None:
    assert points(num, den, rounding) == found


def test_a_cap_is_rounded_like_the_points_it_replaces() -> None:
    assert points(1, 1, "whole", cap=62_500) == 63_000
