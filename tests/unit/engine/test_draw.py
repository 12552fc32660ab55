"""Planned sampling: exactly so many a person, spread over days and shifts, the same draw everywhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_core.bootstrap import registry_of
from inspect_core.domain.period import Period, month_period
from inspect_core.engine.draw import stretches_drawn
from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground, day_of
from inspect_core.errors import RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.rule import Rule
from inspect_core.testing.month import records_of

ZONE = ZoneInfo("Asia/Shanghai")
KINDS = registry_of().kinds
RULESET = """
ruleset: looks
edition: 2026-01-01
title: looks
forms: {{look: {{title: look, about: person, at: post}}}}
rules:
  looks: {{title: looks, kind: frequency, counts: look, by: leader, of: guard, per: [{per}], draw: {{{draw}}}, at_least: 1, credit: subject, points: 100}}
"""
DRAW = "times: 2, each: subject, per: month, seed: '2026'"
Duty = dict[str, str]


def rule(draw: str = DRAW, per: str = "subject, shift") -> Rule:
    return bind_ruleset(read_text(RULESET.format(draw=draw, per=per)), KINDS.settings()).rules[0]


def duty(person: str, day: int, shift: str, status: str = "planned") -> Duty:
    return {"person": person, "shift": shift, "place": "gate", "day": f"2026-10-{day:02d}", "status": status}


def drawn(
    roster: list[Duty], draw: str = DRAW, start_day: int = 1, month: str = "2026-10"
) -> set[tuple[str, str, int]]:
    """Who is drawn on which day, and at which second."""
    found = rule(draw)
    kind: Any = KINDS.of(found)
    people = {one["person"]: "guard" for one in roster} | {"li": "leader"}
    shifts = {"day": "08:00-20:00", "night": "20:00-08:00"}
    words = {"day": "2026-10-08", "people": people, "places": {"gate": "post"}, "shifts": shifts, "roster": roster}
    tables = encode(replace(records_of({}, words, {}, ZONE), began="2026-01-01"), {}, ZONE)
    slots = kind.expected(found, Ground(month_period(month, start_day), ZONE, lambda _: True, start_day), tables)
    return {
        (tables.names.name("person", row["subject"]) or "", str(day_of(row["day"])), row["first"])
        for row in slots.iter_rows(named=True)
    }


rosters = st.lists(
    st.tuples(st.sampled_from(("bo", "chu", "di")), st.integers(1, 31), st.sampled_from(("day", "night"))),
    unique=True,
    max_size=40,
)
some = settings(max_examples=25, deadline=None)


@given(rosters, st.integers(1, 4))
@some
def test_each_is_drawn_so_often_or_as_often_as_there_are_slots(listed: list[Any], times: int) -> None:
    found = Counter(person for person, *_ in drawn([duty(*one) for one in listed], DRAW.replace("2,", f"{times},", 1)))
    there = Counter(person for person, *_ in listed)
    assert found == {person: min(times, count) for person, count in there.items()}


@given(rosters, st.integers(2, 4))
@some
def test_nobody_is_drawn_twice_on_a_day_while_another_day_is_free(listed: list[Any], times: int) -> None:
    found = drawn([duty(*one) for one in listed], DRAW.replace("2,", f"{times},", 1))
    for person in {person for person, *_ in found}:
        days = Counter(day for who, day, _ in found if who == person)
        free = {day for who, day, _ in listed if who == person}
        assert len(days) == min(len(free), times)


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e"])
def test_four_days_of_two_shifts_are_drawn_a_day_each(seed: str) -> None:
    roster = [duty("bo", day, shift) for day in range(1, 5) for shift in ("day", "night")]
    found = drawn(roster, f"times: 4, each: subject, per: month, seed: {seed}")
    assert len({day for _, day, _ in found}) == 4
    assert sorted(Counter(second % 86_400 for *_, second in found).values()) == [2, 2]


@given(rosters, st.integers(0, 99))
@some
def test_the_order_of_the_roster_and_the_other_people_move_nobodys_draw(listed: list[Any], seed: int) -> None:
    roster = [duty(*one) for one in listed]
    turned = Random(seed).sample(roster, len(roster))
    assert drawn(turned) == drawn(roster)
    for person in {one["person"] for one in roster}:
        alone = drawn([one for one in roster if one["person"] == person])
        assert alone == {one for one in drawn(roster) if one[0] == person}


def test_both_shifts_are_drawn_where_days_are_free() -> None:
    roster = [duty("bo", day, "day" if day % 2 else "night") for day in range(1, 31)]
    hours = {second % 86_400 for _, _, second in drawn(roster)}
    assert len(hours) == 2


def test_another_seed_draws_others_and_the_same_seed_the_same_on_every_machine() -> None:
    roster = [duty("bo", day, "day") for day in range(1, 32)]
    days = sorted(day for _, day, _ in drawn(roster))
    assert days == DRAWN
    assert sorted(day for _, day, _ in drawn(roster, DRAW.replace("2026", "2027"))) != days


DRAWN = ["2026-10-06", "2026-10-29"]


def test_an_excused_duty_is_drawn_last() -> None:
    roster = [duty("bo", day, "day", "planned" if day in (4, 17) else "excused") for day in range(1, 32)]
    assert {day for _, day, _ in drawn(roster)} == {"2026-10-04", "2026-10-17"}


def test_a_month_that_two_periods_share_is_drawn_once() -> None:
    roster = [duty("bo", day, "day") for day in range(1, 32)]
    first, second = (drawn(roster, start_day=26, month=month) for month in ("2026-10", "2026-11"))
    assert not first & second
    assert first | second == drawn(roster)


def test_a_rule_says_what_is_drawn_of_it() -> None:
    said = rule().settings.says(month_period("2026-10").first)
    assert said.en.endswith("of which 2 a month are drawn for each person seen")
    assert said.zh.endswith("其中每被检人每月抽 2 次")


@pytest.mark.parametrize(
    ("draw", "per"),
    [
        (DRAW.replace("subject", "place"), "subject, shift"),
        (DRAW.replace("subject", "person"), "subject, shift"),
        (DRAW, "subject, week"),
        (DRAW.replace("times: 2", "times: 0"), "subject, shift"),
        (DRAW.replace("month", "year"), "subject, shift"),
    ],
)
def test_a_draw_that_cannot_be_made_is_refused(draw: str, per: str) -> None:
    with pytest.raises(RulesetError):
        rule(draw, per)


def test_a_period_of_ones_own_is_drawn_as_a_whole() -> None:
    roster = [duty("bo", day, "day") for day in range(1, 32)]
    by_period = DRAW.replace("per: month", "per: period")
    october, november = (drawn(roster, by_period, 26, month) for month in ("2026-10", "2026-11"))
    assert (len(october), len(november)) == (2, 2)
    assert {day for _, day, _ in october} <= {f"2026-10-{day:02d}" for day in range(1, 26)}
    assert {day for _, day, _ in november} <= {f"2026-10-{day:02d}" for day in range(26, 32)}


def test_what_is_drawn_of_a_period_is_the_same_whichever_of_its_days_are_looked_at() -> None:
    found = rule(DRAW.replace("per: month", "per: period"))
    ground = Ground(month_period("2026-10", 26), ZONE, lambda _: True, 26)
    draw: Any = found.settings.draw  # type: ignore[attr-defined]
    (whole,) = stretches_drawn(draw, ground)
    for day in (date(2026, 9, 26), date(2026, 10, 8), date(2026, 10, 25)):
        assert list(stretches_drawn(draw, replace(ground, period=Period("today", day, day)))) == [whole]
