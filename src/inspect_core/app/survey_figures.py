"""The figures that surveys are known by, as exact fractions: NPS, CSAT, ACSI, SERVQUAL, Kano, the gap to what was expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from inspect_core.domain.exact import OutOfRange

ACSI_WEIGHTS: Final = (Fraction(3885, 10_000), Fraction(3190, 10_000), Fraction(2925, 10_000))
_KANO: Final = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")  # rows: how one likes it there; columns: missing
KANO_ORDER: Final = "MOAIRQ"  # of equal counts the first
Pair = tuple[Fraction, Fraction]


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """The plain mean; nothing of nothing."""
    return Fraction(sum(values), len(values)) if values else None


def within(value: int, low: int, high: int) -> int:
    """The value, which must stand on its scale; OutOfRange otherwise."""
    if not low <= value <= high:
        raise OutOfRange(f"{value} is not on the scale from {low} to {high}", f"{value} 不在 {low} 至 {high} 的量表内")
    return value


def nps(scores: Sequence[int]) -> Fraction | None:
    """Promoters (9 and 10) less detractors (0 to 6), in per cent of all: from -100 to 100."""
    known = [within(score, 0, 10) for score in scores]
    return mean([Fraction(100 * ((score >= 9) - (score <= 6))) for score in known])


def top_two(scores: Sequence[int], highest: int) -> Fraction | None:
    """The share, in per cent, of those who gave one of the two best answers of a scale from 1."""
    known = [within(score, 1, highest) for score in scores]
    return mean([Fraction(100 * (score >= highest - 1)) for score in known])


def of_the_most(scores: Sequence[int], highest: int) -> Fraction | None:
    """The sum of the scores in per cent of the highest sum there could be, on a scale from 1."""
    average = mean([Fraction(within(score, 1, highest)) for score in scores])
    return None if average is None else average * 100 / highest


def acsi(means: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    """The means of satisfaction, expectancy and ideal, on scales of 1 to 10, as one figure of a hundred; the weights are divided by their sum."""
    parts = zip(weights, means, strict=True)
    return sum((weight * (value - 1) for weight, value in parts), Fraction(0)) / 9 * 100 / sum(weights)


@dataclass(frozen=True, slots=True)
class Servqual:
    """Gaps of perception less expectation: by dimension, and three overall figures that are not the same."""

    gaps: Mapping[str, Fraction]
    of_dimensions: Fraction
    of_items: Fraction
    weighted: Fraction | None


def servqual(dimensions: Mapping[str, Sequence[Pair]], weights: Mapping[str, Fraction]) -> Servqual | None:
    """Pairs of expectation and perception by dimension; weighted only where every dimension has a weight."""
    gaps = {name: [seen - expected for expected, seen in pairs] for name, pairs in dimensions.items() if pairs}
    if not gaps:
        return None
    means = {name: Fraction(sum(found), len(found)) for name, found in gaps.items()}
    items = [gap for found in gaps.values() for gap in found]
    weighed = None
    if weights and set(means) <= set(weights):
        whole = sum(weights[name] for name in means)
        weighed = sum((weights[name] * gap for name, gap in means.items()), Fraction(0)) / whole
    overall = Fraction(sum(means.values()), len(means)), Fraction(sum(items), len(items))
    return Servqual(MappingProxyType(means), *overall, weighed)


@dataclass(frozen=True, slots=True)
class Kano:
    """How many answers put a feature into each class, the class of most, and the two coefficients."""

    counts: Mapping[str, int]
    verdict: str | None
    better: Fraction | None
    worse: Fraction | None


def kano_class(there: int, missing: int) -> str:
    """The class of one pair of answers, each 1 (like) to 5 (dislike): M, O, A, I, R or Q."""
    return _KANO[within(there, 1, 5) - 1][within(missing, 1, 5) - 1]


def kano(pairs: Sequence[tuple[int, int]]) -> Kano:
    """One feature: must-be before one-dimensional before attractive before indifferent where as many say so."""
    counts = Counter(kano_class(there, missing) for there, missing in pairs)
    verdict = min(counts, key=lambda one: (-counts[one], KANO_ORDER.index(one)), default=None)
    asked = sum(counts[one] for one in "AOMI")
    better = Fraction(counts["A"] + counts["O"], asked) if asked else None
    worse = Fraction(-(counts["O"] + counts["M"]), asked) if asked else None
    return Kano({one: counts[one] for one in KANO_ORDER}, verdict, better, worse)
