"""The figure of a year and what is pointed out, from the totals of its months: exact, and nothing else is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspect_core.language.year import Formula, YearFlag


@dataclass(frozen=True, slots=True)
class Counted:
    """A month of somebody: its total in thousandths or None, the days in post, and whether the month counts."""

    period: str
    total: int | None
    days: int = 1
    counts: bool = True

    @property
    def known(self) -> bool:
        """Whether the month goes into the figure; one that is not scored does not, and is no zero."""
        return self.counts and self.total is not None


def figure(formula: Formula, months: Sequence[Counted]) -> int | None:
    """The figure of some months in thousandths, rounded half up once at the end; None where none of them is known."""
    known = [(one.total, one.days) for one in months if one.counts and one.total is not None]
    if not known:
        return None
    if formula == "median":
        return _rounded(_median(sorted(total for total, _ in known)))
    if formula == "mean_by_days":
        return _rounded(Fraction(sum(total * days for total, days in known), sum(days for _, days in known)))
    return _rounded(Fraction(sum(total for total, _ in known), len(known)))


def _median(totals: Sequence[int]) -> Fraction:
    half = len(totals) // 2
    return Fraction(totals[half]) if len(totals) % 2 else Fraction(totals[half - 1] + totals[half], 2)


def _rounded(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def raised(flag: YearFlag, months: Sequence[Counted], first: str) -> list[tuple[Counted, ...]]:
    """The months for which a flag is raised: every run of them that ends in the year, which begins with `first`.

    `months` are in order of time and may begin in the year before. A month that is not known ends a run.
    """
    if not flag.in_a_row:
        low = tuple(one for one in months if one.period >= first and _low(flag, one))
        return [low] if len(low) >= flag.months else []
    runs = [run for run in _runs(flag, months) if len(run) >= flag.months]
    return [run for run in runs if run[-1].period >= first]


def _runs(flag: YearFlag, months: Sequence[Counted]) -> Iterator[tuple[Counted, ...]]:
    run: list[Counted] = []
    for one in months:
        if _low(flag, one):
            run.append(one)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _low(flag: YearFlag, one: Counted) -> bool:
    return one.counts and one.total is not None and one.total < flag.below
