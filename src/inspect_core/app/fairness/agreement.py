"""How well observers agree where they judged the same thing: percent agreement, weighted kappa, Krippendorff's alpha.

Kappa and alpha are those of NLTK (`nltk.metrics.agreement`), an extra of this program: `pip install
"inspect-core[fairness]"`. Their weights are given to it here, from the published definitions.
"""

from __future__ import annotations

import importlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any, Literal

from inspect_core.app.fairness.twice import Judged, Scale
from inspect_core.errors import UsageError

Level = Literal["nominal", "ordinal", "interval"]
Distance = Callable[[int, int], float]
Rating = tuple[str, str, int]  # observer, thing, place on the scale
INSTALL = 'pip install "inspect-core[fairness]"'


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one scale: how many things were judged, in how many pairs, and how the pairs agree.

    `same` is the number of pairs with equal answers; `alpha` is None where there are too few, or nothing ever differed
    that could have.
    """

    scale: Scale
    things: int
    pairs: int
    same: int
    level: Level
    alpha: Decimal | None


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Of two observers on one scale: in how many things they were compared, how often alike, and their kappa."""

    scale: Scale
    observers: tuple[int, int]
    things: int
    same: int
    kappa: Decimal | None


def agreements(judged: Sequence[Judged], least: int) -> tuple[list[Agreement], list[PairAgreement]]:
    """The agreement on each scale, and of each two observers on it; statistics only from `least` pairs on.

    UsageError where the library is not installed.
    """
    task = library()
    by_scale: dict[Scale, list[Judged]] = defaultdict(list)
    for one in judged:
        by_scale[one.scale].append(one)
    order = sorted(by_scale, key=lambda scale: (scale.form, scale.values))
    whole = [_agreement(scale, by_scale[scale], least, task) for scale in order]
    return whole, [pair for scale in order for pair in _pairs(scale, by_scale[scale], least, task)]


def library() -> Any:
    """NLTK's AnnotationTask; UsageError that says how to install it."""
    try:
        return importlib.import_module("nltk.metrics.agreement").AnnotationTask
    except ImportError:
        raise UsageError(
            "E-FAIRNESS-LIBRARY",
            "agreement statistics need the library NLTK, which is not installed",
            hint=f"install it with {INSTALL}",
            message_zh="一致性统计需要 NLTK 库，尚未安装",
            hint_zh=f"请安装：{INSTALL}",
        ) from None


def _agreement(scale: Scale, judged: Sequence[Judged], least: int, task: Any) -> Agreement:
    couples = [(one, other) for thing in judged for one, other in combinations(thing.answers.values(), 2)]
    same = sum(one == other for one, other in couples)
    level = level_of(scale)
    ratings = [
        (str(observer), f"{number:09}", place)
        for number, thing in enumerate(judged)
        for observer, place in sorted(thing.answers.items())
    ]
    enough = len(couples) >= least and len({place for *_, place in ratings}) > 1
    return Agreement(scale, len(judged), len(couples), same, level, alpha(ratings, level, task) if enough else None)


def _pairs(scale: Scale, judged: Sequence[Judged], least: int, task: Any) -> list[PairAgreement]:
    common: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for thing in judged:
        for one, other in combinations(sorted(thing.answers), 2):
            common[one, other].append((thing.answers[one], thing.answers[other]))
    return [
        PairAgreement(
            scale,
            pair,
            len(answers),
            sum(one == other for one, other in answers),
            weighted_kappa(answers, scale, task) if len(answers) >= least else None,
        )
        for pair, answers in sorted(common.items())
    ]


def level_of(scale: Scale) -> Level:
    """What the answers can tell: numbers how far apart, ordered words which is more, two words only whether equal."""
    if scale.counted:
        return "interval"
    return "ordinal" if len(scale.values) > 2 else "nominal"


def alpha(ratings: Sequence[Rating], level: Level, task: Any) -> Decimal:
    """Krippendorff's alpha, to three decimals; what only one observer judged says nothing and is left out."""
    times = Counter(thing for _, thing, _ in ratings)
    pairable = [rating for rating in ratings if times[rating[1]] > 1]
    found = task(data=pairable, distance=distance(level, [place for *_, place in pairable])).alpha()
    return Decimal(found).quantize(Decimal("0.001"))


def distance(level: Level, places: Sequence[int]) -> Distance:
    """The squared difference of two answers (Krippendorff 2011, part D); the ordinal one counts those between."""
    if level == "nominal":
        return lambda one, other: float(one != other)
    if level == "interval":
        return lambda one, other: float((one - other) ** 2)
    times = Counter(places)

    def ordinal(one: int, other: int) -> float:
        low, high = sorted((one, other))
        between = sum(count for place, count in times.items() if low <= place <= high)
        return (between - (times[low] + times[high]) / 2) ** 2 if low != high else 0.0

    return ordinal


def weighted_kappa(answers: Sequence[tuple[int, int]], scale: Scale, task: Any) -> Decimal | None:
    """Cohen's kappa of two observers with linear weights, to three decimals; None where neither ever differed.

    An answer two steps off weighs twice as much as one that is one step off; with two answers it is the plain kappa.
    """
    seen = [place for pair in answers for place in pair]
    widest = max(seen) - min(seen) if scale.counted else len(scale.values) - 1
    if len(set(seen)) < 2:
        return None
    ratings = [
        (who, f"{number:09}", pair[side]) for number, pair in enumerate(answers) for side, who in enumerate("ab")
    ]
    found = task(data=ratings, distance=lambda one, other: abs(one - other) / widest)
    return Decimal(found.weighted_kappa_pairwise("a", "b")).quantize(Decimal("0.001"))
