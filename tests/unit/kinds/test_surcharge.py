"""What a visit loses on top, as Los Angeles County scores kitchens, and the mean without its ends."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.errors import RulesetError
from tests.unit.kinds.small import figures, found, ruleset, seen

KITCHEN = """
kind: deduction
form: check
full: 100
faults:
  a: {ask: a?, deduct: 2, severity: {minor: 1, major: 2, critical: 2}}
  b: {ask: b?, deduct: 2, severity: {minor: 1, major: 2, critical: 2}}
  bins: {ask: bins?, deduct: 1, each: place}
surcharge:
  major: {from: 2, deduct: 3}
  bins: {from: {2026-10-01: 3}, deduct: 0.5}
credit: project
"""
PEOPLE: dict[str, Any] = {"people": {"li": "guard"}, "places": {"gate": "post"}}


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ({"a": "pass"}, "100"),
        ({"a": "major", "b": "pass"}, "96"),
        ({"a": "major", "b": "major"}, "89"),
        ({"a": "major", "b": "minor"}, "94"),
        ({"a": "pass", "bins": "2"}, "98"),
        ({"a": "pass", "bins": "3"}, "96.5"),
        ({"a": "major", "b": "major", "bins": "9"}, "79.5"),
    ],
)
def test_what_is_found_often_enough_in_one_visit_costs_more_once(answers: dict[str, str], points: str) -> None:
    assert found(KITCHEN, seen=[seen("check", "08:00", answers=answers)], **PEOPLE)["points"] == points


def test_two_visits_are_not_added_up_for_a_surcharge() -> None:
    visits = [seen("check", at, answers={"a": "major", "b": "pass"}) for at in ("08:00", "09:00")]
    assert figures(KITCHEN, seen=visits, **PEOPLE) == "96 of 100, met 2, unmet 2"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("  major:", "  mejor:"), "mejor"),
        (("  bins: {from: {2026-10-01: 3}", "  bins: {from: 0"), "first time"),
        (("deduct: 3}", "deduct: -3}"), "not negative"),
    ],
)
def test_a_surcharge_that_cannot_be_meant_is_refused(change: tuple[str, str], said: str) -> None:
    with pytest.raises(RulesetError) as refused:
        ruleset(KITCHEN.replace(*change))
    assert said in refused.value.problems[0].message


RATED = "kind: rating\nform: check\nask: How was it\nscale: {good: 100, fair: 60, poor: 0, unknown: null}\ntrim: {highest: 5, lowest: 5}\ncredit: project\n"


def owners(**words: int) -> list[dict[str, Any]]:
    spelled = [word for word, count in words.items() for _ in range(count)]
    return [seen("check", f"{8 + n // 60:02}:{n % 60:02}", answers={"rule": word}) for n, word in enumerate(spelled)]


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ({"good": 20, "fair": 30, "poor": 10}, "66 of 100"),  # of the 50 in the middle: 15 good, 30 fair, 5 poor
        ({"good": 20, "fair": 30, "poor": 10, "unknown": 7}, "66 of 100"),
        ({"good": 8, "poor": 3}, "100 of 100"),  # one is left, a good one
        ({"good": 5, "poor": 5}, "0 of 0"),  # nobody is left
    ],
)
def test_a_trimmed_mean_leaves_the_highest_and_the_lowest_out(answers: dict[str, int], points: str) -> None:
    assert figures(RATED, seen=owners(**answers), **PEOPLE).startswith(points)


@pytest.mark.parametrize(
    "more", ["top: [good]\n", "ask: null\nquestions: {a: {ask: a?}}\n", "trim: {highest: -1}\n", "trim: {top: 1}\n"]
)
def test_a_trim_that_cannot_be_meant_is_refused(more: str) -> None:
    key = more.partition(":")[0]
    kept = "".join(line + "\n" for line in RATED.splitlines() if not line.startswith(f"{key}:"))
    with pytest.raises(RulesetError):
        ruleset(kept + more)
