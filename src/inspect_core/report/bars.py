"""Widths of the small bars beside the figures, out of a hundred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspect_core.report import figures
from inspect_core.report.slots import JUDGED

DRAWN = (*JUDGED, "no_data")


@dataclass(frozen=True, slots=True)
class Tally:
    """How the slots of a rule came out: the counts, the pass rate and the bar of it."""

    due: int
    counts: tuple[tuple[str, int], ...]
    passed: Decimal | None
    rate: str
    bar: tuple[tuple[str, str, str], ...]

    def of(self, outcome: str) -> int:
        """How many came out that way."""
        return dict(self.counts).get(outcome, 0)

    @property
    def known(self) -> int:
        """How many have a result."""
        return sum(self.of(outcome) for outcome in JUDGED)


def tally(counted: Mapping[str, Any]) -> Tally:
    """The tally of anything that counts outcomes: a rule of the score view or of an explanation."""
    counts = {word: int(counted.get(word) or 0) for word in (*DRAWN, "excused", "not_applicable")}
    return summed(counts, int(counted.get("due") or 0))


def summed(counts: Mapping[str, int], due: int) -> Tally:
    """The tally of outcomes already counted."""
    known = sum(counts[word] for word in JUDGED)
    passed = figures.share(counts["met"], known)
    return Tally(due, tuple(counts.items()), passed, figures.percent(passed), _bar(counts))


def _bar(counts: Mapping[str, int]) -> tuple[tuple[str, str, str], ...]:
    whole = sum(counts[word] for word in DRAWN)
    pieces, at = [], Decimal(0)
    for word in DRAWN:
        if counts[word]:
            width = Decimal(counts[word]) * 100 / whole
            pieces.append((word, f"{at:.2f}", f"{width:.2f}"))
            at += width
    return tuple(pieces)
