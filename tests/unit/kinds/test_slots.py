"""What is due and what was done: frequency, quota, coverage, interval and deadline, sentence by sentence."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.errors import RulesetError
from tests.unit.kinds.small import figures, found, ruleset, seen

PEOPLE = {"li": "leader", "wang": "guard", "sun": "guard"}
PLACES = {"gate": "post", "hall": {"kind": "area", "area_class": "lobby", "owner": "sun"}}
SHIFTS = {"day": "08:00-20:00", "night": "20:00-08:00", "middle": "10:00-14:00"}
ROSTER = [{"person": "li", "shift": "day"}, {"person": "wang", "shift": "day", "place": "gate"}]
KNOWN: dict[str, Any] = {"people": PEOPLE, "places": PLACES, "shifts": SHIFTS}
ROUNDS = "kind: frequency\ncounts: round\nby: leader\nper: [post, shift]\nat_least: 4"


def rounds(*times: str, **more: Any) -> list[dict[str, Any]]:
    return [seen("round", time, place="gate", **more) for time in times]


# ---------------------------------------------------------------- absence is judged once


def test_no_round_on_a_rostered_shift_is_unmet() -> None:
    assert figures(ROUNDS, "li", **KNOWN, roster=ROSTER) == "0 of 100, unmet 1"


def test_no_duty_is_nothing_due() -> None:
    assert figures(ROUNDS, "li", **KNOWN, roster=ROSTER[:1]) == "0 of 0"


def test_before_its_first_day_and_after_it_was_retired_a_rule_asks_nothing() -> None:
    early = ROUNDS.replace("at_least: 4", "at_least: {2026-10-09: 4}")
    retired = ROUNDS.replace("at_least: 4", "at_least: {2026-01-01: 4, 2026-10-08: null}")
    assert figures(early, "li", **KNOWN, roster=ROSTER) == "0 of 0"
    assert figures(retired, "li", **KNOWN, roster=ROSTER) == "0 of 0"


def test_records_that_never_arrived_are_no_data_and_cost_nothing() -> None:
    missing = [{"form": "round", "place": "gate", "from": "2026-10-08", "to": "2026-10-09"}]
    assert figures(ROUNDS, "li", **KNOWN, roster=ROSTER, missing=missing) == "0 of 0, no_data 1"


@pytest.mark.parametrize(
    "missing",
    [
        {"form": "check", "from": "2026-10-08", "to": "2026-10-09"},
        {"form": "round", "place": "hall", "from": "2026-10-08", "to": "2026-10-09"},
        {"form": "round", "from": "2026-10-07", "to": "2026-10-08"},
        {"form": "round", "from": "2026-10-08 20:00", "to": "2026-10-09"},
    ],
)
def test_a_gap_of_another_form_place_or_time_excuses_nothing(missing: dict[str, str]) -> None:
    assert figures(ROUNDS, "li", **KNOWN, roster=ROSTER, missing=[missing]) == "0 of 100, unmet 1"


def test_a_gap_that_names_no_place_is_a_gap_everywhere() -> None:
    missing = [{"form": "round", "from": "2026-10-08 07:00", "to": "2026-10-09"}]
    assert figures(ROUNDS, "li", **KNOWN, roster=ROSTER, missing=missing) == "0 of 0, no_data 1"


def gap(begins: str, ends: str, *places: str) -> list[dict[str, str]]:
    found = {"form": "round", "from": f"2026-10-08 {begins}", "to": f"2026-10-08 {ends}"}
    return [{**found, "place": place} for place in places] or [found]


@pytest.mark.parametrize(
    ("missing", "due"),
    [
        (gap("08:00", "11:00"), "3"),
        (gap("08:00", "08:01"), "3"),  # any part of a round may have been the one that is hidden
        (gap("08:00", "11:01"), "2"),
        ([*gap("08:00", "10:00"), *gap("09:00", "11:00", "gate")], "3"),  # an hour lost twice is lost once
        (gap("08:00", "20:00", "hall"), "4"),
    ],
)
def test_a_gap_hides_its_share_of_what_was_due_rounded_up(missing: list[dict[str, str]], due: str) -> None:
    assert found(ROUNDS, "li", **KNOWN, roster=ROSTER, missing=missing, seen=rounds("15:00"))["due"] == due


def test_an_hour_lost_in_a_month_hides_one_round_of_it() -> None:
    rule = "kind: frequency\ncounts: round\nby: leader\nper: [post, month]\ncredit: leader\nat_least: 4"
    done = rounds("13:00", "14:00", "15:00")
    assert figures(rule, "li", **KNOWN, missing=gap("08:00", "09:00"), seen=done) == "100 of 100, met 1"
    assert figures(rule, "li", **KNOWN, missing=gap("08:00", "09:00"), seen=done[:2]) == "66.667 of 100, partly 1"


def test_minutes_are_hidden_by_their_share_too() -> None:
    rule = ROUNDS.replace("at_least: 4", "measure: minutes\nat_least: 120")
    done = rounds("15:00", minutes=45)
    assert (
        figures(rule, "li", **KNOWN, roster=ROSTER, missing=gap("08:00", "14:00"), seen=done) == "75 of 100, partly 1"
    )


TEN = "kind: frequency\ncounts: round\nby: guard\nper: [person, day]\non: {dates: [8]}\nat_least: 10"


@pytest.mark.parametrize(
    ("missing", "due"),
    [
        (gap("00:00", "12:00"), "5"),
        (gap("00:00", "12:00", "gate"), "7"),  # half of the day at one of two places
        (gap("00:00", "12:00", "gate", "hall"), "5"),
    ],
)
def test_who_stands_nowhere_loses_the_share_of_one_place_among_those_of_the_rule(
    missing: list[dict[str, str]], due: str
) -> None:
    done = [seen("round", "15:00", "wang")]
    assert found(TEN, "wang", **KNOWN, missing=missing, seen=done)["due"] == due
    lobby = TEN + "\nwhere: {area_class: lobby}"
    only_hall = "10" if missing[0].get("place") == "gate" and len(missing) == 1 else "5"
    assert (
        found(lobby, "wang", **KNOWN, missing=missing, seen=[seen("round", "15:00", "wang", place="hall")])["due"]
        == only_hall
    )


@pytest.mark.parametrize(
    ("missing", "due"),
    [
        (gap("00:00", "12:00"), "6"),  # four hours of twelve
        (gap("00:00", "12:00", "gate"), "6"),
        (gap("00:00", "23:59", "hall"), "10"),
        (gap("20:00", "23:59"), "10"),
    ],
)
def test_who_stands_at_a_place_loses_the_share_of_the_duty_there(missing: list[dict[str, str]], due: str) -> None:
    assert (
        found(TEN, "wang", **KNOWN, roster=ROSTER, missing=missing, seen=[seen("round", "15:00", "wang")])["due"] == due
    )


def test_a_form_filled_in_at_posts_is_not_lost_at_an_area() -> None:
    rule = TEN.replace("counts: round", "counts: post-round")
    missing = [{**one, "form": "post-round"} for one in gap("00:00", "12:00", "hall")]
    assert found(rule, "wang", **KNOWN, missing=missing)["due"] == "10"
    missing = [{**one, "form": "post-round"} for one in gap("00:00", "12:00", "gate")]
    assert found(rule, "wang", **KNOWN, missing=missing)["due"] == "5"


def test_a_post_where_one_of_two_is_excused_still_owes_its_rounds() -> None:
    two = [*ROSTER, {"person": "sun", "shift": "day", "place": "gate", "status": "excused"}]
    assert figures(ROUNDS, "li", **KNOWN, roster=two) == "0 of 100, unmet 1"


def test_a_slot_that_was_met_all_the_same_is_met() -> None:
    missing = [{"form": "round", "from": "2026-10-08", "to": "2026-10-09"}]
    done = rounds("08:00", "10:00", "12:00", "14:00")
    excused = [{**duty, "status": "excused"} for duty in ROSTER]
    assert figures(ROUNDS, "li", **KNOWN, roster=ROSTER, missing=missing, seen=done) == "100 of 100, met 1"
    assert figures(ROUNDS, "li", **KNOWN, roster=excused, seen=done) == "100 of 100, met 1"
    assert figures(ROUNDS, "li", **KNOWN, roster=excused) == "0 of 0, excused 1"


# ---------------------------------------------------------------- frequency


def test_the_edges_of_a_shift_are_its_start_and_not_its_end() -> None:
    inside, outside = rounds("08:00", "19:59"), rounds("07:59", "20:00")
    assert found(ROUNDS, "li", **KNOWN, roster=ROSTER, seen=[*inside, *outside])["done"] == "2"


def test_all_or_nothing_earns_nothing_for_three_of_four() -> None:
    rule = ROUNDS + "\ngrade: all_or_nothing"
    assert figures(rule, "li", **KNOWN, roster=ROSTER, seen=rounds("08:10", "11:00", "14:00")) == "0 of 100, unmet 1"


def test_two_overlapping_shifts_at_one_post_are_two_slots_and_a_round_counts_in_both() -> None:
    roster = [*ROSTER, {"person": "sun", "shift": "middle", "place": "gate"}]
    done = rounds("08:30", "11:00", "15:00", "19:00")
    assert figures(ROUNDS, None, **KNOWN, roster=roster, seen=done) == "62.5 of 100, met 1, partly 1"


def test_minutes_are_added_up() -> None:
    rule = "kind: frequency\ncounts: round\nper: [person, day]\non: {dates: [8]}\nby: leader\nmeasure: minutes\nat_least: 60"
    done = [seen("round", "08:00", minutes=25), seen("round", "09:00", minutes=20)]
    assert figures(rule, "li", **KNOWN, seen=done) == "75 of 100, partly 1"


def test_a_visit_too_short_or_left_open_does_not_count() -> None:
    rule = ROUNDS + "\nmin_minutes: 10\ncomplete: [swept, remark]"
    whole = {"swept": "yes", "remark": "in order"}
    done = [
        *rounds("08:10", minutes=10, answers=whole),
        *rounds("09:10", minutes=9, answers=whole),
        *rounds("10:10", minutes=30, answers={"swept": "yes"}),
    ]
    assert found(rule, "li", **KNOWN, roster=ROSTER, seen=done)["done"] == "1"


def test_where_narrows_the_visits_also_of_a_rule_without_a_place_word() -> None:
    rule = "kind: frequency\ncounts: round\nby: leader\nper: [person, day]\non: {dates: [8]}\nat_least: 1\nwhere: {area_class: lobby}"
    assert figures(rule, "li", **KNOWN, seen=rounds("09:00")) == "0 of 100, unmet 1"
    assert figures(rule, "li", **KNOWN, seen=[seen("round", "09:00", place="hall")]) == "100 of 100, met 1"


def test_a_visit_counts_only_with_the_answers_that_where_asks_for() -> None:
    rule = 'kind: frequency\ncounts: round\nper: [area, day]\non: {dates: [8]}\nat_least: 1\ncredit: owner\nwhere: {answered: {swept: ["yes"]}}'
    done = [seen("round", "09:00", place="hall", answers={"swept": "no"})]
    assert figures(rule, "sun", **KNOWN, seen=done) == "0 of 100, unmet 1"


def test_a_place_owes_nothing_before_it_opens_and_after_it_closes() -> None:
    rule = "kind: frequency\ncounts: round\nper: [area, day]\nat_least: 1\ncredit: owner"
    places = {"hall": {"kind": "area", "owner": "sun", "first": "2026-10-08", "last": "2026-10-09"}}
    assert figures(rule, "sun", people=PEOPLE, places=places) == "0 of 100, unmet 2"


@pytest.mark.parametrize(
    ("roster", "on", "due"),
    [
        ([], "", "5"),
        ([8, 10], "", "2"),
        ([8, 10], ", days_off: true", "5"),
        ([(9, "swapped"), 10], "", "1"),
        ([(9, "swapped"), 10], ", days_off: true", "4"),
        ([(9, "leave")], "", "4"),
        ([(9, "cancelled")], "", "5"),
        ([8, (9, "cancelled")], "", "1"),
        ([8, (9, "excused")], "", "2"),
    ],
    ids=str,
)
def test_who_is_rostered_owes_a_single_day_only_with_a_duty_of_it(roster: list[Any], on: str, due: str) -> None:
    days = f"on: {{dates: [8, 9, 10, 11, 12]{on}}}"
    rule = f"kind: frequency\ncounts: round\nby: leader\nper: [person, day]\n{days}\nat_least: 1"
    lines = [(one, "planned") if isinstance(one, int) else one for one in roster]
    duties = [{"person": "li", "shift": "day", "day": f"2026-10-{day:02}", "status": status} for day, status in lines]
    assert found(rule, "li", **KNOWN, roster=duties)["due"] == due


@pytest.mark.parametrize("per", ["person, week", "person, shift", "post, day", "subject, period"])
def test_days_off_are_those_on_which_a_person_owes_a_single_day(per: str) -> None:
    rule = f"kind: frequency\ncounts: round\nby: leader\nper: [{per}]\non: {{days_off: true}}\nat_least: 1"
    rule += "\ncredit: project"
    with pytest.raises(RulesetError, match="days_off is about the single days"):
        ruleset(rule)


@pytest.mark.parametrize(
    ("status", "due"), [("leave", "0"), ("swapped", "0"), ("cancelled", "1"), ("excused", "1"), ("planned", "1")]
)
def test_who_is_away_that_day_owes_nothing(status: str, due: str) -> None:
    rule = "kind: frequency\ncounts: round\nby: leader\nper: [person, day]\non: {dates: [8]}\nat_least: 1"
    roster = [{"person": "li", "shift": "day", "status": status}]
    assert found(rule, "li", **KNOWN, roster=roster)["due"] == due


def test_who_swapped_one_shift_for_another_of_the_same_day_is_not_away() -> None:
    rule = "kind: frequency\ncounts: round\nby: leader\nper: [person, day]\non: {dates: [8]}\nat_least: 1"
    roster = [{"person": "li", "shift": "day", "status": "swapped"}, {"person": "li", "shift": "night"}]
    assert found(rule, "li", **KNOWN, roster=roster)["due"] == "1"


WEEKLY = "kind: frequency\ncounts: round\nby: leader\nper: [person, week]\nat_least: 1"  # four weeks end in October


def week(*days: int, status: str = "leave") -> list[dict[str, str]]:
    return [{"person": "li", "shift": "day", "status": status, "day": f"2026-10-{day:02}"} for day in days]


@pytest.mark.parametrize(
    ("roster", "due"),
    [
        (week(12, 13, 14, 15, 16, 17, 18), "3"),
        (week(12, 13, 14, 15, 16), "3"),  # Monday to Friday; nobody works on this weekend
        (week(12, 13, 14, 15), "4"),
        (week(8, 9), "4"),  # that Saturday is worked
        (week(8, 9, 10), "3"),
        (week(17), "4"),
        (week(14), "4"),
    ],
)
def test_leave_on_every_workday_of_a_week_leaves_it_to_nobody(roster: list[dict[str, str]], due: str) -> None:
    assert found(WEEKLY, "li", **KNOWN, roster=roster)["due"] == due


@pytest.mark.parametrize(
    ("roster", "due"),
    [
        (week(12, 15), "3"),  # the only two days of that week on which there was duty
        ([*week(12, 15), *week(17, status="planned")], "4"),
        ([*week(12), *week(15, status="swapped")], "3"),
        (week(19, 20, status="planned"), "4"),  # a week without any duty is not a week of leave
    ],
)
def test_who_has_a_roster_is_away_when_all_duties_of_the_week_are(roster: list[dict[str, str]], due: str) -> None:
    assert found(WEEKLY, "li", **KNOWN, roster=[*week(1, 2, status="planned"), *roster])["due"] == due


MONTHLY = "kind: frequency\ncounts: round\nby: leader\nper: [person, month]\nat_least: 2"


@pytest.mark.parametrize(
    ("held", "due"),
    [
        ([{"role": "leader", "first": "2026-10-31"}], "0"),
        ([{"role": "leader", "first": "2026-10-17"}], "0"),
        ([{"role": "leader", "first": "2026-10-16"}], "2"),
        ([{"role": "leader", "last": "2026-10-30"}], "2"),
        ([{"role": "leader", "last": "2026-10-15"}], "0"),
        ([{"role": "leader", "last": "2026-10-20"}, {"role": "guard", "first": "2026-10-21"}], "2"),
        ([{"role": "leader", "last": "2026-10-08"}, {"role": "leader", "first": "2026-10-24"}], "2"),
    ],
)
def test_who_held_the_role_for_half_of_the_month_owes_it(held: list[dict[str, str]], due: str) -> None:
    assert found(MONTHLY, "li", people={"li": held}, places=PLACES)["due"] == due


def test_a_quarter_is_not_owed_by_who_left_before_the_month_it_is_judged_in() -> None:
    rule = MONTHLY.replace("month", "quarter")
    for last, due in (("2026-08-31", "0"), ("2026-09-01", "2")):
        people = {"li": {"role": "leader", "last": last}}
        assert found(rule, "li", people=people, places=PLACES, period="2026-09")["due"] == due


@pytest.mark.parametrize(("first", "unmet"), [("2026-10-31", "0"), ("2026-10-17", "0"), ("2026-10-16", "1")])
def test_a_place_that_was_there_for_half_of_the_month_owes_it(first: str, unmet: str) -> None:
    rule = "kind: frequency\ncounts: round\nper: [area, month]\nat_least: 1\ncredit: owner"
    places = {"hall": {"kind": "area", "owner": "sun", "first": first}}
    assert found(rule, "sun", people=PEOPLE, places=places)["unmet"] == unmet


def test_who_joins_in_the_month_owes_from_that_day() -> None:
    rule = "kind: frequency\ncounts: round\nby: leader\nper: [person, day]\nat_least: 1"
    people = {"li": {"role": "leader", "first": "2026-10-12"}}
    assert found(rule, "li", people=people, places=PLACES)["due"] == "20"


def test_the_person_seen_may_be_what_is_counted() -> None:
    rule = "kind: frequency\ncounts: check\nper: [subject, month]\nof: guard\nat_least: 2"
    done = [seen("check", "09:00", subject="wang"), seen("check", "10:00", subject="wang")]
    assert figures(rule, "wang", **KNOWN, seen=done) == "100 of 100, met 1"
    assert figures(rule, "sun", **KNOWN, seen=done) == "0 of 100, unmet 1"


# ---------------------------------------------------------------- quota and coverage


def test_the_same_place_twice_is_one() -> None:
    rule = (
        "kind: quota\ncounts: round\nby: leader\nper: [person, week]\non: {months: [10]}\ndistinct: place\nat_least: 2"
    )
    people = {"li": {"role": "leader", "first": "2026-10-05", "last": "2026-10-11"}}
    twice, two = rounds("09:00", "10:00"), [*rounds("09:00"), seen("round", "10:00", place="hall")]
    assert figures(rule, "li", people=people, places=PLACES, seen=twice) == "50 of 100, partly 1"
    assert figures(rule, "li", people=people, places=PLACES, seen=two) == "100 of 100, met 1"


def test_a_visit_without_a_place_is_no_place() -> None:
    rule = "kind: quota\ncounts: round\nby: leader\nper: [person, day]\non: {dates: [8]}\ndistinct: place\nat_least: 1"
    assert figures(rule, "li", **KNOWN, seen=[seen("round", "09:00")]) == "0 of 100, unmet 1"


def test_different_answers_may_be_what_is_counted() -> None:
    rule = "kind: quota\ncounts: round\nby: leader\nper: [person, day]\non: {dates: [8]}\ndistinct: class\nat_least: 2"
    done = [
        seen("round", f"{hour}:00", answers={"class": word})
        for hour, word in (("09", "urgent"), ("10", "urgent"), ("11", "ordinary"))
    ]
    assert figures(rule, "li", **KNOWN, seen=done[:2]) == "50 of 100, partly 1"
    assert figures(rule, "li", **KNOWN, seen=done) == "100 of 100, met 1"


COVERED = "kind: coverage\ncounts: round\nby: leader\nper: [person, week]\ncovers: place"
WEEK = {"people": {"li": {"role": "leader", "first": "2026-10-05", "last": "2026-10-11"}}}


def test_every_place_of_the_kind_is_due_and_each_counts_once() -> None:
    done = [*rounds("09:00", "10:00"), seen("round", "2026-10-11 23:59", place="hall")]
    assert figures(COVERED, "li", **WEEK, places=PLACES, seen=done[:2]) == "50 of 100, partly 1"
    assert figures(COVERED, "li", **WEEK, places=PLACES, seen=done) == "100 of 100, met 1"


def test_a_place_that_closed_in_the_first_half_of_the_week_is_neither_due_nor_done() -> None:
    places = {**PLACES, "old": {"kind": "post", "last": "2026-10-07"}}
    done = [seen("round", "09:00", place="old"), *rounds("10:00")]
    assert figures(COVERED, "li", **WEEK, places=places, seen=done) == "50 of 100, partly 1"
    places["old"] = {"kind": "post", "last": "2026-10-09"}
    assert figures(COVERED, "li", **WEEK, places=places, seen=done) == "66.667 of 100, partly 1"


@pytest.mark.parametrize(("begins", "outcome"), [("2026-10-05", "met"), ("2026-10-06", "partly")])
def test_a_place_of_which_nothing_arrived_in_all_the_week_is_not_due(begins: str, outcome: str) -> None:
    missing = [{"form": "round", "place": "hall", "from": begins, "to": "2026-10-12"}]
    assert found(COVERED, "li", **WEEK, places=PLACES, missing=missing, seen=rounds("09:00"))["outcome"] == outcome
    new = {**PLACES, "hall": {"kind": "area", "first": "2026-10-06"}}
    assert found(COVERED, "li", **WEEK, places=new, missing=missing, seen=rounds("09:00"))["outcome"] == "met"


def test_the_small_hours_of_the_night_in_which_a_place_closed_are_lost_with_that_night() -> None:
    rule = "kind: coverage\ncounts: round\nby: guard\nper: [person, shift]\nevery: {hours: 6}\ncovers: post"
    closed = {**KNOWN, "places": {"gate": {"kind": "post", "last": "2026-10-08"}}}
    night = [{"person": "wang", "shift": "night", "place": "gate"}]
    for ends, outcome in (("2026-10-09 08:00", "no_data 2"), ("2026-10-09", "unmet 1, no_data 1")):
        missing = [{"form": "round", "from": "2026-10-08 20:00", "to": ends}]
        assert figures(rule, "wang", **closed, roster=night, missing=missing).endswith(outcome)


# ---------------------------------------------------------------- interval


APART = "kind: interval\ncounts: round\nby: leader\nper: [post, shift]\nat_most: 4 h"


@pytest.mark.parametrize(
    ("times", "done"),
    [
        (("08:10", "12:10", "16:10"), "3"),
        (("12:00", "16:00"), "3"),  # exactly four hours are in time, also from the start
        (("08:10", "12:11", "16:11"), "2"),  # four hours and a minute are not
        (("08:10", "12:10"), "2"),
        ((), "0"),
        (("07:00", "20:00"), "0"),
        (("08:10", "11:00", "15:30", "19:30"), "2"),  # the third came four and a half hours after the second
    ],
)
def test_rounds_keep_coming(times: tuple[str, ...], done: str) -> None:
    assert found(APART, "li", **KNOWN, roster=ROSTER, seen=rounds(*times))["done"] == done


@pytest.mark.parametrize(
    ("begins", "ends", "due"), [("08:00", "12:00", "2"), ("11:59", "12:01", "1"), ("12:00", "12:01", "2")]
)
def test_the_stretches_that_a_gap_touches_are_not_due(begins: str, ends: str, due: str) -> None:
    assert found(APART, "li", **KNOWN, roster=ROSTER, missing=gap(begins, ends))["due"] == due
    both = [*gap(begins, ends), *gap(begins, ends, "gate")]
    assert found(APART, "li", **KNOWN, roster=ROSTER, missing=both)["due"] == due


@pytest.mark.parametrize(
    ("missing", "due"),
    [
        (gap("00:00", "23:59"), "0"),  # all of the duty: nothing of the day is known
        (gap("08:00", "11:00"), "8"),  # two stretches of the six he stood
        (gap("08:00", "08:01", "gate"), "10"),  # one of six
        (gap("00:00", "23:59", "hall"), "12"),
    ],
)
def test_who_stands_duty_loses_the_share_of_the_stretches_of_the_duty(missing: list[dict[str, str]], due: str) -> None:
    apart = "kind: interval\ncounts: round\nby: guard\nper: [person, day]\non: {dates: [8]}\nat_most: 2 h"
    told = found(apart, "wang", **KNOWN, roster=ROSTER, missing=missing)
    assert (told["due"], told["no_data"]) == (due, "1" if due == "0" else "0")


def test_the_last_stretch_may_be_short() -> None:
    assert found(APART.replace("4 h", "5 h"), "li", **KNOWN, roster=ROSTER)["due"] == "3"


# ---------------------------------------------------------------- deadline


IN_TIME = "kind: deadline\nform: round\nwithin: 30 min\ncredit: observer"


@pytest.mark.parametrize(("minutes", "outcome"), [(29, "met"), (30, "met"), (31, "unmet"), (0, "met")])
def test_the_limit_includes_its_last_minute_and_an_end_at_the_start_is_an_end(minutes: int, outcome: str) -> None:
    assert found(IN_TIME, "li", **KNOWN, seen=[seen("round", "09:00", minutes=minutes)])["outcome"] == outcome


@pytest.mark.parametrize(
    ("begins", "ends", "outcome"),
    [
        ("09:30", "12:00", "no_data"),  # an end at the limit would have been in time
        ("09:31", "12:00", "unmet"),
        ("08:00", "09:00", "unmet"),
        ("08:00", "09:01", "no_data"),
    ],
)
def test_a_gap_that_begins_with_the_last_second_of_a_limit_hides_it(begins: str, ends: str, outcome: str) -> None:
    rows = [seen("round", "09:00")]
    assert found(IN_TIME, "li", **KNOWN, seen=rows, missing=gap(begins, ends))["outcome"] == outcome


def test_what_has_not_ended_is_unmet() -> None:
    assert found(IN_TIME, "li", **KNOWN, seen=[seen("round", "09:00")])["outcome"] == "unmet"


def test_a_record_without_an_end_has_no_length() -> None:
    rule = "kind: frequency\ncounts: round\nper: [person, day]\nby: leader\nat_least: 1\non: {dates: [8]}"
    rows = [seen("round", "09:00")]
    assert found(rule, "li", **KNOWN, seen=rows)["outcome"] == "met"
    assert found(f"{rule}\nmin_minutes: 1", "li", **KNOWN, seen=rows)["outcome"] == "unmet"
    assert found(f"{rule}\nmeasure: minutes", "li", **KNOWN, seen=rows)["outcome"] == "unmet"


def test_a_second_beyond_the_limit_is_too_late() -> None:
    rule = IN_TIME + "\nends: called"
    for second, outcome in (("00", "met"), ("01", "unmet")):
        answers = {"called": f"2026-10-08T09:30:{second}+08:00"}
        assert found(rule, "li", **KNOWN, seen=[seen("round", "09:00", answers=answers)])["outcome"] == outcome


@pytest.mark.parametrize(
    ("limit", "until", "outcome"),
    [
        ("1 workday", "2026-10-09 23:59", "met"),
        ("1 workday", "2026-10-10 00:00", "unmet"),
        ("2 workdays", "2026-10-10 23:59", "met"),  # a Saturday that is worked
        ("3 workdays", "2026-10-12 23:59", "met"),
        ("same day", "2026-10-08 23:59", "met"),
        ("same day", "2026-10-09 00:00", "unmet"),
        ("2 d", "2026-10-10 09:00", "met"),
        ("2 d", "2026-10-10 09:01", "unmet"),
    ],
)
def test_days_and_workdays_end_at_midnight_and_hours_by_the_clock(limit: str, until: str, outcome: str) -> None:
    rule = IN_TIME.replace("30 min", limit)
    assert found(rule, "li", **KNOWN, seen=[seen("round", "09:00", until=until)])["outcome"] == outcome


def test_each_class_has_its_limit_and_a_record_without_one_is_not_judged() -> None:
    rule = IN_TIME.replace("30 min", "{by: class, urgent: 30 min, ordinary: 24 h}")
    done = [
        seen("round", "09:00", minutes=60, answers={"class": "urgent"}),
        seen("round", "09:00", minutes=60, answers={"class": "ordinary"}),
        seen("round", "09:00", minutes=60),
    ]
    assert figures(rule, "li", **KNOWN, seen=done) == "50 of 100, met 1, unmet 1"


def test_the_same_day_of_a_night_duty_is_the_calendar_day_on_which_the_record_begins() -> None:
    rule = "kind: deadline\nform: round\nsame_day: true\ncredit: observer"
    roster = [{"person": "li", "shift": "night"}]
    done = [seen("round", "2026-10-09 01:00", until="2026-10-09 23:00")]
    assert found(rule, "li", **KNOWN, roster=roster, seen=done)["outcome"] == "met"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("kind: frequency\ncounts: round\nper: [post, area, day]\nat_least: 1", "two words of where"),
        ("kind: frequency\ncounts: round\nper: [person, subject, day]\nat_least: 1", "two words of who"),
        ("kind: frequency\ncounts: round\nper: [day, week]\nat_least: 1", "two words of when"),
        ("kind: frequency\ncounts: round\nper: [post]\nat_least: 1\ncredit: place", "one word of when"),
        ("kind: frequency\ncounts: round\nper: [post, day]\nat_least: 1", "say whose score it is"),
        ("kind: frequency\ncounts: round\nper: [post, window]\nat_least: 1\ncredit: place", "name the windows"),
        ("kind: coverage\ncounts: round\nper: [area, day]\ncovers: area\ncredit: place", "per names no place"),
        ("kind: interval\ncounts: round\nper: [post, shift]\nat_most: 2 workdays", "minutes or hours"),
        ("kind: deadline\nform: round\ncredit: observer", "write a limit"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(rule: str, said: str) -> None:
    with pytest.raises(Exception, match=said):
        ruleset(rule)
