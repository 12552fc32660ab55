"""Who owes what: the days chosen by `on`, and leave on a day of twenty-five hours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from inspect_core.bootstrap import registry_of
from inspect_core.domain.period import month_period
from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.testing.month import records_of

KINDS = registry_of().kinds
RULESET = """
ruleset: rounds
edition: 2026-01-01
title: rounds
forms:
  round: {{title: round, at: post}}
rules:
  often: {{title: often, kind: frequency, counts: round, by: leader, per: [{per}], {more}at_least: 1, credit: project, points: 100}}
"""


def due(per: str, more: str, zone: str = "Asia/Shanghai", began: str | None = None, **words: Any) -> list[int]:
    """The days of October on which something is due."""
    own = ZoneInfo(zone)
    rule = bind_ruleset(read_text(RULESET.format(per=per, more=more)), KINDS.settings()).rules[0]
    kind: Any = KINDS.of(rule)
    said = {"day": "2026-10-08", "people": {"li": "leader", "wang": "guard"}, "places": {"gate": "post"}, **words}
    ground = Ground(month_period("2026-10"), own, lambda _: True)
    slots = kind.expected(rule, ground, encode(replace(records_of({}, said, {}, own), began=began), {}, own))
    first = ground.whole(ground.period.first, ground.period.first).day
    return [day - first + 1 for day in slots["day"].to_list()]


@pytest.mark.parametrize(
    ("on", "days"),
    [("{months: [6, 7, 8]}", []), ("{weekdays: [saturday]}", [10]), ("{dates: [9]}", [9]), ("{months: [10]}", [9, 10])],
)
def test_a_shift_is_due_on_the_days_that_on_leaves_in(on: str, days: list[int]) -> None:
    roster = [{"person": "wang", "shift": "day", "place": "gate", "day": f"2026-10-{day:02d}"} for day in (9, 10)]
    assert due("post, shift", f"on: {on}, ", shifts={"day": "08:00-20:00"}, roster=roster) == days


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin"])
def test_leave_on_the_day_the_clocks_go_back_is_leave_all_day(zone: str) -> None:
    roster = [{"person": "li", "shift": "day", "day": "2026-10-25", "status": "leave"}]
    found = due("person, day", "on: {dates: [24, 25, 26]}, ", zone, shifts={"day": "08:00-20:00"}, roster=roster)
    assert found == [24, 26]


@pytest.mark.parametrize("per", ["post, day", "person, day", "day"])
def test_nothing_is_due_before_the_first_day_of_which_anything_is_known(per: str) -> None:
    assert due(per, "", began="2026-10-29") == [29, 30, 31]
    assert due(per.replace("day", "month"), "", began="2026-10-29") == []
    assert due(per.replace("day", "month"), "", began="2026-10-16") == [31]


def test_two_stints_in_the_role_owe_one_month() -> None:
    held = [{"role": "leader", "last": "2026-10-12"}, {"role": "leader", "first": "2026-10-20"}]
    assert due("person, month", "", people={"li": held}) == [31]
