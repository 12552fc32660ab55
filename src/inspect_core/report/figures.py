"""Numbers as people read them: decimal texts in, decimal texts out, never a binary fraction between."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

NOTHING = "–"
_MILLI = Decimal("0.001")
_CENT = Decimal("0.01")
_TENTH = Decimal("0.1")


def number(value: Any) -> Decimal | None:
    """The number of a decimal text or a whole number; None where nothing is known."""
    return None if value is None or value == "" else Decimal(str(value))


def score(value: Any) -> str:
    """A score with two decimals, cut off and not rounded: 94.999 never looks like the 95 it did not reach."""
    return _fixed(value, _CENT, ROUND_DOWN)


def missing(value: Any) -> str:
    """Points still missing, two decimals, rounded up: what is shown is enough."""
    return _fixed(value, _CENT, ROUND_CEILING)


def points(value: Any) -> str:
    """Points with two decimals, rounded half up."""
    return _fixed(value, _CENT, ROUND_HALF_UP)


def exact(value: Any) -> str:
    """Points to the thousandth, as they are kept: a column of these adds up."""
    return _fixed(value, _MILLI, ROUND_HALF_UP)


def short(value: Any) -> str:
    """A number without needless zeros: weights, limits, counts."""
    found = number(value)
    return NOTHING if found is None else f"{found.normalize():f}"


def signed(value: Any) -> str:
    """A change with its sign, two decimals: +1.20, −0.35, ±0."""
    found = number(value)
    if found is None:
        return NOTHING
    rounded = found.quantize(_CENT, ROUND_HALF_UP)
    if not rounded:
        return "±0"
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):f}"


def change(now: Any, then: Any) -> str:
    """How much more it is now than it was then; a dash where either is not known."""
    a, b = number(now), number(then)
    return signed(None if a is None or b is None else a - b)


def lost(value: Any) -> str:
    """Points lost: −1.20, or a dash where nothing was lost."""
    found = number(value)
    rounded = Decimal(0) if found is None else found.quantize(_CENT, ROUND_HALF_UP)
    return f"−{rounded:f}" if rounded > 0 else NOTHING


def percent(value: Any) -> str:
    """A percentage with one decimal, cut off: 99.96 % is not yet 100 %."""
    found = _fixed(value, _TENTH, ROUND_DOWN)
    return found if found == NOTHING else f"{found.removesuffix('.0')}%"


def share(part: Any, whole: Any) -> Decimal | None:
    """`part` of `whole` as a percentage; None where there is no whole."""
    a, b = number(part), number(whole)
    return None if a is None or b is None or not b else a * 100 / b


def count(value: int) -> str:
    """A whole number with commas between the thousands."""
    return f"{value:,}"


def whole(values: Iterable[Any]) -> int:
    """The sum of counts, where a missing one counts as none."""
    return sum(int(value or 0) for value in values)


def _fixed(value: Any, step: Decimal, rounding: str) -> str:
    found = number(value)
    return NOTHING if found is None else f"{found.quantize(step, rounding):f}"
