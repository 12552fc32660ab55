"""The ways to score a ruleset other than adding up: XCCDF's four, the weakest rule, and its cap."""

from __future__ import annotations

import polars as pl
import pytest

from inspect_core.engine.combine import Combining, Part, combined, recombined
from inspect_core.language.roll_ups import RollUp

TREE = {
    "one": {"weight": "2", "rules": ["a", "b"]},
    "two": {"rules": ["c", "d", "f"]},
    "out": {"weight": "5", "rules": ["never"]},
}
# pass w1, fail w3 in a group of 2; pass w10, pass w0, fixed w2 in a group of 1: the first vector of the specification
PARTS = [
    Part("a", 1000, 1000, True),
    Part("b", 0, 3000, False),
    Part("c", 10_000, 10_000, True),
    Part("d", 0, 0, True),
    Part("f", 2000, 2000, True),
]


def how(model: str, **more: object) -> RollUp:
    return RollUp.model_validate({"model": model, **more})


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (how("xccdf-default", sections=TREE), (50_000, 100_000, 50_000)),
        (how("flat"), (13_000, 16_000, 81_250)),
        (how("flat-unweighted"), (4_000, 5_000, 80_000)),
        (how("absolute"), (0, 1_000, 0)),
        (how("worst"), (0, 3_000, 0)),
    ],
)
def test_the_models_of_xccdf_come_out_as_the_specification_works_them_out(way: RollUp, expected: object) -> None:
    found = combined(way, PARTS)
    assert found is not None
    assert (found.points, found.of, found.score) == expected


def test_rules_outside_the_sections_stand_beside_them() -> None:
    sections = {"one": {"rules": ["a", "b", "c"]}, "two": {"rules": ["d"]}}
    kept = (("a", True), ("b", True), ("c", False), ("d", False), ("error", False), ("unknown", False))
    parts = [Part(rule, 1000 * passed, 1000, passed) for rule, passed in kept]
    found = combined(how("xccdf-default", sections=sections), [*parts, Part("more", 2000, 2000, True)])
    assert found is not None
    assert found.score == 44_444  # 266.67 over weights of 6
    assert found.sections == (("one", 1000, 66_667), ("two", 1000, 0))


@pytest.mark.parametrize("model", ["points", "xccdf-default", "flat", "flat-unweighted", "absolute", "worst"])
def test_nothing_judged_has_no_score_in_any_model(model: str) -> None:
    assert combined(how(model), []) is None


@pytest.mark.parametrize(
    ("points", "score"), [(5_999, 60_000), (6_000, 80_000), (7_999, 80_000), (8_000, 90_000), (10_000, 100_000)]
)
def test_the_lowest_cap_that_the_weakest_rule_calls_upon_holds(points: int, score: int) -> None:
    caps = [{"below": "80 %", "at_most": "80 %"}, {"below": "60 %", "at_most": "60 %"}]
    found = combined(
        how("points", caps=caps), [Part("a", 10_000, 10_000, True), Part("b", points, 10_000, points == 10_000)]
    )
    assert found is not None
    assert found.score == score
    assert (found.weakest is not None) == (score < (10_000 + points) * 5)


def test_a_cap_above_the_sum_does_nothing() -> None:
    found = combined(how("points", caps=[{"below": "90 %", "at_most": "80 %"}]), [Part("a", 1_000, 10_000, False)])
    assert found is not None
    assert (found.score, found.weakest) == (10_000, None)


def test_a_third_and_a_third_are_rounded_once() -> None:
    sections = {"one": {"rules": ["a", "b", "c"]}, "two": {"rules": ["d", "e", "f"]}}
    parts = [
        Part(rule, 1000 * passed, 1000, passed) for rule, passed in zip("abcdef", (True, False, False) * 2, strict=True)
    ]
    found = combined(how("xccdf-default", sections=sections), parts)
    assert found is not None
    assert found.score == 33_333


def test_rulesets_that_add_up_are_left_alone_beside_one_that_does_not() -> None:
    rules = pl.LazyFrame(
        {
            "place": [1, 1, 1],
            "rule": [0, 1, 2],
            "ruleset": [0, 0, 1],
            "counts": [True, True, True],
            "den": [1, 1, 1],
            "points": [10, 5, 4],
            "worth": [10, 10, 10],
            "passed": [True, False, False],
        }
    )
    rulesets = pl.LazyFrame(
        {"place": [1, 1], "ruleset": [0, 1], "points": [15, 4], "of": [20, 10], "score": [75_000, 40_000]}
    )
    found = (
        recombined(rulesets, rules, "place", {0: Combining(how("worst"), {0: "a", 1: "b"})}).sort("ruleset").collect()
    )
    assert found["score"].to_list() == [50_000, 40_000]
    assert found["points"].to_list() == [5, 4]
