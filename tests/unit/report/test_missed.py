from __future__ import annotations

from inspect_core.api import ReportView
from tests.unit.report.sample import circular_of, month


def test_a_place_nobody_came_to_is_named_with_its_days_and_people() -> None:
    missed = circular_of(month()).missed
    (place,) = missed
    assert place.place == "西门岗"
    assert place.times == 30
    assert [name for name, _ in place.people] == ["李红梅", "赵强", "王建国", "刘小燕"]
    assert place.days.startswith("10-03、10-05~10-07")


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
    first, second = circular_of(view).missed
    assert (second.place, second.run, second.times) == ("西门岗", 1, 16)
    assert (first.place, first.run, first.times, first.days) == ("北门岗", 3, 3, "10-20~10-22")


def test_a_place_many_are_responsible_for_names_those_who_missed_it_most() -> None:
    view = month(copies=4)
    (place,) = circular_of(view).missed
    assert place.heads == 16
    assert len(place.people) == 6
    assert {name for name, _ in place.people} == {"赵强", "李红梅"}


def test_records_that_never_came_are_told_apart_from_missed_rounds() -> None:
    unseen = {place.place for place in circular_of(month()).unseen}
    assert "3 号楼大堂" in unseen
    assert all("10-01" not in place.days for place in circular_of(month()).unseen)


def test_what_was_late_is_named_once() -> None:
    view = month()
    rule = view.explanations["P101"]["rulesets"][0]["rules"][0]
    rule["kind"] = "deadline"
    late = circular_of(view).overdue
    assert [one.person for one in late] == ["王建国"] * 3
    assert [one.slot.when for one in late] == ["10-06 周二", "10-15 周四", "10-24 周六"]
