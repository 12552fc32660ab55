"""Whose score it is: every word of credit, on the awkward days."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.kinds.small import found, seen

SHIFTS = {"day": "08:00-20:00", "night": "20:00-08:00", "early": "00:00-08:00", "office": "09:00-18:00"}
PEOPLE = {"li": "leader", "zhou": "leader", "wang": "guard", "sun": "guard", "boss": "manager"}
PLACES = {
    "gate": {"kind": "post", "area_class": "entrance", "owner": "sun", "contractor": "acme"},
    "hall": {"kind": "post", "area_class": "lobby"},
}


def due(rule: str, person: str, **words: Any) -> str:
    known = {"people": PEOPLE, "places": PLACES, "shifts": SHIFTS}
    return found(rule, person, **{**known, **words})["due"]


def duty(person: str, shift: str, place: str | None = None, day: int = 8, **more: str) -> dict[str, str]:
    at = {} if place is None else {"place": place}
    return {"person": person, "shift": shift, "day": f"2026-10-{day:02}", **at, **more}


DAILY = "kind: frequency\ncounts: round\nper: [post, day]\non: {dates: [8]}\nwhere: {area_class: entrance}\nat_least: 1\ncredit: "


@pytest.mark.parametrize(
    ("credit", "credited"),
    [
        ("owner", {"sun"}),
        ("manager", {"boss"}),
        ("leader", {"li", "zhou"}),
        ("[owner, manager]", {"sun", "boss"}),
        ("[owner, guard]", {"sun", "wang"}),  # the owner is a guard, and is credited once
        ("place", set()),
        ("project", set()),
        ("contractor", set()),
        ("[place, owner]", {"sun"}),
    ],
)
def test_a_slot_is_credited_to_those_the_rule_names(credit: str, credited: set[str]) -> None:
    assert {person for person in PEOPLE if due(DAILY + credit, person) == "1"} == credited


def test_an_owner_answers_for_the_days_of_owning() -> None:
    places = {
        "gate": {
            "kind": "post",
            "area_class": "entrance",
            "owners": [{"person": "sun", "last": "2026-10-07"}, {"person": "wang", "first": "2026-10-08"}],
        }
    }
    assert [due(DAILY + "owner", person, places=places) for person in ("sun", "wang")] == ["0", "1"]


def test_a_role_is_answered_for_by_those_who_hold_it_that_day() -> None:
    people = {
        **PEOPLE,
        "boss": {"role": "manager", "last": "2026-10-07"},
        "new": {"role": "manager", "first": "2026-10-08"},
    }
    assert [due(DAILY + "manager", person, people=people) for person in ("boss", "new")] == ["0", "1"]


@pytest.mark.parametrize(("word", "person"), [("subject", "wang"), ("observer", "li")])
def test_a_record_is_credited_to_whom_it_is_about_or_who_made_it(word: str, person: str) -> None:
    rule = f"kind: checklist\nform: check\nask: a\ncredit: {word}"
    rows = [seen("check", "09:00", subject="wang", answers={"rule": "pass"})]
    assert {name for name in PEOPLE if due(rule, name, seen=rows) != "0"} == {person}


def test_a_record_about_nobody_is_nobodys() -> None:
    rule = "kind: checklist\nform: check\nask: a"
    rows = [seen("check", "09:00", answers={"rule": "pass"})]
    assert {due(rule, name, seen=rows) for name in PEOPLE} == {"0"}


@pytest.mark.parametrize(
    "others", [{}, {"chen": [{"role": "guard", "last": "2026-10-20"}, {"role": "leader", "first": "2026-10-21"}]}]
)
def test_who_has_left_is_not_credited_whoever_else_stays_or_changes(others: dict[str, Any]) -> None:
    people = {**PEOPLE, "wang": {"role": "guard", "last": "2026-10-07"}, **others}
    rows = [seen("check", "09:00", subject="wang", answers={"rule": "pass"})]
    assert due("kind: checklist\nform: check\nask: a", "wang", people=people, seen=rows) == "0"


# ---------------------------------------------------------------- on duty


SHIFTLY = "kind: frequency\ncounts: round\nby: leader\nper: [post, shift]\nat_least: 1"


def credited(rule: str, roster: list[dict[str, str]], **words: Any) -> set[str]:
    return {person for person in PEOPLE if due(rule, person, roster=roster, **words) != "0"}


def test_the_leaders_on_duty_answer_for_the_shift() -> None:
    roster = [duty("wang", "night", "gate"), duty("li", "night"), duty("zhou", "day")]
    assert credited(SHIFTLY, roster) == {"li"}


def test_two_leaders_on_duty_both_answer() -> None:
    roster = [duty("wang", "day", "gate"), duty("li", "day"), duty("zhou", "day")]
    assert credited(SHIFTLY, roster) == {"li", "zhou"}


@pytest.mark.parametrize(
    ("status", "who"),
    [("planned", {"li"}), ("excused", set()), ("leave", set()), ("swapped", set()), ("cancelled", set())],
)
def test_only_a_duty_that_is_stood_is_answered_for(status: str, who: set[str]) -> None:
    roster = [duty("wang", "day", "gate"), duty("li", "day", status=status)]
    assert credited(SHIFTLY, roster) == who


def test_half_of_the_time_is_enough_and_less_is_not() -> None:
    roster = [duty("wang", "day", "gate"), duty("li", "office"), duty("zhou", "early")]
    assert credited(SHIFTLY, roster) == {"li"}


def test_without_a_role_those_on_duty_at_the_place_answer() -> None:
    rule = SHIFTLY.replace("by: leader\n", "")
    roster = [duty("wang", "day", "gate"), duty("sun", "day", "hall"), duty("li", "day")]
    assert credited(rule + "\nwhere: {area_class: entrance}", roster) == {"wang"}


def test_a_whole_day_is_answered_for_by_every_shift_of_it() -> None:
    roster = [duty("wang", "night", "gate", 7), duty("sun", "day", "gate"), duty("li", "night", "gate")]
    assert credited(DAILY + "on_duty", roster) == {
        "wang",
        "sun",
    }  # of the night of the 8th only four hours fall into it


def test_a_night_window_is_answered_for_by_the_shift_after_midnight_too() -> None:
    rule = "kind: frequency\ncounts: round\nper: [post, window]\nwindows: night\non: {dates: [8]}\nat_least: 1\ncredit: on_duty"
    roster = [duty("wang", "early", "gate", 9), duty("sun", "day", "gate")]
    assert credited(rule, roster, places={"gate": "post"}) == {"wang"}


def test_a_week_is_answered_for_by_everybody_who_was_on_duty_in_it() -> None:
    rule = "kind: frequency\ncounts: round\nby: leader\nper: [post, week]\nat_least: 1\ncredit: on_duty"
    roster = [duty("li", "day", day=5), duty("zhou", "day", day=11), duty("boss", "day", day=8)]
    assert credited(rule, roster, places={"gate": {"kind": "post", "first": "2026-10-08", "last": "2026-10-11"}}) == {
        "li",
        "zhou",
    }


def test_on_duty_may_be_narrowed_to_posts_of_a_class() -> None:
    roster = [duty("wang", "day", "gate"), duty("li", "day", "hall"), duty("zhou", "day", "gate")]
    rule = SHIFTLY + "\nwhere: {area_class: entrance}\non_duty_at: lobby"
    assert credited(rule, roster) == {"li"}


def test_a_night_record_after_the_last_midnight_belongs_to_who_stood_the_night() -> None:
    people = {
        "li": "leader",
        "chen": [{"role": "guard", "last": "2026-10-31"}, {"role": "leader", "first": "2026-11-01"}],
    }
    rule = "kind: checklist\nform: check\nask: a"
    rows = [seen("check", "2026-11-01 03:00", subject="chen", answers={"rule": "pass"})]
    night = [duty("chen", "night", "gate", 31)]
    assert due(rule, "chen", people=people, roster=night, seen=rows, period="2026-10") != "0"
    assert due(rule, "chen", people=people, seen=rows, period="2026-10") == "0"
