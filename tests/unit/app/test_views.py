"""The score view: the contract that JSON, reports and HR read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from inspect_core.app.views import FORMAT, score_view
from inspect_core.domain.exact import milli
from tests.golden.by_hand import scored
from tests.unit.app.small_project import MONTH

DECIMALS = {
    "points",
    "of",
    "total",
    "score",
    "coverage",
    "before_adjustments",
    "weight",
    "coefficient",
    "least_coverage",
}


def view(**narrowed: Any) -> dict[str, Any]:
    return score_view(scored(MONTH), **narrowed)


def values(found: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every plain value with the key it stands under; a rank counts people, not points."""
    if isinstance(found, dict):
        for name, inner in found.items():
            if name != "rank":
                yield from values(inner, name)
    elif isinstance(found, list):
        for inner in found:
            yield from values(inner, key)
    else:
        yield key, found


def test_points_are_decimal_texts_and_nothing_is_a_float() -> None:
    for key, value in values(view()):
        assert not isinstance(value, float), key
        if key in DECIMALS and value is not None:
            assert isinstance(value, str), key
            assert re.fullmatch(r"-?\d+(\.\d{1,3})?", value), key


def test_the_head_says_what_the_score_was_made_with() -> None:
    found = view()
    assert (found["format"], found["period"]["id"], found["scheme"]["name"]) == (FORMAT, "2026-10", "small")
    assert [edition["ruleset"] for edition in found["editions"]] == ["manners", "rounds"]
    assert all(len(edition["fingerprint"]) == 64 for edition in found["editions"])


def test_everybody_every_place_department_and_contractor_is_there() -> None:
    found = view()
    assert [person["id"] for person in found["people"]] == ["an", "bo", "chu", "di"]
    assert [place["id"] for place in found["places"]] == ["gate", "hall"]
    assert [one["id"] for one in found["departments"]] == ["security", "cleaning"]
    assert [one["id"] for one in found["contractors"]] == ["acme"]
    assert found["project_score"]["score"] is not None


def test_narrowed_to_a_person_or_a_place_it_says_the_same_of_it() -> None:
    whole = view()
    assert view(person="bo")["people"] == [person for person in whole["people"] if person["id"] == "bo"]
    assert view(place="gate")["places"] == [place for place in whole["places"] if place["id"] == "gate"]
    assert "project_score" not in view(person="bo")


def test_the_rules_of_a_ruleset_add_up_to_it() -> None:
    found = view()
    for ruleset in [
        one
        for sort in ("people", "places", "departments", "contractors")
        for target in found[sort]
        for one in target["rulesets"]
    ]:
        for name in ("points", "of"):
            assert milli(ruleset[name]) == sum(milli(rule[name]) for rule in ruleset["rules"])


def test_the_counts_of_a_rule_add_up_to_what_was_due() -> None:
    names = ("met", "partly", "unmet", "excused", "not_applicable", "no_data")
    for person in view()["people"]:
        for rule in [rule for ruleset in person["rulesets"] for rule in ruleset["rules"]]:
            assert rule["due"] == sum(rule[name] for name in names)


def test_a_place_is_scored_by_what_happened_there_whoever_it_is_credited_to() -> None:
    places = {place["id"]: {ruleset["ruleset"]: ruleset for ruleset in place["rulesets"]} for place in view()["places"]}
    # two rounds of two at the gate, none of two in the hall
    assert [places[id]["rounds"]["score"] for id in ("gate", "hall")] == ["100", "0"]


def test_a_department_is_the_mean_of_what_its_people_were_judged_by() -> None:
    found = {one["id"]: one for one in view()["departments"]}
    manners = {ruleset["ruleset"]: ruleset["score"] for ruleset in found["security"]["rulesets"]}["manners"]
    assert manners == "75"  # an passed twice, bo passed and failed


def test_a_contractor_is_scored_by_the_places_it_keeps() -> None:
    (acme,) = view()["contractors"]
    assert {ruleset["ruleset"]: ruleset["score"] for ruleset in acme["rulesets"]} == {"rounds": "0"}


@pytest.mark.parametrize(
    ("person", "within", "place"), [("an", "project", 1), ("bo", "department", 2), ("di", "project", None)]
)
def test_ranks_say_the_place_and_of_how_many(person: str, within: str, place: int | None) -> None:
    found = next(one for one in view()["people"] if one["id"] == person)["rank"][within]
    assert (found and found["place"]) == place
