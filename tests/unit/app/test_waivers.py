"""A waived slot leaves the score, says why, and somebody is told before the waiver ends."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from inspect_core.app.explain import Explainer
from inspect_core.app.month import Labels, Month
from inspect_core.app.waivers import ending_soon, spare_nothing, strangers
from inspect_core.testing.collected import known_kinds
from tests.golden.by_hand import scored
from tests.unit.app.small_project import MONTH

WAIVER = {
    "rule": "daily",
    "place": "hall",
    "first": "2026-10-08",
    "last": "2026-10-08",
    "reason": {"zh": "施工", "en": "works"},
    "approved_by": "an",
}


def waived(**other: str) -> Month:
    text = copy.deepcopy(MONTH)
    rounds = text["rulesets"]["rounds"]
    rounds["waivers"] = [{**WAIVER, **other}]
    return scored(text)


def daily(month: Month, person: str) -> Any:
    told = Explainer(month, lambda _: {}).of(person, "rounds/daily")
    return next(one for one in told["rulesets"] if one["ruleset"] == "rounds")["rules"][0]


def test_a_waived_slot_is_excused_with_its_reason_and_approver() -> None:
    before, rule = daily(scored(MONTH), "bo"), daily(waived(), "bo")
    assert (before["excused"], before["unmet"]) == (0, 2)
    assert (rule["excused"], rule["unmet"]) == (1, 1)
    (slot,) = [one for one in rule["slots"] if one["outcome"] == "excused"]
    assert slot["reason"]["en"] == "waived: works (2026-10-08 to 2026-10-08, approved by an)"
    assert slot["excuse"]["approved_by"]["id"] == "an"
    assert [one["excuse"] for one in rule["slots"] if one is not slot] == [None]


def test_what_was_done_all_the_same_is_met() -> None:
    rule = daily(waived(place="gate"), "an")
    assert (rule["met"], rule["excused"]) == (2, 0)
    assert [slot["excuse"] for slot in rule["slots"]] == [None, None]


def test_a_waiver_of_a_person_spares_what_that_person_alone_answers_for() -> None:
    text = {"place": None, "person": "bo"}
    month = copy.deepcopy(MONTH)
    month["rulesets"]["rounds"]["waivers"] = [{key: value for key, value in {**WAIVER, **text}.items() if value}]
    found = scored(month)
    assert daily(found, "bo")["excused"] == 1
    assert daily(found, "an")["excused"] == 0


def test_a_waiver_that_names_nobody_known_spares_nothing_and_is_told() -> None:
    month = waived(place="hal")
    assert daily(month, "bo")["excused"] == 0
    known = Labels({"an": "An", "bo": "Bo"}, {"hall": "Hall"})
    (found,) = strangers(month.plan.rulesets, known)
    assert (found.code, found.hint) == ("W-WAIVER-PLACE", "did you mean 'hall'?")
    (found,) = strangers(waived(approved_by="ann").plan.rulesets, known)
    assert (found.code, found.hint) == ("W-WAIVER-PERSON", "did you mean 'an'?")


def test_a_waiver_is_announced_within_a_fortnight_of_its_end_and_not_before_or_after() -> None:
    rulesets = waived().plan.rulesets
    days = [date(2026, 9, 23), date(2026, 9, 24), date(2026, 10, 8), date(2026, 10, 9)]
    assert [[one.code for one in ending_soon(rulesets, day)] for day in days] == [
        [],
        ["N-WAIVER-ENDS"],
        ["N-WAIVER-ENDS"],
        [],
    ]


def test_a_rule_without_slots_cannot_be_waived() -> None:
    text = copy.deepcopy(MONTH)
    waiver = {key: value for key, value in WAIVER.items() if key != "place"} | {"rule": "smile"}
    text["rulesets"]["manners"]["waivers"] = [waiver]
    month = scored(text)
    assert [one.code for one in spare_nothing(month.plan.rulesets, known_kinds())] == ["E-WAIVER-KIND"]
    assert spare_nothing(waived().plan.rulesets, known_kinds()) == []
