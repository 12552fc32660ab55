"""The rows that HR takes, made of a result alone: what was closed comes out the same whoever asks, and whenever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from inspect_core.app.month import Labels
from inspect_core.domain.exact import milli, plain
from inspect_core.domain.handover import COLUMNS, PROOF, Row

View = Mapping[str, Any]
NOT_THERE: Final = "not_there"
"""The status of somebody who was not assessed in the period and is still owed something."""
_OWED: Final = ("owed", "afterwards")


def columns_of(result: View) -> tuple[str, ...]:
    """The stable columns, one for each component of anybody's total, and the proof."""
    components = dict.fromkeys(name for person in result["people"] for name in _components(person))
    return (*COLUMNS, *components, *PROOF)


def rows_of(result: View, stage: str, proof: View, labels: Labels) -> tuple[Row, ...]:
    """One row a person, by id; a component that somebody does not have is null.

    Behind them a row for everybody who is not there in the period and of whom something is still to be settled.
    """
    columns = columns_of(result)
    told = {name: str(proof[name]) for name in PROOF}
    people = sorted(result["people"], key=lambda person: str(person["id"]))
    made = [{**_person(person, result, stage, labels), **_components(person), **told} for person in people]
    there = {person["id"] for person in people}
    gone = sorted({one["person"]["id"] for key in _OWED for one in result.get(key, ())} - there)
    made += [{**_not_there(person, result, stage, labels), **told} for person in gone]
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
        **_owed(person["id"], result),
    }


def _not_there(person: str, result: View, stage: str, labels: Labels) -> dict[str, str | None]:
    """Somebody who left, or was not there: nothing but what is owed."""
    known = {"person": person, "name": labels.people.get(person) or person, "status": NOT_THERE}
    return {**known, "period": result["period"]["id"], "stage": stage, **_owed(person, result)}


def _owed(person: str, result: View) -> dict[str, str | None]:
    """The points that stay owed to somebody, and the totals of closed periods that there were none of before."""
    owed, afterwards = ([one for one in result.get(key, ()) if one["person"]["id"] == person] for key in _OWED)
    return {
        "owed": plain(sum(milli(one["points"]) for one in owed)) if owed else None,
        "scored_afterwards": " ".join(f"{one['period']}:{one['after'] or 'none'}" for one in afterwards) or None,
    }


def owed_of(result: View, labels: Labels) -> Iterator[Row]:
    """One row for each difference that stays owed, and for each total that there was none of before or is none of now."""
    for key in _OWED:
        for one in result.get(key, ()):
            id = one["person"]["id"]
            why = "no_total_here" if key == "owed" else "scored_afterwards" if one["after"] else "no_total_any_more"
            figures = {name: one.get(name) for name in ("before", "after", "points")}
            yield {
                "person": id,
                "name": labels.people.get(id) or id,
                "for_period": one["period"],
                **figures,
                "why": why,
            }


def _components(person: View) -> dict[str, str | None]:
    """The score of each ruleset, of one that was scored in two stints the later, and of each indicator."""
    rulesets = {f"ruleset.{one['ruleset']}": one["score"] for one in person["rulesets"]}
    indicators = {f"indicator.{one['indicator']}": one["score"] for one in person.get("indicators") or ()}
    return {**rulesets, **indicators}
