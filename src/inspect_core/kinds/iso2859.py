"""The tables of ISO 2859-1 (GB/T 2828.1) for single sampling under normal inspection, arrows resolved.

Lot sizes 2 to 3200; acceptable quality limits 1.0 to 15; code letters A to J.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Level = Literal["S-1", "S-2", "S-3", "S-4", "I", "II", "III"]
_LEVELS: Final = ("S-1", "S-2", "S-3", "S-4", "I", "II", "III")
_UP_TO: Final = (8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200)
_LETTERS: Final = (
    "AAAAAAB", "AAAAABC", "AABBBCD", "ABBCCDE", "BBCCCEF", "BBCDDFG", "BCDEEGH", "BCDEFHJ", "CCEFGJK", "CDEGHKL",
)  # fmt: skip
SIZES: Final = MappingProxyType({"A": 2, "B": 3, "C": 5, "D": 8, "E": 13, "F": 20, "G": 32, "H": 50, "J": 80})
LIMITS: Final = (1000, 1500, 2500, 4000, 6500, 10_000, 15_000)  # thousandths
_PLANS: Final = MappingProxyType(
    {
        "A": ("13/0", "8/0", "5/0", "3/0", "2/0", "", "3/1"),
        "B": ("13/0", "8/0", "5/0", "3/0", "2/0", "5/1", "3/1"),
        "C": ("13/0", "8/0", "5/0", "3/0", "8/1", "5/1", "5/2"),
        "D": ("13/0", "8/0", "5/0", "13/1", "8/1", "8/2", "8/3"),
        "E": ("13/0", "8/0", "20/1", "13/1", "13/2", "13/3", "13/5"),
        "F": ("13/0", "32/1", "20/1", "20/2", "20/3", "20/5", "20/7"),
        "G": ("50/1", "32/1", "32/2", "32/3", "32/5", "32/7", "32/10"),
        "H": ("50/1", "50/2", "50/3", "50/5", "50/7", "50/10", "50/14"),
        "J": ("80/2", "80/3", "80/5", "80/7", "80/10", "80/14", "80/21"),
    }
)
SMALLEST, LARGEST = 2, _UP_TO[-1]


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """So many units are drawn; up to `accept` that do not conform the lot is accepted, from `reject` on refused."""

    letter: str
    size: int
    accept: int

    @property
    def reject(self) -> int:
        """The number from which the lot is refused."""
        return self.accept + 1


def letter_of(lot: int, level: Level) -> str | None:
    """The code letter of a lot; nothing for a lot the table does not have."""
    if not SMALLEST <= lot <= LARGEST:
        return None
    return _LETTERS[bisect_left(_UP_TO, lot)][_LEVELS.index(level)]


def plan_of(lot: int, level: Level, aql: int) -> SamplingPlan | None:
    """The plan of a lot; the whole lot is looked at where the sample would not be smaller.

    Nothing where the table has no plan: beyond its lots and letters, and for letter A at 10, which prints differ on.
    """
    letter = letter_of(lot, level)
    if letter is None or letter not in _PLANS or aql not in LIMITS:
        return None
    size, _, accept = _PLANS[letter][LIMITS.index(aql)].partition("/")
    return SamplingPlan(letter, min(int(size), lot), int(accept)) if size else None
