"""What is owed for a closed period that came out otherwise later: worked out against what was paid for it so far."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

Totals = Mapping[str, int | None]
"""Everybody's total of a period in thousandths; None, or not there, where there is none."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What somebody is owed for a closed period: what was paid for it so far, and what it comes to now.

    In thousandths; the difference is added to the first later total that the person has.
    """

    person: str
    period: str
    before: int
    after: int

    @property
    def points(self) -> int:
        """What is added to a total, or taken from it."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Somebody who had no total of a closed period and has one now, or had one and has none any more.

    `before` is what was known at the last close, `after` what is known now. No difference follows from it: people
    decide what it means.
    """

    person: str
    period: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Owing:
    """Everything that is owed for closed periods: differences of totals, and those scored only afterwards."""

    carried: tuple[Carried, ...] = ()
    afterwards: tuple[Afterwards, ...] = ()


@dataclass(frozen=True, slots=True)
class Paid:
    """A closed period as it was paid: everybody's total at its close, and what later closes added for it to totals."""

    period: str
    totals: Totals
    settled: Mapping[str, int] = field(default_factory=dict)

    def so_far(self, person: str) -> int | None:
        """What was paid to somebody for the period up to now; None where there was no total at the close."""
        total = self.totals.get(person)
        return None if total is None else total + self.settled.get(person, 0)


NOTHING: Final = Owing()


def owing(paid: Paid, then: Totals, now: Totals, left: Collection[str]) -> Owing:
    """What is owed for one closed period.

    `then` is everybody's total by what was known at the last close, `now` by what is known. `left` are those who were
    owed something at the last close and had no total that it could be added to.
    """
    found = list(_each(paid, then, now, left))
    return Owing(
        tuple(one for one in found if isinstance(one, Carried)),
        tuple(one for one in found if isinstance(one, Afterwards)),
    )


def _each(paid: Paid, then: Totals, now: Totals, left: Collection[str]) -> Iterator[Carried | Afterwards]:
    for person in sorted({*then, *now}):
        before, after, so_far = then.get(person), now.get(person), paid.so_far(person)
        moved = before != after
        if moved and (so_far is None or after is None):
            yield Afterwards(person, paid.period, before, after)
        elif so_far is not None and after is not None and after != so_far and (moved or person in left):
            yield Carried(person, paid.period, so_far, after)
