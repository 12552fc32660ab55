"""Hourly rounds of the key areas, sign-ins at the posts, and checks of the guards' conduct."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inspect_core.demo.behaviour import Habits
from inspect_core.demo.dice import Dice
from inspect_core.demo.notebook import Stage
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


def key_area_rounds(stage: Stage, dice: Dice) -> None:
    """The guards of the patrol posts walk their key areas about every fifty minutes."""
    for day, shift in stage.there.shifts():
        for post, points in ((PATROL_WEST, WEST_POINTS), (PATROL_EAST, EAST_POINTS)):
            guard = stage.manned(day, shift).get(post)
            if guard is not None:
                _walk(stage, dice, guard, list(points))


def _walk(stage: Stage, dice: Dice, guard: Duty, points: Sequence[str]) -> None:
    misses = stage.habits[guard.person].misses // 3
    for number in range(_ROUNDS):
        skipped = dice.happens(misses)
        for place, point in enumerate(points):
            minute = STARTS[guard.shift] + 3 + number * _BETWEEN + place * 5 + dice.below(4)
            if not skipped and not dice.happens(misses):
                _sign(stage, dice, guard.person, point, (guard.day, minute))


def _sign(stage: Stage, dice: Dice, guard: str, point: str, when: tuple[date, int]) -> None:
    abnormal = dice.happens(4)
    note = dice.pick(REMARKS["abnormal"]) if abnormal else ""
    answers = {"condition": "abnormal" if abnormal else "normal"}
    stage.book.write("key-area-patrol", guard, when, answers, minutes=2, place=point, note=note, photo=abnormal)


def sign_ins(stage: Stage, dice: Dice) -> None:
    """The main gate and the control room sign in every hour; where two stand, they take turns."""
    for day, shift in stage.there.shifts():
        for post in (MAIN_GATE, CONTROL_ROOM):
            guards = [line.person for line in stage.there.of(day, shift) if line.place == post]
            for hour in range(_HOURS if guards else 0):
                guard = guards[hour % len(guards)]
                minute = STARTS[shift] + hour * 60 + dice.below(50)
                if not dice.happens(stage.habits[guard].misses // 2):
                    stage.book.write("gate-log", guard, (day, minute), {}, minutes=1, place=post)


def conduct_checks(stage: Stage, dice: Dice) -> None:
    """Each leader checks three guards and one entrance on the rounds, the supervisor of security two guards a day."""
    supervisor = stage.staff.supervisors["security"]
    for day, shift in stage.there.shifts():
        leader = stage.leader(day, shift)
        if leader is not None:
            for line in dice.some(stage.guards(day, shift), 3):
                visits = stage.book.visits(leader, day, line.place)
                if visits:
                    _check_guard(stage, dice, leader, line, dice.pick(visits) + 1)
            _check_entrance(stage, dice, leader, (day, shift))
        elif shift == "staff" and stage.there.works(supervisor, day):
            for line in dice.some(stage.guards(day, "day"), 2):
                _check_guard(stage, dice, supervisor, line, STARTS["staff"] + dice.between(30, 400))


def _check_guard(stage: Stage, dice: Dice, observer: str, line: Duty, minute: int) -> None:
    _conduct_check(stage, dice, observer, line, minute, _conduct(dice, stage.habits[line.person]))


def _conduct(dice: Dice, habits: Habits) -> dict[str, str]:
    answers = {fault: "fail" if dice.happens(habits.slips) else "pass" for fault in _FAULTS}
    answers["record-gaps"] = str(sum(dice.happens(habits.slips) for _ in range(3)))
    return answers | {"left-post": "pass", "asleep": "pass"}


def _conduct_check(stage: Stage, dice: Dice, observer: str, line: Duty, minute: int, answers: dict[str, str]) -> None:
    found = [question for question, answer in answers.items() if answer not in ("pass", "0")]
    stage.book.write(
        "security-check",
        observer,
        (line.day, minute),
        answers,
        minutes=2,
        place=line.place,
        subject=line.person,
        note=dice.pick(REMARKS[found[-1]]) if found else "",
        photo=bool(found),
    )


def _check_entrance(stage: Stage, dice: Dice, leader: str, shift: tuple[date, str]) -> None:
    post = dice.pick((MAIN_GATE, GARAGE_IN))
    guard, visits = stage.manned(*shift).get(post), stage.book.visits(leader, shift[0], post)
    if guard is None or not visits:
        return
    answer = "fail" if dice.happens(stage.habits[guard.person].slips // 2) else "pass"
    note = REMARKS["vehicles-controlled"][0] if answer == "fail" else ""
    when = (shift[0], dice.pick(visits) + 1)
    stage.book.write("gate-check", leader, when, {"vehicles-controlled": answer}, minutes=2, place=post, note=note)


def asleep_at_the_gate(stage: Stage, dice: Dice) -> None:
    """One night a guard is found asleep at his post: the veto of the month."""
    day, post = ASLEEP
    leader, line = stage.leader(day, "night"), stage.manned(day, "night")[post]
    answers = {**dict.fromkeys(_FAULTS, "pass"), "record-gaps": "1", "left-post": "pass", "asleep": "fail"}
    if leader is not None:
        _conduct_check(stage, dice, leader, line, _THREE_IN_THE_NIGHT, answers)
