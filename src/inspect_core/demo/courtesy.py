"""Courtesy checks by supervisors, shift leaders and the project manager; praise and complaints of customers."""

from __future__ import annotations

from datetime import date

from inspect_core.demo.behaviour import Habits
from inspect_core.demo.days import is_workday
from inspect_core.demo.dice import Dice
from inspect_core.demo.notebook import Attendance, Notebook
from inspect_core.demo.people import Staff
from inspect_core.demo.remarks import REMARKS
from inspect_core.demo.roster import STARTS
from inspect_core.demo.site import AREAS, ENGINE_ROOM, FRONT_DESK
from inspect_core.domain.roster import Duty

_MEETING = ("smile-at-three-metres", "greet-at-one-metre", "standard-greeting")
_ALWAYS = ("grooming", "post-manners")
_GUARDS_ONLY = "greets-each-owner"
_CORRECTED = "correct-on-the-spot"
_NEEDS_PHOTO = {"smile-at-three-metres", "grooming"}
_CHECKS = 3
_EVENING = 19 * 60


def courtesy_checks(book: Notebook, dice: Dice, there: Attendance, staff: Staff, habits: dict[str, Habits]) -> None:
    """Everybody who checks, in each own duty: three checks as a rule, fewer by those who are careless."""
    for day, shift in there.shifts():
        for line in there.of(day, shift):
            for subject in _subjects(dice, there, staff, line, habits):
                minute = STARTS[line.shift] + dice.between(25, 440)
                _check(book, dice, line.person, subject, (day, minute), staff, habits)


def _subjects(dice: Dice, there: Attendance, staff: Staff, line: Duty, habits: dict[str, Habits]) -> list[Duty]:
    """Whose courtesy the holder of a duty checks in it."""
    if line.person in staff.leaders:
        guards = [other for other in there.of(line.day, line.shift) if other.person in staff.guards]
        return dice.some(guards, _CHECKS)
    if line.person not in staff.managers or (line.person == staff.head and not is_workday(line.day)):
        return []
    careless = dice.happens(2 * habits[line.person].misses)
    return dice.some(_own_people(there, staff, line), dice.below(2) if careless else dice.between(2, _CHECKS))


def _own_people(there: Attendance, staff: Staff, line: Duty) -> list[Duty]:
    """Those on duty in the daytime whom a manager is responsible for."""
    of_department = {
        staff.supervisors["security"]: staff.guards,
        staff.supervisors["cleaning"]: staff.cleaners,
        staff.supervisors["service"]: [*staff.butlers, staff.mover, *staff.day_guards],
        staff.supervisors["engineering"]: [*staff.engineers, *staff.day_guards],
    }
    front_line = [*staff.guards, *staff.cleaners, *staff.butlers, *staff.engineers, *staff.leaders]
    own = of_department.get(line.person, front_line)
    return [
        other for other in there.on(line.day) if other.person in own and other.shift in ("day", "staff", "cleaning")
    ]


def _check(
    book: Notebook,
    dice: Dice,
    observer: str,
    subject: Duty,
    when: tuple[date, int],
    staff: Staff,
    habits: dict[str, Habits],
) -> None:
    guard = subject.person in staff.guards and subject.shift != "staff"
    answers = _answers(dice, habits[subject.person], guard=guard, quiet=when[1] > _EVENING)
    failed = [question for question, answer in answers.items() if answer == "fail"]
    answers[_CORRECTED] = "na" if not failed else "fail" if dice.happens(habits[observer].misses * 2) else "pass"
    book.write(
        "courtesy-check",
        observer,
        when,
        answers,
        minutes=5,
        place=_where(dice, subject, staff),
        subject=subject.person,
        note=dice.pick(REMARKS[failed[0]]) if failed else "",
        photo=bool(_NEEDS_PHOTO & set(failed)),
    )


def _answers(dice: Dice, habits: Habits, *, guard: bool, quiet: bool) -> dict[str, str]:
    """An answer to each question; where nobody passes by, meeting customers is not applicable."""
    nobody_came = dice.happens(500 if quiet else 40)
    answers = {
        question: "na" if nobody_came else "fail" if dice.happens(habits.slips) else "pass" for question in _MEETING
    }
    answers |= {question: "fail" if dice.happens(habits.slips) else "pass" for question in _ALWAYS}
    greets = "na" if nobody_came or not guard else "fail" if dice.happens(habits.slips) else "pass"
    return {**answers, _GUARDS_ONLY: greets}


def _where(dice: Dice, subject: Duty, staff: Staff) -> str:
    if subject.place is not None:
        return subject.place
    if subject.person in staff.cleaners:
        number = staff.cleaners.index(subject.person)
        return dice.pick([area for area, (_, _, fixed) in AREAS.items() if fixed == number])
    return ENGINE_ROOM if subject.person in staff.engineers else FRONT_DESK
