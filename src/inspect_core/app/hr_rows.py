"""The rows that HR takes, made of a result alone: what was closed comes out the same whoever asks, and whenever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_core.app.month import Labels
from inspect_core.domain.exact import milli, plain
from inspect_core.domain.handover import COLUMNS, PROOF, Row

View = Mapping[str, Any]


def columns_of(result: View) -> tuple[str, ...]:
    """The stable columns, one for each component of anybody's total, and the proof."""
    components = dict.fromkeys(name for person in result["people"] for name in _components(person))
    return (*COLUMNS, *components, *PROOF)


def rows_of(result: View, stage: str, proof: View, labels: Labels) -> tuple[Row, ...]:
    """One row a person, by id; a component that somebody does not have is null."""
    columns = columns_of(result)
    told = {name: str(proof[name]) for name in PROOF}
    people = sorted(result["people"], key=lambda person: str(person["id"]))
    made = [{**_person(person, result, stage, labels), **_components(person), **told} for person in people]
    return tuple({name: row.get(name) for name in columns} for row in made)


def _person(person: View, result: View, stage: str, labels: Labels) -> dict[str, str | None]:
    rank = person.get("rank") or {}
    within = {name: (rank.get(name) or {}).get("place") for name in ("department", "project")}
    adjustments = [one["points"] for one in person["adjustments"]]
    return {
        "person": person["id"],
        "name": labels.people.get(person["id"]) or person["id"],
        **{name: person[name] for name in ("department", "role", "contractor")},
        "period": result["period"]["id"],
        "stage": stage,
        **{name: person[name] for name in ("status", "total", "grade", "earned_grade", "coefficient", "coverage")},
        "judged": str(person["judged"]),
        "before_adjustments": person["before_adjustments"],
        "adjustments": plain(sum(map(milli, adjustments))),
        "vetoes": " ".join(one["name"] for one in person["vetoes"]) or None,
        "cards": " ".join(one["name"] for one in person["cards"]) or None,
        **{f"rank_{name}": None if place is None else str(place) for name, place in within.items()},
    }


def _components(person: View) -> dict[str, str | None]:
    """The score of each ruleset, of one that was scored in two stints the later, and of each indicator."""
    rulesets = {f"ruleset.{one['ruleset']}": one["score"] for one in person["rulesets"]}
    indicators = {f"indicator.{one['indicator']}": one["score"] for one in person.get("indicators") or ()}
    return {**rulesets, **indicators}
