"""How strict each observer is, compared with others who judged the same people and places by the same rule.

The model is additive in two ways: what is given = how the judged one does under the rule + how strict the observer is.
It is fitted by least squares; of the judged ones only those count whom at least two observers saw. How sure a figure
is, is found by leaving out each day once and fitting again (the jackknife over days): nothing is drawn by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import polars as pl

from inspect_core.domain.exact import FULL
from inspect_core.engine.tables import NONE

Stratum = tuple[int, int, int]  # the rule, then the person judged or (negative) the place
Cells = dict[Stratum, dict[int, tuple[int, int]]]  # of each observer: how often, and the sum of what was given
NORMAL = 1.96  # 95 % of a normal distribution lie within so many standard errors


@dataclass(frozen=True, slots=True)
class Opinion:
    """One judgement: by whom, on which day, of what, and what was given, in thousandths of a per cent."""

    observer: int
    day: int
    stratum: Stratum
    given: int


@dataclass(frozen=True, slots=True)
class Severity:
    """What an observer gives more (above 0: milder) or less (stricter) than others, in thousandths of a per cent.

    `low` and `high` are the ends of the 95 % interval; None where leaving out one day leaves nothing to compare.
    """

    observer: int
    comparisons: int
    others: int
    effect: int
    low: int | None
    high: int | None


def opinion_rows(opinions: pl.DataFrame) -> list[Opinion]:
    """The judgements of a month, each once however many people it is credited to."""
    columns = ["visit", "lane", "rule", "observer", "subject", "place", "day", "earned", "of"]
    rows = opinions.filter(pl.col("of") > 0).select(columns).unique().sort("visit", "lane")
    return [
        Opinion(observer, day, (rule, 0, subject) if subject != NONE else (rule, 1, place), FULL * earned // of)
        for _, _, rule, observer, subject, place, day, earned, of in rows.iter_rows()
    ]


def severities(opinions: Sequence[Opinion]) -> dict[int, Severity]:
    """The severity of every observer who judged anything that somebody else judged too."""
    cells = _cells(opinions)
    whole = _fitted(cells)
    by_day: dict[int, list[Opinion]] = defaultdict(list)
    for one in opinions:
        by_day[one.day].append(one)
    left_out = [_fitted(_without(cells, by_day[day])) for day in sorted(by_day)]
    compared, others = _compared(cells)
    return {
        observer: Severity(
            observer, compared[observer], len(others[observer]), round(effect), *_interval(observer, effect, left_out)
        )
        for observer, effect in sorted(whole.items())
    }


def _interval(observer: int, effect: float, left_out: Sequence[Mapping[int, float]]) -> tuple[int | None, int | None]:
    """The effect with 1.96 jackknife standard errors to either side."""
    found = [fit[observer] for fit in left_out if observer in fit]
    if len(found) < len(left_out) or len(found) < 2:
        return None, None
    mean = fsum(found) / len(found)
    error = sqrt((len(found) - 1) / len(found) * fsum((one - mean) ** 2 for one in found))
    return round(effect - NORMAL * error), round(effect + NORMAL * error)


def _cells(opinions: Iterable[Opinion]) -> Cells:
    found: Cells = defaultdict(dict)
    for one in opinions:
        times, given = found[one.stratum].get(one.observer, (0, 0))
        found[one.stratum][one.observer] = times + 1, given + one.given
    return {stratum: dict(sorted(found[stratum].items())) for stratum in sorted(found)}


def _without(cells: Cells, day: Iterable[Opinion]) -> Cells:
    """The cells without the opinions of one day."""
    kept = dict(cells)
    for one in day:
        own = dict(kept[one.stratum])
        times, given = own.pop(one.observer)
        if times > 1:
            own[one.observer] = times - 1, given - one.given
        kept[one.stratum] = own
    return kept


def _compared(cells: Cells) -> tuple[dict[int, int], dict[int, set[int]]]:
    """How many judgements of each observer are of what somebody else judged too, and who those are."""
    compared: dict[int, int] = defaultdict(int)
    others: dict[int, set[int]] = defaultdict(set)
    for own in cells.values():
        for observer, (times, _) in own.items() if len(own) > 1 else ():
            compared[observer] += times
            others[observer] |= own.keys() - {observer}
    return compared, others


def _fitted(cells: Cells) -> dict[int, float]:
    """The effects by least squares; within each group of observers that hang together they add up to 0, weighed.

    The normal equations without the strata: for each observer, what was given less the means of the strata.
    """
    shared = [own for own in cells.values() if len(own) > 1]
    observers = sorted({observer for own in shared for observer in own})
    effects: dict[int, float] = {}
    for group in _groups(observers, shared):
        at = {observer: number for number, observer in enumerate(group)}
        matrix = [[0.0] * (len(group) + 1) for _ in group]
        weights = [0.0] * len(group)
        for own in shared:
            if next(iter(own)) in at:
                _add(own, at, matrix, weights)
        whole = fsum(weights)
        for row, weight in zip(matrix, weights, strict=True):  # the effects, weighed, add up to 0
            for number, other in enumerate(weights):
                row[number] += weight * other / whole
        effects |= dict(zip(group, solved(matrix), strict=True))
    return effects


def _add(
    own: Mapping[int, tuple[int, int]], at: Mapping[int, int], matrix: list[list[float]], weights: list[float]
) -> None:
    """One stratum to the normal equations; the last column is the right side."""
    times, given = sum(n for n, _ in own.values()), sum(total for _, total in own.values())
    for observer, (n, total) in own.items():
        row = at[observer]
        weights[row] += n
        matrix[row][-1] += total - n * given / times
        matrix[row][row] += n
        for other, (m, _) in own.items():
            matrix[row][at[other]] -= n * m / times


def _groups(observers: Sequence[int], shared: Sequence[Mapping[int, object]]) -> list[list[int]]:
    """Observers that hang together by what they saw in common, directly or through others."""
    group = {observer: observer for observer in observers}
    for own in shared:
        joined = {group[observer] for observer in own}
        least = min(joined)
        if len(joined) > 1:
            group = {observer: least if of in joined else of for observer, of in group.items()}
    return [[one for one in observers if group[one] == of] for of in sorted(set(group.values()))]


def solved(matrix: list[list[float]]) -> list[float]:
    """The solution of linear equations by elimination; the last column is the right side."""
    size = len(matrix)
    for step in range(size):
        pivot = max(range(step, size), key=lambda row: (abs(matrix[row][step]), -row))
        matrix[step], matrix[pivot] = matrix[pivot], matrix[step]
        for row in range(size):
            if row != step and matrix[row][step]:
                factor = matrix[row][step] / matrix[step][step]
                for column in range(step, size + 1):
                    matrix[row][column] -= factor * matrix[step][column]
    return [matrix[row][size] / matrix[row][row] for row in range(size)]
