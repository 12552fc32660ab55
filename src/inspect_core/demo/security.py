"""Hourly rounds of the key areas, sign-ins at the posts, and checks of the guards' conduct."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inspect_core.demo.behaviour import Habits
from inspect_core.demo.dice import Dice
from inspect_core.demo.notebook import Attendance, Notebook
from inspect_core.demo.people import Staff
from inspect_core.demo.remarks import REMARKS
from inspect_core.demo.roster import STARTS
from inspect_core.demo.site import (
    CONTROL_ROOM,
    EAST_POINTS,
    GARAGE_IN,
    MAIN_GATE,
    PATROL_EAST,
    PATROL_WEST,
    WEST_POINTS,
)
from inspect_core.domain.roster import Duty

ASLEEP = (date(2026, 10, 25), GARAGE_IN)

_ROUNDS, _BETWEEN = 9, 53  # nine rounds a shift keep every stretch under an hour
_HOURS = 8
_FAULTS = ("dress", "badge", "posture", "chatting")
_THREE_IN_THE_NIGHT = 27 * 60 + 10


def key_area_rounds(book: Notebook, dice: Dice, there: Attendance, habits: dict[str, Habits]) -> None:
    """The guards of the patrol posts walk their key areas about every fifty minutes."""
    for day, shift in there.shifts():
        for post, points in ((PATROL_WEST, WEST_POINTS), (PATROL_EAST, EAST_POINTS)):
            guards = [line.person for line in there.of(day, shift) if line.place == post]
            if guards:
                _walk(book, dice, (guards[0], habits[guards[0]]), (day, STARTS[shift]), list(points))


def _walk(
    book: Notebook, dice: Dice, guard: tuple[str, Habits], start: tuple[date, int], points: Sequence[str]
) -> None:
    person, habits = guard
    for number in range(_ROUNDS):
        skipped = dice.happens(habits.misses // 3)
        for place, point in enumerate(points):
            minute = start[1] + 3 + number * _BETWEEN + place * 5 + dice.below(4)
            if skipped or dice.happens(habits.misses // 3):
                continue
            abnormal = dice.happens(4)
            note = dice.pick(REMARKS["abnormal"]) if abnormal else ""
            answers = {"condition": "abnormal" if abnormal else "normal"}
            book.write(
                "key-area-patrol",
                person,
                (start[0], minute),
                answers,
                minutes=2,
                place=point,
                note=note,
                photo=abnormal,
            )


def sign_ins(book: Notebook, dice: Dice, there: Attendance, habits: dict[str, Habits]) -> None:
    """The main gate and the control room sign in every hour; where two stand, they take turns."""
    for day, shift in there.shifts():
        for post in (MAIN_GATE, CONTROL_ROOM):
            guards = [line.person for line in there.of(day, shift) if line.place == post]
            for hour in range(_HOURS if guards else 0):
                guard = guards[hour % len(guards)]
                minute = STARTS[shift] + hour * 60 + dice.below(50)
                if not dice.happens(habits[guard].misses // 2):
                    book.write("gate-log", guard, (day, minute), {}, minutes=1, place=post)


def conduct_checks(book: Notebook, dice: Dice, there: Attendance, staff: Staff, habits: dict[str, Habits]) -> None:
    """Each leader checks three guards and one gate a shift, the supervisor of security two guards."""
    for day, shift in there.shifts():
        lines = there.of(day, shift)
        leader = next((line.person for line in lines if line.person in staff.leaders), None)
        if leader is not None:
            guards = [line for line in lines if line.person in staff.guards]
            _check_guards(book, dice, leader, dice.some(guards, 3), habits)
            _check_gate(book, dice, leader, (day, shift), habits[guards[0].person])
        supervisor = staff.supervisors["security"]
        if shift == "staff" and there.works(supervisor, day):
            seen = [line for line in there.of(day, "day") if line.person in staff.guards]
            _check_guards(book, dice, supervisor, dice.some(seen, 2), habits)


def _check_guards(book: Notebook, dice: Dice, observer: str, guards: Sequence[Duty], habits: dict[str, Habits]) -> None:
    for line in guards:
        minute = STARTS[line.shift] + dice.between(60, 440)
        answers = _conduct(dice, habits[line.person])
        _conduct_check(book, dice, observer, line, minute, answers)


def _conduct_check(book: Notebook, dice: Dice, observer: str, line: Duty, minute: int, answers: dict[str, str]) -> None:
    found = [question for question, answer in answers.items() if answer not in ("pass", "0")]
    book.write(
        "security-check",
        observer,
        (line.day, minute),
        answers,
        minutes=5,
        place=line.place,
        subject=line.person,
        note=dice.pick(REMARKS[found[0]]) if found else "",
        photo=bool(found),
    )


def _conduct(dice: Dice, habits: Habits) -> dict[str, str]:
    answers = {fault: "fail" if dice.happens(habits.slips) else "pass" for fault in _FAULTS}
    answers["record-gaps"] = str(sum(dice.happens(habits.slips) for _ in range(3)))
    return answers | {"left-post": "pass", "asleep": "pass"}


def _check_gate(book: Notebook, dice: Dice, leader: str, shift: tuple[date, str], habits: Habits) -> None:
    post = dice.pick((MAIN_GATE, GARAGE_IN))
    minute = STARTS[shift[1]] + dice.between(30, 440)
    answer = "fail" if dice.happens(habits.slips // 3) else "pass"
    note = REMARKS["vehicles-controlled"][0] if answer == "fail" else ""
    book.write("gate-check", leader, (shift[0], minute), {"vehicles-controlled": answer}, place=post, note=note)


def asleep_at_the_gate(book: Notebook, dice: Dice, there: Attendance, staff: Staff) -> None:
    """One night a guard is found asleep at his post: the veto of the month."""
    day, post = ASLEEP
    lines = there.of(day, "night")
    leader = next(line.person for line in lines if line.person in staff.leaders)
    line = next(line for line in lines if line.place == post)
    answers = {**dict.fromkeys(_FAULTS, "pass"), "record-gaps": "1", "left-post": "pass", "asleep": "fail"}
    _conduct_check(book, dice, leader, line, _THREE_IN_THE_NIGHT, answers)
