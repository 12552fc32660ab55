"""Chance that falls the same way everywhere: whole numbers drawn from a seed and a name."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws whole numbers. The same seed and names give the same draws on every machine and Python.

    Only `getrandbits` is asked of the library: its stream is fixed, while the methods built upon it may change.
    Each part of the month has dice of its own name, so that a change in one part leaves the others as they were.
    """

    def __init__(self, seed: int, *names: str) -> None:
        digest = hashlib.sha256("/".join([str(seed), *names]).encode()).digest()
        self._bits = random.Random(int.from_bytes(digest, "big")).getrandbits

    def below(self, count: int) -> int:
        """A whole number from 0 to `count - 1`, all equally likely."""
        width = count.bit_length()
        drawn = self._bits(width)
        while drawn >= count:
            drawn = self._bits(width)
        return drawn

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def happens(self, per_mille: int) -> bool:
        """True that many times in a thousand."""
        return self.below(1000) < per_mille

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.below(len(choices))]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """The choices in another order."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in choices]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """`count` different ones of the choices, or all of them where there are fewer."""
        return self.shuffled(choices)[:count]
