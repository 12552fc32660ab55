"""Small charts of a year: one point a month, the line broken where scores do not compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_FULL = Decimal(100)
_STEP = 10


@dataclass(frozen=True, slots=True)
class Dot:
    """A month on the chart: where, what it is called, whether it counts."""

    x: str
    y: str
    says: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Spark:
    """A chart in a box of `width` by `height`: stretches of line, dots, upright lines where it breaks, the lowest score."""

    width: int
    height: int
    floor: str
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A month to be drawn: its score or nothing, what is said of it, whether it counts, whether the line breaks before it."""

    score: Decimal | None
    says: str
    counts: bool = True
    broken: bool = False


def spark(points: Sequence[Point], width: int, height: int, floor: Decimal | None = None) -> Spark:
    """The chart of some months side by side, from the lowest score (or `floor`) to a hundred."""
    known = [point.score for point in points if point.score is not None and point.counts]
    low = floor if floor is not None else lowest(known)
    places = [_place(number, point, len(points), width, height, low) for number, point in enumerate(points)]
    dots = tuple(
        Dot(*place, point.says, point.counts) for place, point in zip(places, points, strict=True) if place is not None
    )
    step = Decimal(width) / max(1, len(points))
    breaks = tuple(f"{step * number:.1f}" for number, point in enumerate(points) if point.broken)
    return Spark(width, height, f"{low:f}", tuple(_lines(places, points)), dots, breaks)


def lowest(scores: Sequence[Decimal]) -> Decimal:
    """Where a chart begins: the ten below the lowest score."""
    return Decimal(int(min(scores, default=_FULL - _STEP)) // _STEP * _STEP)


def _place(number: int, point: Point, count: int, width: int, height: int, low: Decimal) -> tuple[str, str] | None:
    if point.score is None:
        return None
    room = max(_FULL - low, Decimal(1))
    above = min(max(point.score - low, Decimal(0)), room) / room
    x = Decimal(width) * (2 * number + 1) / (2 * max(1, count))
    return f"{x:.1f}", f"{3 + (height - 6) * (1 - above):.1f}"


def _lines(places: Sequence[tuple[str, str] | None], points: Sequence[Point]) -> list[str]:
    """The stretches of line: from month to month that counts, never across one without a score or over a break."""
    found: list[list[str]] = [[]]
    for place, point in zip(places, points, strict=True):
        if place is None or point.broken or not point.counts:
            found.append([])
        if place is not None and point.counts:
            found[-1].append(",".join(place))
    return [" ".join(line) for line in found if len(line) > 1]
