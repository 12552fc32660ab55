"""Which private parts were erased, as an event says it: numbers of events written as stretches ("3,7-9")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

_STRETCH: Final = re.compile(r"(\d{1,15})(?:-(\d{1,15}))?")
MOST: Final = 10_000_000


def stretches(numbers: Iterable[int]) -> str:
    """Numbers as a text of stretches, ascending."""
    ordered = sorted(set(numbers))
    breaks = [at for at, (low, high) in enumerate(pairwise(ordered), 1) if high != low + 1]
    edges = pairwise([0, *breaks, len(ordered)]) if ordered else ()
    found = ((ordered[first], ordered[last - 1]) for first, last in edges)
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in found)


def numbers_in(text: object) -> Iterator[int]:
    """The numbers of such a text; what is none says nothing."""
    for part in str(text).split(","):
        found = _STRETCH.fullmatch(part)
        if found is not None:
            low, high = int(found[1]), int(found[2] or found[1])
            yield from range(low, min(high, low + MOST) + 1)
