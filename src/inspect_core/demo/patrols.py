"""Rounds of shift leaders, supervisors and the project manager, and the welcome at the main gate."""

from __future__ import annotations

from datetime import date

from inspect_core.demo.behaviour import Habits
from inspect_core.demo.days import is_workday, month_days
from inspect_core.demo.dice import Dice
from inspect_core.demo.notebook import Attendance, Notebook
from inspect_core.demo.people import Staff
from inspect_core.demo.remarks import REMARKS
from inspect_core.demo.roster import STARTS
from inspect_core.demo.site import DAY_POSTS, MAIN_GATE, NORTH_GATE, ROUND_THE_CLOCK
from inspect_core.domain.roster import Duty

FORGOTTEN_POST = NORTH_GATE
FORGOTTEN_NIGHTS = (date(2026, 10, 20), date(2026, 10, 21), date(2026, 10, 22))

_ROUNDS = 4
_BETWEEN_ROUNDS = 112
_HEADINGS = ("etiquette", "working-state", "facilities")
_UNFINISHED = 4  # in a thousand records one heading is left open, and the record does not count
_NOON = 12 * 60


def leader_rounds(book: Notebook, dice: Dice, there: Attendance, staff: Staff, habits: dict[str, Habits]) -> None:
    """The leader of each shift walks its posts four times, now and then five, sometimes one round short."""
    for day, shift in there.shifts():
        duties = there.of(day, shift)
        leader = next((line.person for line in duties if line.person in staff.leaders), None)
        if leader is None:
            continue
        manned = {line.place: line for line in duties if line.place is not None}
        for number in range(_ROUNDS + dice.happens(120)):
            start = STARTS[shift] + 12 + min(number * _BETWEEN_ROUNDS, 400) + dice.below(15)
            _round(book, dice, (leader, habits), (day, shift, start), manned)


def _round(
    book: Notebook,
    dice: Dice,
    walker: tuple[str, dict[str, Habits]],
    when: tuple[date, str, int],
    manned: dict[str, Duty],
) -> None:
    leader, habits = walker
    day, shift, minute = when
    for post in dice.shuffled(list(manned)):
        minute += dice.between(3, 4)
        forgotten = post == FORGOTTEN_POST and shift == "night" and day in FORGOTTEN_NIGHTS
        if forgotten or dice.happens(habits[leader].misses):
            continue
        answers, note = _seen(dice, habits[manned[post].person])
        book.write("patrol", leader, (day, minute), answers, place=post, note=note, photo=bool(note))


def _seen(dice: Dice, habits: Habits) -> tuple[dict[str, str], str]:
    """The three headings of the record, and what was jotted down about a failure."""
    answers = dict.fromkeys(_HEADINGS, "pass")
    if dice.happens(habits.slips // 4):
        failed = dice.pick(_HEADINGS)
        answers[failed] = "fail"
        return answers, dice.pick(REMARKS[failed])
    if dice.happens(30):
        answers["facilities"] = "na"
    elif dice.happens(_UNFINISHED):
        del answers[dice.pick(_HEADINGS)]
    return answers, ""


def office_rounds(book: Notebook, dice: Dice, there: Attendance, staff: Staff, habits: dict[str, Habits]) -> None:
    """Supervisors walk an hour each morning and afternoon, the project manager once a day."""
    for day in (day for day in month_days() if is_workday(day)):
        for person in staff.supervisors.values():
            for start in (8 * 60 + 40, 14 * 60):
                if not dice.happens(habits[person].misses):
                    hurried = dice.happens(2 * habits[person].misses)
                    minutes = dice.between(38, 56) if hurried else dice.between(60, 82)
                    _office_round(book, dice, person, (day, start + dice.below(40)), minutes)
        if there.works(staff.head, day) and not dice.happens(habits[staff.head].misses):
            _office_round(book, dice, staff.head, (day, _NOON - dice.between(60, 160)), dice.between(35, 50))


def _office_round(book: Notebook, dice: Dice, person: str, when: tuple[date, int], minutes: int) -> None:
    answers, note = _seen(dice, Habits(0, 200))
    post = dice.pick((*ROUND_THE_CLOCK, *DAY_POSTS))
    book.write("patrol", person, when, answers, minutes=minutes, place=post, note=note, photo=bool(note))


def gate_welcomes(book: Notebook, dice: Dice, there: Attendance, staff: Staff, habits: dict[str, Habits]) -> None:
    """One of the managers stands at the main gate at both peaks of the day; on days of rest some are missed."""
    for day in month_days():
        on_duty = [person for person in staff.managers if there.works(person, day)]
        for start in (7 * 60 + 20, 17 * 60 + 10):
            person = dice.pick(on_duty)
            missed = habits[person].misses if is_workday(day) else 120 + habits[person].misses
            if not dice.happens(missed):
                book.write(
                    "gate-welcome",
                    person,
                    (day, start + dice.below(25)),
                    {},
                    minutes=dice.between(20, 40),
                    place=MAIN_GATE,
                )
