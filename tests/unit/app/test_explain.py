"""Why a person got that score: slots, evidence, what was not counted, what each cost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from inspect_core.app.explain import FORMAT, Explainer
from inspect_core.errors import UsageError
from tests.golden.by_hand import scored
from tests.unit.app.small_project import MONTH


def details(ids: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
    return {id: {"note": f"note of {id}", "photos": ["ab12"]} for id in ids}


def told(person: str, rule: str | None = None) -> dict[str, Any]:
    return Explainer(scored(MONTH), details).of(person, rule)


def rules(person: str) -> dict[str, dict[str, Any]]:
    return {one["rule"]: one for ruleset in told(person)["rulesets"] for one in ruleset["rules"]}


def test_an_explanation_has_its_format_and_whose_it_is() -> None:
    found = told("bo")
    assert (found["format"], found["person"]["id"], found["person"]["role"]) == (FORMAT, "bo", "guard")


def test_the_rule_is_said_in_words_with_the_values_in_force() -> None:
    said = rules("bo")["daily"]["says"]
    assert "5 minutes" in said["en"]
    assert said["zh"] != said["en"]


def test_every_slot_has_its_evidence_with_note_and_photos() -> None:
    slot = next(one for one in rules("an")["daily"]["slots"] if one["day"] == "2026-10-08")
    (one,) = slot["evidence"]
    assert (slot["outcome"], slot["due"], slot["done"], slot["place"]["id"]) == ("met", 1, 1, "gate")
    assert (one["observer"]["id"], one["at"], one["note"], one["photos"]) == (
        "an",
        "2026-10-08T09:00:00+08:00",
        f"note of {one['observation']}",
        ["ab12"],
    )


def test_what_was_seen_and_did_not_count_is_shown_with_the_reason() -> None:
    slot = next(one for one in rules("bo")["daily"]["slots"] if one["day"] == "2026-10-09")
    assert slot["outcome"] == "unmet"
    assert slot["evidence"] == []
    assert [one["why"]["en"] for one in slot["not_counted"]] == ["too short"]


def with_a_gap(first: str, last: str, least: str = "4") -> dict[str, Any]:
    """The slot of the hall on the 9th, with a gap of that day."""
    rounds = MONTH["rulesets"]["rounds"]
    daily = {**rounds["rules"]["daily"], "at_least": least}
    rulesets = {**MONTH["rulesets"], "rounds": {**rounds, "rules": {"daily": daily}}}
    missing = [{"form": "round", "place": "hall", "from": f"2026-10-09 {first}", "to": last}]
    month = scored({**MONTH, "rulesets": rulesets, "missing": missing})
    found = Explainer(month, details).of("bo", "daily")["rulesets"][-1]["rules"][0]["slots"]
    return next(slot for slot in found if slot["day"] == "2026-10-09")


def test_a_slot_shows_what_a_gap_leaves_due_and_how_much_it_hides() -> None:
    slot = with_a_gap("18:00", "2026-10-10")
    assert (slot["outcome"], slot["due"], slot["done"], slot["out_of"]) == ("unmet", 3, 0, "3")
    assert slot["reason"]["en"] == "records missing in part: of 4 due, 1 may be among them, which leaves 3"
    assert slot["reason"]["zh"] == "部分记录缺失：原应 4，其中 1 可能在缺失记录中，按 3 考核"


def test_a_slot_of_which_a_gap_leaves_nothing_says_so() -> None:
    slot = with_a_gap("00:00", "2026-10-10")
    assert (slot["outcome"], slot["due"]) == ("no_data", 4)
    assert slot["reason"]["en"] == "records missing: all 4 may be among them"
    assert with_a_gap("18:00", "2026-10-10", least="1")["outcome"] == "no_data"


def test_an_answer_is_shown_with_its_question_and_what_it_took() -> None:
    slots = rules("bo")["tidy"]["slots"]
    (answer,) = [one for slot in slots if slot["outcome"] == "unmet" for one in slot["evidence"][0]["answers"]]
    assert (answer["question"]["en"], answer["answer"], answer["deduction"]) == ("Litter?", "2", 2_000)


def test_what_cost_something_comes_first() -> None:
    outcomes = [slot["outcome"] for slot in rules("bo")["smile"]["slots"]]
    assert outcomes == ["unmet", "met"]


def test_a_slot_says_what_the_total_would_have_gained() -> None:
    # bo: manners 30 + 20 of 100, rounds 0 of 100; each weighs half.  A smile more is 30 points of manners, 15 of the total.
    assert told("bo")["total"] == "25"
    assert [slot["gain"] for slot in rules("bo")["smile"]["slots"]] == ["15", "0"]
    assert rules("bo")["smile"]["cost"] == "15"
    # a round more is 50 points of rounds, 25 of the total
    assert [slot["gain"] for slot in rules("bo")["daily"]["slots"]] == ["25", "25"]


def test_a_deduction_over_the_period_adds_up_and_says_what_it_cost() -> None:
    tidy = rules("bo")["tidy"]
    assert (tidy["earned"], tidy["out_of"], tidy["points"]) == ("2000", "4000", "20")
    assert sorted(slot["gain"] for slot in tidy["slots"]) == ["0", "10"]


def test_what_is_missing_to_the_next_grade_is_said() -> None:
    assert told("bo")["next_grade"] == {"grade": "B", "from": "60", "missing": "35"}
    assert told("an")["next_grade"] is None
    assert told("di")["next_grade"] is None


def test_one_rule_may_be_asked_for_by_its_short_or_its_whole_name() -> None:
    for name in ("smile", "manners/smile"):
        found = told("bo", name)
        assert [rule["rule"] for ruleset in found["rulesets"] for rule in ruleset["rules"]] == ["smile"]


def test_somebody_nobody_knows_is_a_question_that_cannot_be_answered() -> None:
    with pytest.raises(UsageError, match="E-PERSON-UNKNOWN"):
        told("nobody")


def test_everybody_is_explained_as_one_by_one() -> None:
    explainer = Explainer(scored(MONTH), details)
    everybody = explainer.everybody()
    assert list(everybody) == ["an", "bo", "chu", "di"]
    assert everybody["bo"] == told("bo")


def test_somebody_whom_nobody_checked_has_a_slot_that_says_so() -> None:
    unseen = json.loads(json.dumps(MONTH))
    unseen["rulesets"]["manners"]["rules"]["smile"]["of"] = ["guard"]
    unseen["seen"] = [one for one in unseen["seen"] if one.get("subject") != "bo"]
    found = Explainer(scored(unseen), details).of("bo", "smile")
    (slot,) = found["rulesets"][0]["rules"][0]["slots"]
    assert (slot["outcome"], slot["first"], slot["day"], slot["evidence"]) == ("no_data", None, "2026-10-31", [])
    assert slot["reason"] == {"zh": "本期没有人就此做过检查记录", "en": "nobody checked this in the period"}
