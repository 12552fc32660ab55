"""Lots: the plans of ISO 2859-1 as the standard prints them, and defects spread over units as NSPIRE does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from inspect_core.errors import RulesetError
from inspect_core.kinds.iso2859 import LIMITS, SIZES, letter_of, plan_of
from tests.unit.kinds.small import figures, found, ruleset, seen

PLACES: dict[str, Any] = {"people": {"li": "guard"}, "places": {"gate": "post", "hall": "post", "roof": "post"}}
SAMPLING = "kind: sampling\nform: check\nask: ok?\nper: [project, month]\nlot: {lot}\naql: {aql}\ncredit: project\n"
# the table of the standard for the lots of level II, arrows resolved; what stands for a smaller lot is the whole lot
PRINTED = {
    12: "12/0 8/0 5/0 3/0 2/0 5/1 3/1",
    20: "13/0 8/0 5/0 3/0 8/1 5/1 5/2",
    40: "13/0 8/0 5/0 13/1 8/1 8/2 8/3",
    60: "13/0 8/0 20/1 13/1 13/2 13/3 13/5",
    120: "13/0 32/1 20/1 20/2 20/3 20/5 20/7",
    200: "50/1 32/1 32/2 32/3 32/5 32/7 32/10",
    300: "50/1 50/2 50/3 50/5 50/7 50/10 50/14",
    1000: "80/2 80/3 80/5 80/7 80/10 80/14 80/21",
}


@pytest.mark.parametrize("lot", PRINTED)
def test_the_plans_are_those_of_the_standard(lot: int) -> None:
    plans = [plan_of(lot, "II", aql) for aql in LIMITS]
    assert " ".join(f"{plan.size}/{plan.accept}" for plan in plans if plan) == PRINTED[lot]
    assert all(plan.reject == plan.accept + 1 for plan in plans if plan)


def test_letters_follow_the_size_of_the_lot_and_the_level() -> None:
    assert [letter_of(lot, "II") for lot in (2, 8, 9, 90, 91, 1200, 1201, 3200)] == list("AABEFJKK")
    assert [letter_of(500, level) for level in ("S-1", "S-2", "S-3", "S-4", "I", "II", "III")] == list("BCDEFHJ")
    assert [letter_of(lot, "II") for lot in (1, 3201)] == [None, None]
    assert list(SIZES.values()) == [2, 3, 5, 8, 13, 20, 32, 50, 80]


def test_the_cell_that_prints_differ_on_and_the_letters_beyond_the_table_have_no_plan() -> None:
    assert plan_of(8, "II", 10_000) is None
    assert plan_of(3200, "II", 2_500) is None


def units(failed: int, passed: int) -> list[dict[str, Any]]:
    words = ["fail"] * failed + ["pass"] * passed
    return [seen("check", f"{8 + n // 60:02}:{n % 60:02}", answers={"rule": word}) for n, word in enumerate(words)]


@pytest.mark.parametrize(
    ("failed", "passed", "expected"),
    [
        (1, 19, "100 of 100, met 1"),
        (2, 18, "0 of 100, unmet 1"),
        (1, 18, "0 of 0, no_data 1"),  # one short of the sample
        (2, 0, "0 of 100, unmet 1"),  # refused before the sample is complete
        (0, 0, "0 of 0, no_data 1"),
    ],
)
def test_a_lot_is_accepted_up_to_its_number_and_refused_from_the_next(failed: int, passed: int, expected: str) -> None:
    assert figures(SAMPLING.format(lot=120, aql=2.5), seen=units(failed, passed), **PLACES) == expected


def test_what_is_drawn_beyond_the_sample_does_not_count() -> None:
    late = [seen("check", "20:00", answers={"rule": "fail"}), seen("check", "20:01", answers={"rule": "fail"})]
    rule = SAMPLING.format(lot=120, aql=2.5)
    assert figures(rule, seen=[*units(0, 20), *late], **PLACES) == "100 of 100, met 1"


def test_a_lot_smaller_than_its_sample_is_looked_at_whole() -> None:
    assert figures(SAMPLING.format(lot=10, aql=1.0), seen=units(0, 10), **PLACES) == "100 of 100, met 1"
    assert figures(SAMPLING.format(lot=10, aql=1.0), seen=units(0, 9), **PLACES) == "0 of 0, no_data 1"


def test_a_record_that_is_not_applicable_is_no_unit() -> None:
    none = seen("check", "20:00", answers={"rule": "na"})
    assert figures(SAMPLING.format(lot=120, aql=2.5), seen=[*units(0, 19), none], **PLACES) == "0 of 0, no_data 1"


@pytest.mark.parametrize(
    ("lot", "aql", "said"),
    [
        (5, "10", "no plan"),
        (1, "2.5", "2 to 3200"),
        (4000, "2.5", "2 to 3200"),
        (120, "3", "no AQL 3"),
        (2000, "1", "no plan"),
    ],
)
def test_a_plan_that_the_table_does_not_have_is_refused_when_it_is_read(lot: int, aql: str, said: str) -> None:
    with pytest.raises(RulesetError) as refused:
        ruleset(SAMPLING.format(lot=lot, aql=aql))
    (problem,) = refused.value.problems
    assert problem.code == "E-RULE-RANGE"
    assert said in problem.message


# ---------------------------------------------------------------- density

WEIGHTS = {
    "lt": {"outside": "49.6", "inside": "54.5", "unit": "60"},
    "severe": {"outside": "12.2", "inside": "13.4", "unit": "14.8"},
    "moderate": {"outside": "4.5", "inside": "5", "unit": "5.5"},
    "low": {"outside": "2", "inside": "2.2", "unit": "2.4"},
}


def density(**more: Any) -> str:
    """The rule with so many defects to ask for, as NSPIRE scores them."""
    body = {
        "kind": "density",
        "form": "check",
        "area": "where",
        "faults": {f"d{n}": {"ask": "?"} for n in range(12)},
        "weights": WEIGHTS,
        "once_per": {"unit": "place", "inside": "place", "outside": "slot"},
        "rounding": "nspire",
        "per": ["project", "month"],
        "credit": "project",
        **more,
    }
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in body.items())


def defects(area: str, *severities: str, place: str = "gate", at: str = "08:00") -> dict[str, Any]:
    """One record of an area, with a different defect for each severity."""
    return seen("check", at, place=place, answers={"where": area, **{f"d{n}": one for n, one in enumerate(severities)}})


PASSES = {"below": "60", "area": {"unit": "30"}}


@pytest.mark.parametrize(
    ("sample", "records", "score", "included", "excluded"),
    [
        (10, [("unit", ["lt", *["low"] * 3]), ("inside", ["severe"] * 2), ("outside", ["moderate"])], "90", True, True),
        (1, [("unit", ["lt"])], "40", False, False),
        (2, [("unit", ["lt"])], "70", False, True),
        (10, [("unit", ["lt"] * 5)], "70", False, True),
        (1, [("unit", ["severe"] * 2 + ["moderate"] * 2)], "59", False, False),
        (1, [("inside", ["severe"] * 3)], "59", False, False),  # 59.8 is not rounded into passing
        (5, [("unit", ["severe"] * 3), ("inside", ["moderate"] * 4), ("outside", ["lt"])], "77", True, True),
    ],
)
def test_scores_and_both_boundaries_are_those_worked_out_by_hand(
    sample: int, records: list[tuple[str, list[str]]], score: str, included: bool, excluded: bool
) -> None:
    known = {"seen": [defects(area, *found) for area, found in records], **PLACES}
    assert found(density(sample=sample), **known)["points"] == score
    for boundary, passed in (("included", included), ("excluded", excluded)):
        rule = density(sample=sample, grade="all_or_nothing", fails={**PASSES, "boundary": boundary})
        assert found(rule, **known)["points"] == ("100" if passed else "0")


def test_a_defect_counts_once_per_place_and_outside_once_for_all_with_its_worst_weight() -> None:
    twice = [defects("unit", "low"), defects("unit", "severe", at="09:00"), defects("unit", "low", place="hall")]
    outside = [defects("outside", "low", at="10:00"), defects("outside", "low", place="hall", at="11:00")]
    assert found(density(sample=1, rounding="thousandth"), seen=[*twice, *outside], **PLACES)["points"] == "80.8"
    every = density(sample=1, rounding="thousandth", once_per={})
    assert found(every, seen=[*twice, *outside], **PLACES)["points"] == "76.4"


def test_the_units_are_a_number_a_stated_number_or_the_places_that_were_seen() -> None:
    three = [defects("unit", "severe"), defects("unit", place="hall"), defects("unit", place="roof")]
    assert found(density(sample="places"), seen=three, **PLACES)["points"] == "95"
    assert figures(density(sample="places"), seen=[], **PLACES) == "0 of 0, no_data 1"


def test_a_score_does_not_fall_below_nothing() -> None:
    assert figures(density(sample=1), seen=[defects("unit", "lt", "lt")], **PLACES) == "0 of 100, unmet 1"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"sample": 0}, "at least one unit"),
        ({"sample": 1, "once_per": {"roof": "place"}}, "without weights: roof"),
        ({"sample": 1, "fails": {"area": {"roof": "3"}}}, "without weights: roof"),
        ({"sample": 1, "weights": {"low": {"unit": "2"}, "severe": {"inside": "2"}}}, "low has no weight for inside"),
        ({"sample": 1, "weights": {"low": {"unit": "-2", "inside": "1", "outside": "1"}}}, "not negative"),
        ({"sample": 1, "grade": "all_or_nothing"}, "needs 'fails'"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(RulesetError) as refused:
        ruleset(density(**more))
    assert said in refused.value.problems[0].message
