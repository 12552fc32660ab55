"""What became of the roster: leave, illness, swaps, and one duty nobody is to be judged by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from inspect_core.demo.people import Staff
from inspect_core.demo.roster import duty, turn
from inspect_core.domain.roster import Duty, DutyStatus

_LEAVE = (date(2026, 10, 19), date(2026, 10, 23))
_ILLNESS = (date(2026, 10, 4), date(2026, 10, 31))
_EXCUSED = date(2026, 10, 24)
_SWAPS = (date(2026, 10, 10), date(2026, 10, 18), date(2026, 10, 28))


def on_leave(staff: Staff) -> str:
    """The guard who takes the week of the 19th off."""
    return staff.teams[0][3]


def ill(staff: Staff) -> str:
    """The guard of the day posts who is ill from the 4th on."""
    return staff.day_guards[-1]


def changed(staff: Staff, planned: Iterable[Duty]) -> list[Duty]:
    """The roster as it was worked, in order of day, shift and person."""
    lines = [_absence(staff, line) for line in planned]
    nights = [line for line in lines if line.status == "leave" and line.shift == "night"]
    lines += [_stand_in(staff, line) for line in nights if _rests_tomorrow(line.day)]
    for number, day in enumerate(_SWAPS):
        lines = _swapped(staff, lines, day, 2 + number)
    return sorted((_excused(staff, line) for line in lines), key=lambda line: (line.day, line.shift, line.person))


def _absence(staff: Staff, line: Duty) -> Duty:
    if line.person == on_leave(staff) and _LEAVE[0] <= line.day <= _LEAVE[1]:
        return _with(line, "leave", "年休假")
    if line.person == ill(staff) and _ILLNESS[0] <= line.day <= _ILLNESS[1]:
        return _with(line, "leave", "病假")
    return line


def _stand_in(staff: Staff, line: Duty) -> Duty:
    """Somebody of the team that rests takes the night over."""
    return duty(staff.teams[_resting(line.day)][1], line.shift, line.day, line.place, note=f"顶班:{line.person}")


def _rests_tomorrow(day: date) -> bool:
    """Whether the team that rests today may sleep tomorrow: nobody goes from a night straight into a day."""
    return _resting(day) == _resting(day + timedelta(days=1))


def _resting(day: date) -> int:
    return next(team for team in range(4) if turn(team, day) is None)


def _swapped(staff: Staff, lines: list[Duty], day: date, member: int) -> list[Duty]:
    """A guard of the day shift gives the day away to one who rests."""
    team = next(number for number in range(4) if turn(number, day) == "day")
    gives, takes = staff.teams[team][member], staff.teams[_resting(day)][member]
    given = next(line for line in lines if line.person == gives and line.day == day)
    rest = [line for line in lines if line is not given]
    return [
        *rest,
        _with(given, "swapped", f"与{takes}换班"),
        duty(takes, given.shift, day, given.place, note=f"与{gives}换班"),
    ]


def _excused(staff: Staff, line: Duty) -> Duty:
    team = next(number for number in range(4) if turn(number, _EXCUSED) == "evening")
    if line.day == _EXCUSED and line.person == staff.teams[team][4]:
        return _with(line, "excused", "协助送医")
    return line


def _with(line: Duty, status: DutyStatus, note: str) -> Duty:
    return line.model_copy(update={"status": status, "note": note})
