"""How a score came about is said in words, and what a rule cost fits the way its ruleset scores."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from inspect_core.app.explain import Explainer
from tests.golden.by_hand import scored
from tests.unit.app.small_project import MONTH


def manners(person: str, **head: Any) -> dict[str, Any]:
    """The ruleset of courtesy in a person's explanation: one of two smiles (30 of 60), two of four points left (20 of 40)."""
    month = deepcopy(MONTH)
    month["rulesets"]["manners"] |= head
    found = Explainer(scored(month), lambda _: {}).of(person)["rulesets"]
    return next(one for one in found if one["ruleset"] == "manners")


SECTIONS = {
    "face": {"title": {"zh": "礼貌", "en": "Face"}, "weight": "3", "rules": ["smile"]},
    "rest": {"rules": ["tidy"]},
}


@pytest.mark.parametrize(
    ("head", "figures", "said"),
    [
        ({}, ("50", "50", "100"), None),
        ({"roll_up": "flat"}, ("0", "0", "100"), "rules that earned all their points are 0 of 100"),
        ({"roll_up": "flat-unweighted"}, ("0", "0", "2"), "0 of 2 rules"),
        ({"roll_up": "absolute"}, ("0", "0", "1"), "not every rule"),
        ({"roll_up": "worst"}, ("50", "30", "60"), "as the weakest rule: Smile 30/60"),
        ({"roll_up": "xccdf-default", "sections": SECTIONS}, ("0", "0", "100"), "Face 0 × 3; rest 0 × 1"),
        (
            {"cap_by_worst": [{"below": "60 %", "at_most": "40 %"}]},
            ("40", "50", "100"),
            "at most 40, for the weakest rule",
        ),
    ],
)
def test_a_score_says_how_it_came_about(head: dict[str, Any], figures: tuple[str, str, str], said: str | None) -> None:
    found = manners("bo", **head)
    assert (found["score"], found["points"], found["of"]) == figures
    assert found["how"] is None if said is None else said in found["how"]["en"]
    assert found["how"] is None or found["how"]["zh"] != found["how"]["en"]


def costs(found: dict[str, Any]) -> list[str]:
    return [one["cost"] for one in found["rules"]]


def test_a_rule_costs_what_the_score_would_be_more_with_all_its_points() -> None:
    assert (manners("bo")["cost"], costs(manners("bo"))) == ("25", ["15", "10"])  # the ruleset is half of the total
    flat = manners("bo", roll_up="flat")
    assert (flat["cost"], costs(flat)) == ("50", ["30", "20"])
    weakest = manners("bo", roll_up="worst")
    assert (weakest["cost"], costs(weakest)) == ("25", ["0", "0"])  # the other is as weak
    capped = manners("bo", cap_by_worst=[{"below": "60 %", "at_most": "40 %"}])
    assert (capped["cost"], costs(capped)) == ("30", ["0", "0"])


def test_a_slot_gains_nothing_until_the_whole_rule_passes() -> None:
    (smile, _) = manners("bo", roll_up="flat")["rules"]
    assert [Decimal(one["gain"]) for one in smile["slots"] if one["outcome"] == "unmet"] == [30]
    month = deepcopy(MONTH)
    twice = {**month["seen"][3], "at": "2026-10-10 10:00"}
    month["seen"].append(twice)
    month["rulesets"]["manners"]["roll_up"] = "flat"
    found = Explainer(scored(month), lambda _: {}).of("bo")["rulesets"]
    smile = next(one for one in found if one["ruleset"] == "manners")["rules"][0]
    assert {one["gain"] for one in smile["slots"] if one["outcome"] == "unmet"} == {"0"}
