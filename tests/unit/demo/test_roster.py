from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest

from inspect_core.demo.changes import changed, ill, on_leave
from inspect_core.demo.days import TIME_ZONE, is_workday, month_days
from inspect_core.demo.people import JOINED, MOVED, staff
from inspect_core.demo.roster import SHIFTS, ordinary
from inspect_core.demo.site import MAIN_GATE, NORTH_GATE
from inspect_core.domain.roster import Duty

CREW = staff(20261001)
DUTIES = changed(CREW, ordinary(CREW))
WORKED = [line for line in DUTIES if line.status == "planned"]
BOUNDS = {shift.id: shift for shift in SHIFTS}


def bounds(line: Duty) -> tuple[datetime, datetime]:
    return BOUNDS[line.shift].bounds(line.day, ZoneInfo(TIME_ZONE))


def test_workdays_are_those_of_the_published_calendar() -> None:
    assert [day for day in month_days() if is_workday(day)] == chinese_calendar.get_workdays(
        date(2026, 10, 1), date(2026, 10, 31)
    )
    assert sum(is_workday(day) for day in month_days()) == 18


def test_nobody_is_on_duty_twice_at_once_or_without_eight_hours_of_rest() -> None:
    for person in CREW.all:
        worked = sorted(bounds(line) for line in WORKED if line.person == person.id)
        rests = [later[0] - earlier[1] for earlier, later in pairwise(worked)]
        assert min(rests) >= timedelta(hours=8)


def test_everybody_has_days_of_rest() -> None:
    days = Counter(line.person for line in WORKED)
    assert max(days.values()) <= 27


def test_everybody_on_duty_is_employed_that_day() -> None:
    people = {person.id: person for person in CREW.all}
    assert [line for line in DUTIES if people[line.person].on(line.day) is None] == []


def test_the_night_shift_crosses_midnight_and_the_last_of_september_is_there() -> None:
    assert BOUNDS["night"].end < BOUNDS["night"].start
    assert {line.shift for line in DUTIES if line.day == date(2026, 9, 30)} == {"night"}


@pytest.mark.parametrize("shift", ["day", "evening", "night"])
def test_every_shift_of_every_day_has_one_leader_and_two_at_the_main_gate(shift: str) -> None:
    for day in month_days():
        there = [line for line in WORKED if (line.day, line.shift) == (day, shift)]
        assert sum(line.person in CREW.leaders for line in there) == 1
        gate = sum(line.place == MAIN_GATE for line in there)
        assert gate == 2 or day in {date(2026, 10, 22), date(2026, 10, 24)}


def test_one_joins_on_the_twelfth_and_learns_beside_another() -> None:
    days = [line.day for line in DUTIES if line.person == CREW.joiner]
    assert min(days) == JOINED == date(2026, 10, 12)
    pairs = Counter((line.day, line.shift) for line in WORKED if line.place == NORTH_GATE)
    assert 2 in pairs.values()


def test_one_changes_from_guard_to_butler_on_the_sixteenth() -> None:
    mover = next(person for person in CREW.all if person.id == CREW.mover)
    assert [stretch.role for stretch in mover.assignments] == ["guard", "butler"]
    assert [stretch.department for stretch in mover.assignments] == ["security", "service"]
    shifts = {line.shift for line in DUTIES if line.person == CREW.mover and line.day >= MOVED}
    assert shifts == {"staff"}


def test_leave_illness_swaps_and_an_excuse_are_in_the_roster() -> None:
    by_status: dict[str, set[str]] = {}
    for line in DUTIES:
        by_status.setdefault(line.status, set()).add(line.person)
    assert by_status["leave"] == {on_leave(CREW), ill(CREW)}
    assert len(by_status["swapped"]) == 3
    assert len(by_status["excused"]) == 1
    leave = {line.day for line in DUTIES if line.person == on_leave(CREW) and line.status == "leave"}
    assert leave <= {date(2026, 10, day) for day in range(19, 24)}
    assert leave


def test_no_duty_is_named_twice() -> None:
    assert len({line.id for line in DUTIES}) == len(DUTIES)
