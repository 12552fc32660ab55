"""Departments, contractors and places in the circular, and the months before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from inspect_core.report import figures, times
from inspect_core.report.appraisals import PersonRow
from inspect_core.report.bars import tally
from inspect_core.report.words import Words

FULL, MOST_PLACES = Decimal(100), 10
MEMBERS = MappingProxyType({"departments": "department", "contractors": "contractor_id"})


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One department or contractor: its place, its score, its rulesets and its people."""

    rank: str
    id: str
    name: str
    score: str
    worth: Decimal | None
    change: str
    coverage: str
    by_ruleset: tuple[str, ...]
    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place that lost points."""

    name: str
    score: str
    worth: Decimal
    coverage: str
    rule: str
    unmet: int


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One month of the trend: the project's score and each department's."""

    month: str
    short: str
    score: Decimal | None
    shown: str
    groups: tuple[tuple[str, Decimal | None, str], ...]


def group_rows(
    which: str,
    score: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    rulesets: Sequence[tuple[str, str]],
    people: Sequence[PersonRow],
    words: Words,
) -> tuple[GroupRow, ...]:
    """Departments or contractors, best score first; equal scores share a place."""
    then = {g["id"]: g.get("score") for g in before.get(which) or ()} if before else {}
    groups = sorted(score.get(which) or (), key=lambda g: (-(figures.number(g.get("score")) or Decimal(-1)), g["id"]))
    scores = [figures.number(group.get("score")) for group in groups]
    member, family = MEMBERS[which], which.removesuffix("s")
    rows = []
    for group, worth in zip(groups, scores, strict=True):
        own = {found["ruleset"]: found.get("score") for found in group.get("rulesets") or ()}
        rows.append(
            GroupRow(
                rank=figures.NOTHING if worth is None else str(1 + sum(s is not None and s > worth for s in scores)),
                id=group["id"],
                name=words.title(family, group["id"], group.get("name")),
                score=figures.score(worth),
                worth=worth,
                change=figures.change(worth, then.get(group["id"])),
                coverage=figures.percent(group.get("coverage")),
                by_ruleset=tuple(figures.score(own.get(key)) for key, _ in rulesets),
                people=tuple(row for row in people if getattr(row, member) == group["id"]),
            )
        )
    return tuple(rows)


def place_rows(places: Sequence[Mapping[str, Any]], words: Words) -> tuple[PlaceRow, ...]:
    """The places with the lowest scores, each with the rule that was missed there most often."""
    scored = [(figures.number(place.get("score")), place) for place in places]
    lowest = sorted(
        ((worth, place) for worth, place in scored if worth is not None and worth < FULL),
        key=lambda pair: (pair[0], pair[1]["id"]),
    )
    return tuple(_place_row(place, worth, words) for worth, place in lowest[:MOST_PLACES])


def _place_row(place: Mapping[str, Any], worth: Decimal, words: Words) -> PlaceRow:
    rules = [(rule, tally(rule)) for found in place.get("rulesets") or () for rule in found.get("rules") or ()]
    rules.sort(key=lambda pair: -(pair[1].of("unmet") + pair[1].of("partly")))
    worst = rules[0] if rules else None
    return PlaceRow(
        name=words.say(place.get("name")) or place["id"],
        score=figures.score(worth),
        worth=worth,
        coverage=figures.percent(place.get("coverage")),
        rule=words.say(worst[0].get("title")) if worst else "",
        unmet=worst[1].of("unmet") + worst[1].of("partly") if worst else 0,
    )


def trend_rows(views: Sequence[Mapping[str, Any]], words: Words) -> tuple[TrendRow, ...]:
    """Month by month, in the order given; a department is named as the last month names it."""
    names = {
        group["id"]: words.title("department", group["id"], group.get("name"))
        for view in views
        for group in view.get("departments") or ()
    }
    return tuple(_trend_row(view, names, words) for view in views)


def _trend_row(view: Mapping[str, Any], names: Mapping[str, str], words: Words) -> TrendRow:
    scores = {group["id"]: figures.number(group.get("score")) for group in view.get("departments") or ()}
    own = figures.number(view["project_score"].get("score"))
    groups = ((name, scores.get(id), figures.score(scores.get(id))) for id, name in names.items())
    period = str(view["period"]["id"])
    month, short = times.month_title(period, words), times.month_short(period, words)
    return TrendRow(month, short, own, figures.score(own), tuple(groups))
