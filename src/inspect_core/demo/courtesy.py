"""Courtesy checks by supervisors, shift leaders and the project manager."""

from __future__ import annotations

from datetime import date

from inspect_core.demo.behaviour import Habits
from inspect_core.demo.days import is_workday
from inspect_core.demo.dice import Dice
from inspect_core.demo.notebook import Stage
from inspect_core.demo.remarks import REMARKS
from inspect_core.demo.roster import STARTS
from inspect_core.demo.site import AREAS, ENGINE_ROOM, FRONT_DESK
from inspect_core.domain.roster import Duty

_MEETING = ("smile-at-three-metres", "greet-at-one-metre", "standard-greeting")
_ALWAYS = ("grooming", "post-manners")
_GUARDS_ONLY = "greets-each-owner"
_CORRECTED = "correct-on-the-spot"
_NEEDS_PHOTO = {"smile-at-three-metres", "grooming"}
_FORGETS_PHOTO = 60  # in a thousand failures that need one
_CHECKS = 3
_QUIET_FROM = 19 * 60


def courtesy_checks(stage: Stage, dice: Dice) -> None:
    """Everybody who checks, in each own duty: three checks as a rule, fewer by those who are careless."""
    for day, shift in stage.there.shifts():
        for line in stage.there.of(day, shift):
            if line.person in stage.staff.leaders:
                _leader_checks(stage, dice, line)
            elif line.person in stage.staff.managers:
                _manager_checks(stage, dice, line)


def _leader_checks(stage: Stage, dice: Dice, line: Duty) -> None:
    """The leader looks closer on some of the rounds."""
    for subject in dice.some(stage.guards(line.day, line.shift), _CHECKS):
        visits = stage.book.visits(line.person, line.day, subject.place)
        if visits:
            _check(stage, dice, line.person, subject, (line.day, dice.pick(visits) + 1))


def _manager_checks(stage: Stage, dice: Dice, line: Duty) -> None:
    if line.person == stage.staff.head and not is_workday(line.day):
        return
    careless = dice.happens(2 * stage.habits[line.person].misses)
    count = dice.below(2) if careless else dice.between(2, _CHECKS)
    for subject in dice.some(_own_people(stage, line), count):
        _check(stage, dice, line.person, subject, (line.day, STARTS[line.shift] + dice.between(25, 440)))


def _own_people(stage: Stage, line: Duty) -> list[Duty]:
    """Those on duty in the daytime whom a manager is responsible for."""
    staff = stage.staff
    of_department = {
        staff.supervisors["security"]: staff.guards,
        staff.supervisors["cleaning"]: staff.cleaners,
        staff.supervisors["service"]: [*staff.butlers, staff.mover, *staff.day_guards],
        staff.supervisors["engineering"]: [*staff.engineers, *staff.day_guards],
    }
    front_line = [*staff.guards, *staff.cleaners, *staff.butlers, *staff.engineers, *staff.leaders]
    own = {*of_department.get(line.person, front_line)} - {stage.unchecked}
    daytime = ("day", "staff", "cleaning")
    return [other for other in stage.there.on(line.day) if other.person in own and other.shift in daytime]


def _check(stage: Stage, dice: Dice, observer: str, subject: Duty, when: tuple[date, int]) -> None:
    guard = subject.person in stage.staff.guards and subject.shift != "staff"
    answers = _answers(dice, stage.habits[subject.person], guard=guard, quiet=when[1] > _QUIET_FROM)
    failed = [question for question, answer in answers.items() if answer == "fail"]
    careless = dice.happens(2 * stage.habits[observer].misses)
    answers[_CORRECTED] = "na" if not failed else "fail" if careless else "pass"
    stage.book.write(
        "courtesy-check",
        observer,
        when,
        answers,
        minutes=2,
        place=_where(stage, dice, subject),
        subject=subject.person,
        note=dice.pick(REMARKS[failed[0]]) if failed else "",
        photo=bool(_NEEDS_PHOTO & set(failed)) and not dice.happens(_FORGETS_PHOTO),
    )


def _answers(dice: Dice, habits: Habits, *, guard: bool, quiet: bool) -> dict[str, str]:
    """An answer to each question; where nobody passes by, meeting customers is not applicable."""

    def answer() -> str:
        return "fail" if dice.happens(habits.slips) else "pass"

    nobody_came = dice.happens(500 if quiet else 40)
    answers = {question: "na" if nobody_came else answer() for question in _MEETING}
    answers |= {question: answer() for question in _ALWAYS}
    return {**answers, _GUARDS_ONLY: "na" if nobody_came or not guard else answer()}


def _where(stage: Stage, dice: Dice, subject: Duty) -> str:
    if subject.place is not None:
        return subject.place
    if subject.person in stage.staff.cleaners:
        number = stage.staff.cleaners.index(subject.person)
        return dice.pick([area for area, (_, _, fixed) in AREAS.items() if fixed == number])
    return ENGINE_ROOM if subject.person in stage.staff.engineers else FRONT_DESK
