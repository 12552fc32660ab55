"""What answers earn: checklist, deduction, rating and proportion, sentence by sentence."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.domain.period import month_period
from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground
from inspect_core.engine.plan import Plan
from inspect_core.engine.run import score_month
from inspect_core.errors import RulesetError
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import bind_scheme
from inspect_core.testing.cases import ZONE
from inspect_core.testing.month import records_of
from tests.unit.kinds.small import figures, found, kinds, ruleset, seen

KNOWN: dict[str, Any] = {"people": {"li": "leader", "wang": "guard", "sun": "guard"}, "places": {"gate": "post"}}


def checks(*answers: dict[str, str], subject: str = "wang", day: int = 8) -> list[dict[str, Any]]:
    """One check after another, a day apart."""
    return [
        seen("check", f"2026-10-{day + number:02} 09:00", subject=subject, place="gate", answers=one)
        for number, one in enumerate(answers)
    ]


def scored(rule: str, *answers: dict[str, str]) -> str:
    return figures(rule, "wang", **KNOWN, seen=checks(*answers))


# ---------------------------------------------------------------- checklist


ASKED = "kind: checklist\nform: check\nask: In order?"


@pytest.mark.parametrize(
    ("answers", "word", "expected"),
    [
        ("pass_fail_na", "pass", "100 of 100, met 1"),
        ("pass_fail_na", "fail", "0 of 100, unmet 1"),
        ("pass_fail_na", "na", "0 of 0, not_applicable 1"),
        ("pass_partly_fail", "partly", "50 of 100, partly 1"),
        ("pass_severity_na", "minor", "0 of 100, unmet 1"),
        ("yes_no", "yes", "100 of 100, met 1"),
        ("yes_no", "no", "0 of 100, unmet 1"),
        ("{A: 100 %, B: 80 %, C: 60 %, D: 0 %}", "B", "80 of 100, partly 1"),
        ("{A: 100 %, B: 80 %, C: 60 %, D: 0 %}", "D", "0 of 100, unmet 1"),
    ],
)
def test_an_answer_is_worth_what_its_set_says(answers: str, word: str, expected: str) -> None:
    assert scored(f"{ASKED}\nanswers: {answers}", {"rule": word}) == expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("exclude", "100 of 100, met 1, not_applicable 1"),
        ("zero", "50 of 100, met 1, unmet 1"),
        ("fail", "50 of 100, met 1, unmet 1"),
    ],
)
def test_not_applicable_is_what_the_rule_says_it_is(policy: str, expected: str) -> None:
    assert scored(f"{ASKED}\nna: {policy}", {"rule": "pass"}, {"rule": "na"}) == expected


def test_where_not_applicable_is_forbidden_it_cannot_be_chosen() -> None:
    question = ruleset(f"{ASKED}\nna: forbid\ncredit: place").forms["check"].question("rule")
    assert question is not None
    assert question.values == ("pass", "fail")


def test_questions_weigh_what_they_weigh_among_the_answers_that_count() -> None:
    rule = "kind: checklist\nform: check\nquestions: {a: {ask: A?, weight: 3}, b: {ask: B?}}"
    assert scored(rule, {"a": "pass", "b": "fail"}) == "75 of 100, met 1, unmet 1"
    assert scored(rule, {"a": "na", "b": "fail"}) == "0 of 100, unmet 1, not_applicable 1"


def test_the_given_value_fills_the_question_and_before_it_there_is_nothing_to_judge() -> None:
    rule = 'kind: checklist\nform: check\nask: "Within {metres} m?"\ngiven: {metres: {2026-10-09: 3}}'
    asked = ruleset(rule).forms["check"].question("rule")
    assert asked is not None
    assert asked.ask.en == "Within 3 m?"
    assert scored(rule, {"rule": "fail"}) == "0 of 0"
    assert scored(rule, {"rule": "fail"}, {"rule": "pass"}) == "100 of 100, met 1"


def test_a_failed_critical_question_caps_the_points() -> None:
    rule = "kind: checklist\nform: check\ncap_if_critical: 60 %\nquestions: {a: {ask: A?, weight: 9}, b: {ask: B?, critical: true}}"
    assert scored(rule, {"a": "pass", "b": "fail"}) == "60 of 100, met 1, unmet 1"
    assert scored(rule, {"a": "fail", "b": "pass"}) == "10 of 100, met 1, unmet 1"
    assert scored(rule, {"a": "fail", "b": "fail"}) == "0 of 100, unmet 2"


def test_of_severities_only_a_critical_one_caps() -> None:
    rule = "kind: checklist\nform: check\nanswers: pass_severity_na\ncap_if_critical: 10 %\nquestions: {a: {ask: A?, weight: 4}, b: {ask: B?, critical: true}}"
    assert scored(rule, {"a": "pass", "b": "major"}) == "80 of 100, met 1, unmet 1"
    assert scored(rule, {"a": "pass", "b": "critical"}) == "10 of 100, met 1, unmet 1"


def test_a_failure_that_needs_a_photo_says_so_on_the_form() -> None:
    rule = f"{ASKED}\nanswers: pass_partly_fail_na\non_fail: {{photo: required}}"
    question = ruleset(rule).forms["check"].question("rule")
    assert question is not None
    assert question.photo_on == ("fail",)


def test_a_failed_answer_raises_its_veto_and_no_other() -> None:
    rule = f"{ASKED}\nveto: asleep"
    words = {**KNOWN, "seen": checks({"rule": "fail"})}
    assert found(rule, "wang", **words)["veto"] == "asleep"
    assert found(rule, "sun", **words)["veto"] == "none"
    for word in ("pass", "na"):
        assert found(rule, "wang", **KNOWN, seen=checks({"rule": word}))["veto"] == "none"


# ---------------------------------------------------------------- deduction


def deducting(faults: str, more: str = "") -> str:
    return f"kind: deduction\nform: check\nfull: 10\nfaults: {faults}\n{more}".rstrip()


def test_each_place_costs_and_the_cap_of_the_fault_holds() -> None:
    rule = deducting("{litter: {ask: a, each: place, deduct: 0.5, most: 2}}")
    assert scored(rule, {"litter": "0"}) == "100 of 100, met 1"
    assert scored(rule, {"litter": "3"}) == "85 of 100, unmet 1"
    assert scored(rule, {"litter": "9"}) == "80 of 100, unmet 1"


@pytest.mark.parametrize(("word", "points"), [("pass", "100"), ("minor", "90"), ("major", "80"), ("critical", "50")])
def test_severities_multiply_what_a_fault_costs(word: str, points: str) -> None:
    rule = deducting("{dirt: {ask: a, deduct: 1, severity: {minor: 1, major: 2, critical: 5}}}")
    assert found(rule, "wang", **KNOWN, seen=checks({"dirt": word}))["points"] == points


def test_a_floor_holds_and_an_answer_that_takes_all_goes_below_it() -> None:
    rule = deducting("{late: {ask: a, deduct: 20}, asleep: {ask: b, zero_out: true}}", "floor: 2")
    assert scored(rule, {"late": "fail", "asleep": "pass"}) == "20 of 100, met 1, unmet 1"
    assert scored(rule, {"late": "pass", "asleep": "fail"}) == "0 of 100, met 1, unmet 1"


def test_the_mean_over_visits_counts() -> None:
    rule = deducting("{late: {ask: a, deduct: 4}}")
    assert scored(rule, {"late": "fail"}, {"late": "pass"}) == "80 of 100, met 1, unmet 1"


def test_a_visit_where_nothing_applied_is_none() -> None:
    rule = deducting("{late: {ask: a, deduct: 4}}")
    assert scored(rule, {"late": "fail"}, {"late": "na"}) == "60 of 100, unmet 1, not_applicable 1"
    assert scored(rule, {"late": "na"}) == "0 of 0, not_applicable 1"


def test_over_the_period_all_deductions_add_up() -> None:
    rule = deducting("{late: {ask: a, deduct: 4}}", "over: period")
    assert scored(rule, {"late": "fail"}, {"late": "pass"}) == "60 of 100, met 1, unmet 1"
    assert scored(rule, {"late": "fail"}, {"late": "fail"}, {"late": "fail"}) == "0 of 100, unmet 3"


def test_over_the_period_an_answer_that_takes_all_takes_the_period() -> None:
    rule = deducting("{asleep: {ask: b, zero_out: true}}", "over: period\nfloor: 2")
    assert scored(rule, {"asleep": "fail"}, {"asleep": "pass"}) == "0 of 100, met 1, unmet 1"


def test_over_the_period_each_stretch_of_the_full_points_is_judged_by_itself() -> None:
    rule = deducting("{late: {ask: a, deduct: 4}}", "over: period").replace(
        "full: 10", "full: {2026-01-01: 10, 2026-10-09: 5}"
    )
    assert scored(rule, {"late": "fail"}, {"late": "fail"}) == "46.667 of 100, unmet 2"
    assert scored(rule, {"late": "pass"}, {"late": "fail"}, {"late": "fail"}) == "66.667 of 100, met 1, unmet 2"


def test_over_the_period_records_before_the_full_points_hold_and_after_count_for_nothing() -> None:
    rule = deducting("{late: {ask: a, deduct: 4}}", "over: period").replace(
        "full: 10", "full: {2026-10-09: 10, 2026-10-10: null}"
    )
    assert scored(rule, {"late": "fail"}, {"late": "fail"}, {"late": "fail"}) == "60 of 100, unmet 1"


def test_a_floor_and_the_cap_of_a_fault_are_those_of_the_day() -> None:
    floor = deducting("{late: {ask: a, deduct: 20}}", "floor: {2026-01-01: 2, 2026-10-09: 4}")
    assert scored(floor, {"late": "fail"}, {"late": "fail"}) == "30 of 100, unmet 2"
    most = deducting("{dirt: {ask: a, each: place, deduct: 1, most: {2026-01-01: 2, 2026-10-09: null}}}")
    assert scored(most, {"dirt": "6"}, {"dirt": "6"}) == "60 of 100, unmet 2"


@pytest.mark.parametrize("full", ["full: 0", "full: {2026-01-01: 10, 2026-10-09: 2}", "full: 10\nfloor: -1"])
def test_full_points_are_above_the_floor_on_every_day(full: str) -> None:
    text = deducting("{late: {ask: a, deduct: 4}}", "floor: 2" if "floor" not in full else "")
    with pytest.raises(RulesetError):
        ruleset(text.replace("full: 10", full))


def test_repeats_are_not_counted_while_the_rule_is_not_in_force() -> None:
    rule = GROWING.replace("full: 10", "full: {2026-10-09: 10}")
    assert found(rule, "wang", **KNOWN, seen=checks({"chat": "fail"}, {"chat": "fail"}))["points"] == "99"


def test_a_place_and_a_contractor_start_with_full_points_for_each_person() -> None:
    rule = deducting("{late: {ask: a, deduct: 4}}", "over: period\nfloor: 2")
    rows = [*checks(*[{"late": "fail"}] * 3), *checks({"late": "pass"}, subject="sun")]
    people = {**KNOWN["people"], "sun": {"role": "guard", "contractor": "abc"}}
    people["wang"] = {"role": "guard", "contractor": "abc"}
    record = tables_and_scores(rule, people=people, places=KNOWN["places"], seen=rows)
    # wang keeps the floor, 2 of 10; sun all 10: 12 of 20
    assert {sort: record[sort] for sort in ("place", "contractor", "project")} == {
        "place": (60_000, 100_000),
        "contractor": (60_000, 100_000),
        "project": (60_000, 100_000),
    }


def tables_and_scores(rule: str, **words: Any) -> dict[str, tuple[int, int]]:
    """Points of points of the one rule, by sort of target."""
    scheme = "scheme: s\nedition: 2026-10-01\ntitle: s\nroles: {guard: {weights: {small: 100}}}\nbands: {A: 0}"
    plan = Plan((ruleset(rule),), kinds(), bind_scheme(read_text(scheme)))
    records = records_of({}, {"day": "2026-10-08", **words}, {}, ZONE)
    ground = Ground(month_period("2026-10"), ZONE, lambda day: day.weekday() < 5)
    scored_all = score_month(plan, ground, encode(records, plan.forms, ZONE))
    frames = {sort: scored_all.rules[sort] for sort in ("place", "contractor", "project")}
    return {sort: (frame["points"].item(), frame["of"].item()) for sort, frame in frames.items()}


def test_over_the_period_a_fault_that_was_retired_still_cost_what_it_cost() -> None:
    rule = deducting("{late: {ask: a, deduct: {2026-01-01: 4, 2026-10-09: null}}}", "over: period")
    assert scored(rule, {"late": "fail"}, {"late": "fail"}) == "60 of 100, unmet 1"


def test_what_a_fault_costs_is_what_it_costs_on_the_day() -> None:
    rule = deducting("{late: {ask: a, deduct: {2026-01-01: 1, 2026-10-09: 3}}}")
    assert scored(rule, {"late": "fail"}, {"late": "fail"}) == "80 of 100, unmet 2"


def test_the_day_of_a_record_after_midnight_is_that_of_the_night_duty() -> None:
    rule = deducting("{late: {ask: a, deduct: {2026-01-01: 1, 2026-10-09: 3}}}")
    night = {"shifts": {"night": "20:00-08:00"}, "roster": [{"person": "li", "shift": "night"}]}
    row = seen("check", "2026-10-09 02:00", subject="wang", place="gate", answers={"late": "fail"})
    assert found(rule, "wang", **KNOWN, **night, seen=[row])["points"] == "90"
    assert found(rule, "wang", **KNOWN, seen=[row])["points"] == "70"


GROWING = deducting("{chat: {ask: a, repeat: [0.1, 0.5, 1]}}", "over: period")


@pytest.mark.parametrize(("times", "points"), [(1, "99"), (2, "94"), (3, "84"), (4, "74")])
def test_the_third_time_costs_more_than_the_first_and_so_does_every_later_one(times: int, points: str) -> None:
    rows = checks(*[{"chat": "fail"}] * times)
    assert found(GROWING, "wang", **KNOWN, seen=rows)["points"] == points


def test_repeats_are_counted_for_each_person_and_in_order_of_time() -> None:
    rows = [*checks({"chat": "fail"}, {"chat": "fail"}), *checks({"chat": "fail"}, subject="sun", day=20)]
    assert found(GROWING, "sun", **KNOWN, seen=rows)["points"] == "99"
    assert found(GROWING, "wang", **KNOWN, seen=rows[::-1])["points"] == "94"


def test_repeats_start_anew_each_period() -> None:
    rows = [*checks({"chat": "fail"}), seen("check", "2026-09-30 09:00", subject="wang", answers={"chat": "fail"})]
    assert found(GROWING, "wang", **KNOWN, seen=rows)["points"] == "99"


def test_repeats_go_on_over_a_day_on_which_another_value_changes() -> None:
    rule = deducting(
        "{chat: {ask: a, repeat: [0.1, 0.5, 1]}, late: {ask: b, deduct: {2026-01-01: 1, 2026-10-09: 2}}}",
        "over: period",
    )
    assert found(rule, "wang", **KNOWN, seen=checks({"chat": "fail"}, {"chat": "fail"}))["points"] == "94"


def test_about_nobody_repeats_are_counted_for_the_place() -> None:
    rule = GROWING + "\ncredit: leader"
    rows = [
        seen("check", f"2026-10-{day:02} 09:00", place=place, answers={"chat": "fail"})
        for day, place in ((8, "gate"), (9, "gate"), (10, "hall"))
    ]
    places = {"gate": "post", "hall": "post"}
    assert found(rule, "li", people=KNOWN["people"], places=places, seen=rows)["points"] == "93"


# ---------------------------------------------------------------- rating and proportion


RATED = "kind: rating\nform: check\nask: Satisfied?\nscale: {很满意: 100, 满意: 80, 一般: 60, 不满意: 0, 不清楚: null}"


def test_an_index_is_the_mean_worth_and_an_answer_without_worth_is_left_out() -> None:
    words = [{"rule": word} for word in ("很满意", "满意", "不满意", "不清楚")]
    assert scored(RATED, *words) == "60 of 100, met 1, partly 1, unmet 1, not_applicable 1"


def test_of_top_boxes_the_share_counts() -> None:
    words = [{"rule": word} for word in ("很满意", "满意", "一般", "不清楚")]
    assert scored(RATED + "\ntop: [很满意, 满意]", *words) == "66.667 of 100, met 2, unmet 1, not_applicable 1"


@pytest.mark.parametrize(("least", "points"), [("60 %", "100"), ("60.001 %", "0")])
def test_at_least_includes_the_number_and_is_all_or_nothing(least: str, points: str) -> None:
    rule = f"{RATED}\nat_least: {least}"
    assert found(rule, "wang", **KNOWN, seen=checks({"rule": "一般"}))["points"] == points


def test_each_stretch_of_a_least_share_is_judged_by_itself() -> None:
    rule = f"{RATED}\nat_least: {{2026-01-01: 60 %, 2026-10-09: 90 %}}"
    assert scored(rule, {"rule": "一般"}, {"rule": "一般"}) == "50 of 100, partly 2"
    assert scored(rule, {"rule": "一般"}) == "100 of 100, partly 1"


def test_records_of_days_without_the_least_share_count_for_nothing() -> None:
    rule = f"{RATED}\nat_least: {{2026-01-01: 60 %, 2026-10-09: null}}"
    assert scored(rule, {"rule": "一般"}, {"rule": "不满意"}) == "100 of 100, partly 1"
    shares = "kind: proportion\nform: check\nquestion: solved\ngood: yes\nat_least: {2026-10-09: 60 %}"
    assert scored(shares, {"solved": "no"}, {"solved": "yes"}) == "100 of 100, met 1"


def test_the_best_answer_of_a_scale_is_met_whatever_it_is_worth() -> None:
    rule = "kind: rating\nform: check\nask: Good?\nscale: {fine: 90, poor: 30}"
    assert scored(rule, {"rule": "fine"}, {"rule": "poor"}) == "60 of 100, met 1, partly 1"


SHARE = "kind: proportion\nform: check\nquestion: solved\ngood: yes"


def test_a_proportion_is_good_answers_of_those_that_count() -> None:
    words = [{"solved": word} for word in ("yes", "yes", "no", "na")]
    assert scored(SHARE, *words) == "66.667 of 100, met 2, unmet 1, not_applicable 1"
    assert scored(SHARE + "\nat_least: 66.667 %", *words).startswith("0 of 100")
    assert scored(SHARE + "\nat_least: 66.666 %", *words).startswith("100 of 100")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("kind: checklist\nform: check", "either 'ask' or 'questions'"),
        ("kind: checklist\nform: check\nask: a\nquestions: {q: {ask: b}}", "either 'ask' or 'questions'"),
        ("kind: checklist\nform: check\nask: a\nanswers: pass_or_not", "no set of answers"),
        ("kind: rating\nform: check\nask: a\nscale: {a: 101}", "worth 0 to 100"),
        ("kind: rating\nform: check\nask: a\nscale: {a: 1}\ntop: b", "does not have"),
        ("kind: deduction\nform: check\nfaults: {f: {ask: a, severity: {minor: 1}, repeat: [1]}}", "one of them"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(rule: str, said: str) -> None:
    with pytest.raises(Exception, match=said):
        ruleset(rule)
