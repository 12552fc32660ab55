"""The ordinary roster: four teams in three shifts, day posts, cleaners, butlers, engineers and office staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from inspect_core.demo.days import FIRST, is_workday, month_days
from inspect_core.demo.people import JOINED, MOVED, Staff
from inspect_core.demo.site import (
    CONTROL_ROOM,
    DAY_POSTS,
    ENGINE_ROOM,
    FRONT_DESK,
    GARAGE_IN,
    MAIN_GATE,
    NORTH_GATE,
    PATROL_EAST,
    PATROL_WEST,
)
from inspect_core.domain.roster import Duty, DutyStatus, Shift

SHIFTS = (
    Shift(id="day", title="早班", start=time(7), end=time(15)),
    Shift(id="evening", title="中班", start=time(15), end=time(23)),
    Shift(id="night", title="夜班", start=time(23), end=time(7)),
    Shift(id="staff", title="行政班", start=time(8), end=time(17, 30)),
    Shift(id="cleaning", title="保洁班", start=time(6, 30), end=time(16)),
)
STARTS = {shift.id: shift.start.hour * 60 + shift.start.minute for shift in SHIFTS}

_WEEK = 7
_TURN = ("day", "day", "evening", "evening", "night", "night", None, None)
# One guard of each team keeps the control room (it takes a certificate); the others change posts every week.
_CHANGING_POSTS = (MAIN_GATE, MAIN_GATE, NORTH_GATE, GARAGE_IN, PATROL_WEST, PATROL_EAST)


def duty(person: str, shift: str, day: date, place: str | None, status: DutyStatus = "planned", note: str = "") -> Duty:
    """One line of the roster; its id says day, shift and person."""
    id = f"{day:%m%d}-{shift}-{person}"
    return Duty(id=id, person=person, shift=shift, day=day, place=place, status=status, note=note)


def turn(team: int, day: date) -> str | None:
    """The shift a team works on a day: two of each, then two days of rest."""
    return _TURN[((day - FIRST).days + 2 * team) % len(_TURN)]


def ordinary(staff: Staff) -> Iterator[Duty]:
    """Every duty as it was planned before anybody fell ill, changed or swapped."""
    last_night = FIRST - timedelta(days=1)
    yield from (line for line in _teams(staff, last_night) if line.shift == "night")
    for day in month_days():
        yield from _teams(staff, day)
        yield from _day_posts(staff, day)
        yield from _butlers(staff, day)
        yield from (duty(id, "cleaning", day, None) for id in staff.cleaners if not rests(staff, id, day))
        yield from _office(staff, day)


def rests(staff: Staff, cleaner: str, day: date) -> bool:
    """Whether it is the cleaner's weekly day of rest."""
    return staff.cleaners.index(cleaner) % _WEEK == day.weekday()


def _teams(staff: Staff, day: date) -> Iterator[Duty]:
    week = (day - FIRST).days // _WEEK
    for team, leader in enumerate(staff.leaders):
        shift = turn(team, day)
        if shift is None:
            continue
        yield duty(leader, shift, day, None)
        yield duty(staff.engineers[team], shift, day, ENGINE_ROOM)
        for number, guard in enumerate(staff.teams[team]):
            place = CONTROL_ROOM if number == 0 else _CHANGING_POSTS[(number + week) % len(_CHANGING_POSTS)]
            yield from _guard(staff, guard, shift, day, place)


def _guard(staff: Staff, guard: str, shift: str, day: date, place: str) -> Iterator[Duty]:
    if guard != staff.mover:
        yield duty(guard, shift, day, place)
    elif day < MOVED:
        yield duty(guard, shift, day, place)
        if day >= JOINED:
            yield duty(staff.joiner, shift, day, NORTH_GATE, note="跟班学习")
    else:
        yield duty(staff.joiner, shift, day, place)


def _day_posts(staff: Staff, day: date) -> Iterator[Duty]:
    number = (day - FIRST).days
    there = [id for place, id in enumerate(staff.day_guards) if (number + place) % _WEEK < len(DAY_POSTS)]
    for place, id in zip(DAY_POSTS, there, strict=True):
        yield duty(id, "day", day, place)


def _butlers(staff: Staff, day: date) -> Iterator[Duty]:
    number = (day - FIRST).days
    there = [id for place, id in enumerate(staff.butlers) if (number + 2 * place) % _WEEK not in (0, 1)]
    desk = there[number % len(there)]
    yield duty(desk, "day", day, FRONT_DESK)
    yield from (duty(id, "staff", day, None) for id in there if id != desk)
    if day >= MOVED and is_workday(day):
        yield duty(staff.mover, "staff", day, None)


def _office(staff: Staff, day: date) -> Iterator[Duty]:
    managers = staff.managers
    if is_workday(day):
        yield from (duty(id, "staff", day, None) for id in managers)
    else:
        yield duty(managers[day.day % len(managers)], "staff", day, None, note="值班经理")
