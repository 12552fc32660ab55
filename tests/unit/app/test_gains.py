"""What a ruleset cost: what is not known of a group is carried by the rest of the group."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.app.gains import Gains
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import bind_scheme

SCHEME = """
scheme: s
edition: 2026-01-01
title: s
roles: {guard: {weights: {checks: 40, rounds: 60}}}
groups: {checks: {weights: {courtesy: 3, order: 1}}}
bands: {A: 0}
"""


def ruleset(name: str, score: str | None, points: str = "0") -> dict[str, Any]:
    return {"ruleset": name, "stint": 0, "score": score, "points": points, "of": "100" if score else "0"}


@pytest.mark.parametrize(
    ("order", "cost", "known"), [(None, 40_000, 100_000), ("100", 30_000, 100_000)], ids=["one known", "both known"]
)
def test_the_rest_of_a_group_carries_its_weight(order: str | None, cost: int, known: int) -> None:
    lost = ruleset("courtesy", "0")
    rulesets = [lost, ruleset("order", order, "100"), ruleset("rounds", "100", "100")]
    person = {"stints": [{"role": "guard", "days": 31, "total": "60"}], "rulesets": rulesets}
    gains = Gains(person, bind_scheme(read_text(SCHEME)).text)
    assert gains.of_ruleset(lost) == cost
    assert gains.known == known


def test_a_group_of_which_nothing_is_known_leaves_the_weights() -> None:
    lost = ruleset("rounds", "0")
    person = {"stints": [{"role": "guard", "days": 31, "total": "0"}], "rulesets": [lost]}
    gains = Gains(person, bind_scheme(read_text(SCHEME)).text)
    assert gains.of_ruleset(lost) == 100_000
    assert gains.known == 60_000
