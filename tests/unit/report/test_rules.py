from __future__ import annotations

from inspect_core.api import ReportView
from tests.unit.report.sample import circular_of, month


def test_rules_lose_worst_first_and_their_cases_lead_to_the_slots() -> None:
    worst = circular_of(month()).worst[0]
    assert (worst.title, worst.tally.rate, worst.lost_shown) == (
        "当值班长每班次每个岗位巡视不少于四次",
        "74.1%",
        "25.8%",
    )
    (name, href), *_ = worst.cases[0].people
    assert name == "李红梅"
    assert href.startswith("people/P102.html#s")
    assert len(worst.cases) + worst.more == 8


def test_a_slot_credited_to_two_people_is_one_case_with_both_names() -> None:
    view = month()
    twin = dict(view.explanations["P102"])
    twin["person"] = {**twin["person"], "id": "P104", "name": "孙磊"}
    both = ReportView(view.score, {**view.explanations, "P104": twin})
    case = circular_of(both).worst[0].cases[0]
    assert [name for name, _ in case.people] == ["李红梅", "孙磊"]


def test_a_rule_on_trial_is_never_the_worst() -> None:
    view = month()
    for ruleset in view.score["project_score"]["rulesets"]:
        for rule in ruleset["rules"]:
            rule["counts"] = rule["rule"] != "leader-rounds"
    assert "leader-rounds" not in {row.anchor.removeprefix("rule-patrol-") for row in circular_of(view).worst}


def test_a_rule_costs_the_project_by_the_weight_of_its_ruleset() -> None:
    view = month()
    for ruleset in view.score["project_score"]["rulesets"]:
        ruleset["weight"] = "97" if ruleset["ruleset"] == "etiquette" else "1"
    worst = circular_of(view).worst
    assert [row.ruleset for row in worst[:2]] == ["etiquette", "etiquette"]
    assert worst[0].cost_shown == "−4.01"
