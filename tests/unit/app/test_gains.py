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


def ruleset(name: str, score: str | None, points: str = "0", stint: int = 0) -> dict[str, Any]:
    return {"ruleset": name, "stint": stint, "score": score, "points": points, "of": "100" if score else "0"}


def gains_of(*rulesets: dict[str, Any], days: tuple[int, ...] = (31,)) -> Gains:
    stints = [{"role": "guard", "days": count, "total": "60"} for count in days]
    return Gains({"stints": stints, "rulesets": rulesets}, bind_scheme(read_text(SCHEME)).text)


@pytest.mark.parametrize(
    ("order", "cost", "known"), [(None, 40_000, 100_000), ("100", 30_000, 100_000)], ids=["one known", "both known"]
)
def test_the_rest_of_a_group_carries_its_weight(order: str | None, cost: int, known: int) -> None:
    lost = ruleset("courtesy", "0")
    rulesets = [lost, ruleset("order", order, "100"), ruleset("rounds", "100", "100")]
    gains = gains_of(*rulesets)
    assert gains.of_ruleset(lost) == cost
    assert gains.known == known


def test_a_group_of_which_nothing_is_known_leaves_the_weights() -> None:
    lost = ruleset("rounds", "0")
    gains = gains_of(lost)
    assert gains.of_ruleset(lost) == 100_000
    assert gains.known == 60_000


def test_a_point_is_worth_its_share_of_the_weights_that_are_known() -> None:
    one, two = ruleset("courtesy", "50", "50"), ruleset("rounds", "100", "100")
    assert gains_of(one, two).of_points(one, 4_000) == 1_600
    assert gains_of(one).of_points(one, 4_000) == 4_000


def test_each_stint_weighs_its_days() -> None:
    one, two = ruleset("rounds", "0"), ruleset("rounds", "100", "100", stint=1)
    gains = gains_of(one, two, days=(10, 30))
    assert (gains.of_ruleset(one), gains.of_ruleset(two)) == (25_000, 0)


def test_a_ruleset_without_weight_costs_nothing() -> None:
    other = ruleset("elsewhere", "0")
    assert gains_of(other, ruleset("rounds", "100", "100")).of_ruleset(other) == 0


@pytest.mark.parametrize("points", [0, -1_000])
def test_nothing_missed_is_nothing_gained(points: int) -> None:
    one = ruleset("rounds", "100", "100")
    assert gains_of(one).of_points(one, points) == 0


def test_a_slot_gains_what_it_misses_of_its_rule() -> None:
    one = ruleset("rounds", "75", "75")
    gains = gains_of(one)
    assert gains.of_slot(one, {"of": "50"}, 1, 2) == 25_000
    assert gains.of_slot(one, {"of": "50"}, 0, 2) == gains.of_slot(one, {"of": "50"}, 1, 0) == 0
