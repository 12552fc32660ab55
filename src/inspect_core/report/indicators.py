"""Indicators as pages and tables tell them: the value, whence it is, and what it came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspect_core.report import figures
from inspect_core.report.words import Words


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """One indicator of a person's month: its weight, its score, its share of the total, and the value in words."""

    title: str
    stint: str
    weight: str
    score: str
    coverage: str
    counts: str
    cost: str
    says: str
    how: str
    known: bool
    source: str
    day: str
    statement: str
    worth: Decimal


def indicator_part(found: Mapping[str, Any], share: Decimal | None, stint: str, words: Words) -> IndicatorPart:
    """One indicator of an explanation; `share` is how much of the total it makes, `stint` tells of which stint it is."""
    cost = figures.number(found.get("cost")) or Decimal(0)
    return IndicatorPart(
        title=words.say(found.get("title")) or str(found["indicator"]),
        stint=stint,
        weight=f"{figures.short(found['weight'])}%" if found.get("weight") else figures.NOTHING,
        score=figures.score(found.get("score")),
        coverage=figures.percent(found.get("coverage")),
        counts=figures.NOTHING if share is None else figures.exact(share - cost),
        cost=f"−{figures.exact(cost)}" if cost else figures.NOTHING,
        says=words.say(found.get("says")),
        how=words.say(found.get("how")),
        known=found.get("value") is not None,
        source=str(found.get("source") or ""),
        day=str(found.get("date") or ""),
        statement=str(found.get("statement") or ""),
        worth=cost,
    )


def indicator_titles(people: Iterable[Mapping[str, Any]], words: Words) -> dict[str, str]:
    """The titles of all indicators of some people, by id."""
    return {
        found["indicator"]: words.say(found.get("title")) or str(found["indicator"])
        for person in people
        for found in person.get("indicators") or ()
    }
