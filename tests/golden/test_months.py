"""Golden months: the demo month to the byte, and three small ones that were worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_core.language.reader import read_file
from tests.golden.by_hand import people_of
from tests.golden.demo import SUMMARY, summary

FOLDER = Path(__file__).parent / "months"


def found(person: dict[str, Any]) -> dict[str, Any]:
    """What a golden month may expect of a person, by the same words."""
    rules = {
        f"{ruleset['ruleset']}/{rule['rule']}": f"{rule['points']} of {rule['of']}"
        for ruleset in person["rulesets"]
        for rule in ruleset["rules"]
        if rule["of"] != "0"
    }
    place = person["rank"]["project"]
    return {
        **{key: person[key] for key in ("total", "grade", "coverage", "status", "role")},
        "rank": str(place["place"]) if place else None,
        "rulesets": {ruleset["ruleset"]: ruleset["score"] for ruleset in person["rulesets"] if ruleset["score"]},
        "rules": rules,
    }


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_month_comes_out_as_it_was_worked_out_by_hand(file: Path) -> None:
    text = read_file(file).plain
    people = {id: found(person) for id, person in people_of(text).items()}
    assert set(people) == set(text["expect"])
    for id, wanted in text["expect"].items():
        assert {key: people[id][key] for key in wanted} == wanted


def test_the_demo_month_comes_out_as_it_did_before() -> None:
    # When it changes on purpose: look at what changed, say why in the change log, then write it again with
    #   python -m tests.golden.demo
    assert summary() == SUMMARY.read_text(encoding="utf-8")
