from __future__ import annotations

from typing import Any

from inspect_core.api import ReportView
from inspect_core.report.circular import Circular, circular
from inspect_core.report.links import file_names
from inspect_core.report.person import person_part
from inspect_core.report.words import Words
from tests.unit.report.sample import month


def made(view: ReportView, language: Any = "zh") -> Circular:
    words = Words(language)
    parts = {id: person_part(found, words) for id, found in view.explanations.items()}
    return circular(view, parts, file_names(parts, "people", ".html"), words)


def test_departments_stand_best_first_and_equals_share_a_place() -> None:
    view = month()
    view.score["departments"][0]["score"] = view.score["departments"][1]["score"]
    rows = made(view).departments
    assert [(row.rank, row.id) for row in rows] == [("1", "cleaning"), ("1", "security"), ("3", "management")]


def test_a_department_nothing_is_known_about_is_last_and_has_no_place() -> None:
    view = month()
    view.score["departments"][1]["score"] = None
    last = made(view).departments[-1]
    assert (last.rank, last.id, last.score) == ("–", "cleaning", "–")


def test_everybody_is_in_the_table_once_best_total_first() -> None:
    page = made(month())
    assert [row.id for row in page.people] == ["P201", "P001", "P101", "P102", "P103", "P202"]
    assert page.people[-1].status == "not_enough_evidence"
    assert [row.id for row in page.unproven] == ["P202"]
    assert [row.id for row in page.vetoed] == ["P103"]
    assert (page.scored, page.heads) == (5, 6)


def test_a_persons_main_loss_leads_to_the_rule_on_the_persons_page() -> None:
    row = next(row for row in made(month()).people if row.id == "P102")
    assert (row.loss, row.loss_cost) == ("当值班长每班次每个岗位巡视不少于四次", "−12.90")
    assert row.loss_href == "people/P102.html#rule-patrol-leader-rounds"


def test_the_change_is_against_the_month_before_and_empty_without_one() -> None:
    assert {row.change for row in made(month(earlier=2)).departments} == {"+3.00"}
    assert {row.change for row in made(month()).departments} == {"–"}


def test_the_trend_is_shown_only_when_there_are_months_before() -> None:
    assert made(month()).trend == ()
    assert [row.short for row in made(month(earlier=2)).trend] == ["8 月", "9 月", "10 月"]


def test_every_grade_of_the_scheme_is_counted_even_when_nobody_got_it() -> None:
    grades = [(row.grade, row.least, row.heads, row.share) for row in made(month()).grades]
    assert grades == [
        ("A", "95", 1, "20%"),
        ("B", "85", 2, "40%"),
        ("C", "75", 0, "0%"),
        ("D", "60", 1, "20%"),
        ("E", "0", 1, "20%"),
    ]


def test_rules_lose_worst_first_and_their_cases_lead_to_the_slots() -> None:
    worst = made(month()).worst[0]
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
    case = made(both).worst[0].cases[0]
    assert [name for name, _ in case.people] == ["李红梅", "孙磊"]


def test_a_place_nobody_came_to_is_named_with_its_days_and_people() -> None:
    missed = made(month()).missed
    (place,) = missed
    assert place.place == "西门岗"
    assert place.times == 30
    assert [name for name, _ in place.people] == ["李红梅", "赵强", "王建国", "刘小燕"]
    assert place.days.startswith("10-03, 10-05~10-07")


def test_a_few_nights_in_a_row_stand_before_many_scattered_misses() -> None:
    whole = month()
    view = ReportView(whole.score, {"P102": whole.explanations["P102"]})
    rule = view.explanations["P102"]["rulesets"][0]["rules"][0]
    for slot in (
        slot for ruleset in view.explanations["P102"]["rulesets"] for one in ruleset["rules"] for slot in one["slots"]
    ):
        slot["place"] = {"id": "west", "name": "西门岗"}
    met = [slot for slot in rule["slots"] if slot["outcome"] == "met"]
    for slot in met[:3]:
        slot.update(outcome="unmet", done=0, place={"id": "north", "name": "北门岗"})
        slot.update(day=slot["day"][:8] + f"{20 + met.index(slot)}")
        slot["first"] = slot["day"] + "T20:00:00+08:00"
    first, second = made(view).missed
    assert (second.place, second.run, second.times) == ("西门岗", 1, 16)
    assert (first.place, first.run, first.times, first.days) == ("北门岗", 3, 3, "10-20~10-22")


def test_a_place_many_are_responsible_for_names_those_who_missed_it_most() -> None:
    view = month(copies=4)
    (place,) = made(view).missed
    assert place.heads == 16
    assert len(place.people) == 6
    assert {name for name, _ in place.people} == {"赵强", "李红梅"}


def test_places_with_the_lowest_scores_name_what_was_missed_there() -> None:
    (place,) = made(month()).places
    assert (place.name, place.score) == ("西门岗", "71.50")
    assert place.rule == "三米见微笑"


def test_a_rule_on_trial_is_never_the_worst() -> None:
    view = month()
    for ruleset in view.score["project_score"]["rulesets"]:
        for rule in ruleset["rules"]:
            rule["counts"] = rule["rule"] != "leader-rounds"
    assert "leader-rounds" not in {row.anchor.removeprefix("rule-patrol-") for row in made(view).worst}


def test_records_that_never_came_are_told_apart_from_missed_rounds() -> None:
    unseen = {place.place for place in made(month()).unseen}
    assert "3 号楼大堂" in unseen
    assert all("10-01" not in place.days for place in made(month()).unseen)


def test_what_was_late_is_named_once() -> None:
    view = month()
    rule = view.explanations["P101"]["rulesets"][0]["rules"][0]
    rule["kind"] = "deadline"
    late = made(view).overdue
    assert [one.person for one in late] == ["王建国"] * 3
    assert [one.slot.when for one in late] == ["10-06 周二", "10-15 周四", "10-24 周六"]


def test_the_sentences_say_the_same_in_both_languages() -> None:
    zh, en = made(month(earlier=1)).sentences, made(month(earlier=1), "en").sentences
    assert len(zh) == len(en) == 5
    for said in (zh, en):
        assert "84.96" in said[0]
        assert "+3.00" in said[1]
        assert "30" in said[4]


def test_a_view_of_nobody_is_still_a_circular() -> None:
    view = month()
    empty: dict[str, Any] = {"people": [], "departments": [], "contractors": []}
    score = {**view.score, **empty, "project_score": {"score": None, "coverage": None, "rulesets": []}}
    page = made(ReportView(score))
    assert (page.score, page.tally.rate, page.worst, page.missed) == ("–", "–", (), ())
