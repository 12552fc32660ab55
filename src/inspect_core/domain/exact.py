"""Exact numbers: points are whole thousandths of a point, shares are pairs of whole numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import ClassVar

from inspect_core.errors import Unfit

MILLI = 1000
FULL = 100 * MILLI  # a hundred points, the scale of every score
_DECIMAL = re.compile(r"[+-]?\d{1,12}(\.\d{1,3})?", re.ASCII)


class OutOfRange(Unfit):
    """A number that is one, and cannot be meant: too large, too small, too fine."""

    code: ClassVar[str] = "E-RULE-RANGE"


def milli(text: str) -> int:
    """Thousandths from a decimal text: "17.5" is 17500. More than three decimals is an error, never a rounding."""
    if not _DECIMAL.fullmatch(text):
        raise OutOfRange(
            "write a number with at most three decimals",
            "请写数字，最多三位小数",
            hint="a number is written like 12.5",
            hint_zh="数字写法如 12.5",
        )
    return int(Decimal(text) * MILLI)


def plain(value: int | None) -> str | None:
    """A decimal text from thousandths, without trailing zeros: 17500 is "17.5"; nothing stays nothing."""
    if value is None:
        return None
    sign, whole, part = "-" if value < 0 else "", abs(value) // MILLI, abs(value) % MILLI
    return f"{sign}{whole}" + (f".{part:03d}".rstrip("0") if part else "")


def share_of(full: int, num: int, den: int) -> int:
    """`full * num / den`, rounded half up once; den must be positive and the rest not negative."""
    return (2 * full * num + den) // (2 * den)
