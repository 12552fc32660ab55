"""How people go about their work: most of them well, some unevenly, a few badly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_core.demo.dice import Dice
from inspect_core.demo.people import Staff


@dataclass(frozen=True, slots=True)
class Habits:
    """How often, in a thousand times, somebody misses a round or gives reason for a remark."""

    misses: int
    slips: int


EXEMPLARY = Habits(4, 25)
STEADY = Habits(30, 140)
UNEVEN = Habits(95, 330)
POOR = Habits(220, 580)

# Out of twenty people: five exemplary, ten steady, four uneven, one poor.
_MIX = [EXEMPLARY] * 5 + [STEADY] * 10 + [UNEVEN] * 4 + [POOR]


def habits(staff: Staff, seed: int) -> dict[str, Habits]:
    """Everybody's habits. The mix is dealt out within each kind of work, so that no kind is all good or all bad."""
    found: dict[str, Habits] = {}
    works = {"guards": staff.guards, "cleaners": staff.cleaners, "service": [*staff.butlers, *staff.engineers]}
    for name, group in works.items():
        found |= _dealt(Dice(seed, "habits", name), group)
    for person in works["service"]:  # they deal with customers all day, and courtesy is all they are judged by
        found[person] = Habits(found[person].misses, found[person].slips // 2)
    leading = [*staff.leaders, *staff.managers]
    steady_leaders = [STEADY, EXEMPLARY, UNEVEN, STEADY, EXEMPLARY, EXEMPLARY, STEADY, STEADY, UNEVEN]
    return found | dict(zip(leading, steady_leaders, strict=True))


def _dealt(dice: Dice, group: Sequence[str]) -> dict[str, Habits]:
    cards: list[Habits] = []
    while len(cards) < len(group):
        cards += dice.shuffled(_MIX)
    return dict(zip(group, cards, strict=False))
