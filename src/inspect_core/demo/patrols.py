"""Rounds of shift leaders, supervisors and the project manager, and the welcome at the main gate."""

from __future__ import annotations

from datetime import date

from inspect_core.demo.behaviour import Habits
from inspect_core.demo.days import is_workday, month_days
from inspect_core.demo.dice import Dice
from inspect_core.demo.notebook import Stage
from inspect_core.demo.remarks import REMARKS
from inspect_core.demo.roster import STARTS
from inspect_core.demo.site import DAY_POSTS, MAIN_GATE, NORTH_GATE, ROUND_THE_CLOCK

FORGOTTEN_POST = NORTH_GATE
FORGOTTEN_NIGHTS = (date(2026, 10, 20), date(2026, 10, 21), date(2026, 10, 22))

_ROUNDS = 4
_BETWEEN_ROUNDS, _LAST_ROUND = 112, 400
_HEADINGS = ("etiquette", "working-state", "facilities")
_UNFINISHED = 4  # in a thousand records one heading is left open, and the record does not count
_NOON = 12 * 60


def leader_rounds(stage: Stage, dice: Dice) -> None:
    """The leader of each shift walks its posts four times, now and then five, sometimes one round short."""
    for day, shift in stage.there.shifts():
        leader = stage.leader(day, shift)
        if leader is None:
            continue
        for number in range(_ROUNDS + dice.happens(120)):
            start = STARTS[shift] + 12 + min(number * _BETWEEN_ROUNDS, _LAST_ROUND) + dice.below(15)
            _round(stage, dice, leader, (day, shift, start))


def _round(stage: Stage, dice: Dice, leader: str, when: tuple[date, str, int]) -> None:
    day, shift, minute = when
    manned = stage.manned(day, shift)
    for post in dice.shuffled(list(manned)):
        minute += dice.between(3, 4)
        forgotten = post == FORGOTTEN_POST and shift == "night" and day in FORGOTTEN_NIGHTS
        if forgotten or dice.happens(stage.habits[leader].misses):
            continue
        answers, note = _seen(dice, stage.habits[manned[post].person])
        stage.book.write("patrol", leader, (day, minute), answers, place=post, note=note, photo=bool(note))


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


def office_rounds(stage: Stage, dice: Dice) -> None:
    """Supervisors walk an hour each morning and afternoon, the project manager once a day."""
    head = stage.staff.head
    for day in (day for day in month_days() if is_workday(day)):
        for person in stage.staff.supervisors.values():
            misses = stage.habits[person].misses
            for start in (8 * 60 + 40, 14 * 60):
                if not dice.happens(misses):
                    minutes = dice.between(38, 56) if dice.happens(2 * misses) else dice.between(60, 82)
                    _office_round(stage, dice, person, (day, start + dice.below(40)), minutes)
        if not dice.happens(stage.habits[head].misses):
            _office_round(stage, dice, head, (day, _NOON - dice.between(60, 160)), dice.between(35, 50))


def _office_round(stage: Stage, dice: Dice, person: str, when: tuple[date, int], minutes: int) -> None:
    answers, note = _seen(dice, Habits(0, 200))
    post = dice.pick((*ROUND_THE_CLOCK, *DAY_POSTS))
    stage.book.write("patrol", person, when, answers, minutes=minutes, place=post, note=note, photo=bool(note))


def gate_welcomes(stage: Stage, dice: Dice) -> None:
    """One of the managers stands at the main gate at both peaks of the day; on days of rest some are missed."""
    for day in month_days():
        on_duty = [person for person in stage.staff.managers if stage.there.works(person, day)]
        for start in (8 * 60 + 2, 17 * 60 + 2):
            person = dice.pick(on_duty)
            missed = stage.habits[person].misses + (0 if is_workday(day) else 120)
            if not dice.happens(missed):
                when, minutes = (day, start + dice.below(22)), dice.between(20, 35)
                stage.book.write("gate-welcome", person, when, {}, minutes=minutes, place=MAIN_GATE)
