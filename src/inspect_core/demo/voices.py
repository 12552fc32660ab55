"""What customers said: praise that the scheme rewards, and complaints that were found to be valid."""

from __future__ import annotations

from inspect_core.demo.behaviour import STEADY
from inspect_core.demo.days import is_workday, month_days
from inspect_core.demo.dice import Dice
from inspect_core.demo.notebook import Stage

_PRAISES, _COMPLAINTS = 14, 3
_CHANNELS = ("in-person", "phone", "in-person", "letter", "banner")
_THANKS = (
    "帮老人把米提上楼,业主来电感谢",
    "拾到钱包主动归还",
    "雨天为业主撑伞",
    "深夜帮助寻找走失的孩子",
    "主动帮忙推婴儿车",
)


def praise_and_complaints(stage: Stage, dice: Dice) -> None:
    """Praise goes mostly to those who work well, and now and then to anybody; complaints the other way round."""
    staff, habits, book = stage.staff, stage.habits, stage.book
    front_line = [*staff.guards[:-1], *staff.cleaners, *staff.butlers, *staff.engineers]
    liked = [person for person in front_line if habits[person].misses <= STEADY.misses]
    disliked = [person for person in front_line if habits[person].misses > STEADY.misses]
    workdays = [day for day in month_days() if is_workday(day)]
    recorder = staff.supervisors["service"]
    for _ in range(_PRAISES):
        when = (dice.pick(workdays), dice.between(9 * 60, 17 * 60))
        answers = {"channel": dice.pick(_CHANNELS)}
        book.write("praise", recorder, when, answers, subject=dice.pick(liked), note=dice.pick(_THANKS))
    for cause, person in zip(("attitude", "work", "attitude"), dice.some(disliked, _COMPLAINTS), strict=True):
        when = (dice.pick(workdays), dice.between(9 * 60, 17 * 60))
        book.write("complaint", recorder, when, {"cause": cause}, subject=person, note="已与客户核实")
