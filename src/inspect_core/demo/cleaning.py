"""What the cleaners did, area by area, and what inspections of it found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inspect_core.demo.behaviour import Habits
from inspect_core.demo.days import is_workday, month_days
from inspect_core.demo.dice import Dice
from inspect_core.demo.notebook import Attendance, Notebook
from inspect_core.demo.people import Staff
from inspect_core.demo.remarks import REMARKS
from inspect_core.demo.site import AREAS, FIRST_OF_CONTRACTOR, HANDED_OVER, SILENT_AREA

SILENT_WEEK = (date(2026, 10, 12), date(2026, 10, 18))

_MORNING, _AFTERNOON = 7 * 60, 13 * 60 + 30
_WEEKLY_MOP, _WEEKLY_GLASS = 1, 3  # Tuesday and Thursday
_FIRST_MOP, _FIRST_GLASS = date(2026, 10, 2), date(2026, 10, 3)
_LAMPS_DAY, _WELLS_DAY, _SEPTIC_DAY = 21, 14, 15
_AREAS_A_DAY = 8
_STAND_IN_MISSES = 40
_GRADES = "ABCDE"


def owner(staff: Staff, area: str, day: date) -> str:
    """The cleaner fixed to an area on a day."""
    handed, later, since = HANDED_OVER
    return staff.cleaners[later if area == handed and day >= since else AREAS[area][2]]


def cleaning_rounds(book: Notebook, dice: Dice, there: Attendance, staff: Staff, habits: dict[str, Habits]) -> None:
    """Each area's work of each day, by its own cleaner or, on a day of rest, by a neighbour who has less time."""
    for day in month_days():
        for number, (area, (_, area_class, _)) in enumerate(AREAS.items()):
            own = owner(staff, area, day)
            cleaner = own if there.works(own, day) else _neighbour(staff, there, own, day)
            misses = habits[cleaner].misses + (0 if cleaner == own else _STAND_IN_MISSES)
            for form, start, answers in _work(area_class, day):
                if not dice.happens(misses) and not _lost(form, area, day):
                    minute = start + number % 3 * 35 + dice.below(30)
                    book.write(form, cleaner, (day, minute), answers, minutes=dice.between(15, 40), place=area)


def _lost(form: str, area: str, day: date) -> bool:
    return (form, area) == ("cleaning-round", SILENT_AREA) and SILENT_WEEK[0] <= day <= SILENT_WEEK[1]


def _neighbour(staff: Staff, there: Attendance, own: str, day: date) -> str:
    number = staff.cleaners.index(own)
    split = FIRST_OF_CONTRACTOR
    group = staff.cleaners[:split] if number < split else staff.cleaners[split:]
    return next(other for other in group if there.works(other, day))


def _work(area_class: str, day: date) -> Iterator[tuple[str, int, dict[str, str]]]:
    """The forms of an area's day: when each piece of work begins, and what is done in it."""
    if area_class == "bins":
        yield "refuse-removal", _MORNING, {"disinfected": "no"}
        yield "refuse-removal", _AFTERNOON, {"disinfected": "yes"}
    elif area_class == "handrail":
        yield "cleaning-round", _MORNING, {"swept": "yes", "wiped": "yes"}
    elif area_class == "lamps":
        if day.day == _LAMPS_DAY:
            yield "cleaning-round", _AFTERNOON, {"lamps": "yes"}
    elif area_class in ("wells", "septic"):
        if day.day == (_WELLS_DAY if area_class == "wells" else _SEPTIC_DAY):
            yield "drain-record", _MORNING, {"work": "inspected"}
    else:
        yield "cleaning-round", _MORNING, {"swept": "yes", **_extra(area_class, day)}
        yield "cleaning-round", _AFTERNOON, {"swept": "yes"}


def _extra(area_class: str, day: date) -> dict[str, str]:
    """What is done besides sweeping: lobbies are mopped daily, corridors once a week, glass once a week."""
    if area_class not in ("lobby", "corridor"):
        return {"mopped": "yes"} if area_class == "washroom" else {}
    mop = area_class == "lobby" or day.weekday() == _WEEKLY_MOP or day == _FIRST_MOP
    glass = day.weekday() == _WEEKLY_GLASS or day == _FIRST_GLASS
    answers = {"mopped": "yes" if mop else "no", "glass": "yes" if glass else "no"}
    return answers | ({"lamps": "yes"} if area_class == "corridor" and day.day == _LAMPS_DAY else {})


def inspections(book: Notebook, dice: Dice, there: Attendance, staff: Staff, habits: dict[str, Habits]) -> None:
    """The supervisor of cleaning inspects eight areas a day in turn, the project manager two."""
    supervisor, turn = staff.supervisors["cleaning"], dice.shuffled(list(AREAS))
    for day in month_days():
        tours = {supervisor: _AREAS_A_DAY, staff.head: 2 if is_workday(day) else 0}
        for person, count in tours.items():
            for number in range(count if there.works(person, day) else 0):
                turn.append(turn.pop(0))
                minute = 9 * 60 + number * 45 + dice.below(20)
                _inspect(book, dice, person, (turn[-1], (day, minute)), habits[owner(staff, turn[-1], day)])


def _inspect(book: Notebook, dice: Dice, person: str, seen: tuple[str, tuple[date, int]], habits: Habits) -> None:
    area, when = seen
    bad = habits.slips
    answers = {fault: str(_spots(dice, bad)) for fault in ("dust", "stain", "litter")}
    answers["bin-overfull"] = str(int(AREAS[area][1] == "bins" and dice.happens(bad // 3)))
    answers["not-removed-daily"] = "fail" if dice.happens(bad // 8) else "pass"
    answers["not-disinfected"] = "fail" if dice.happens(bad // 5) else "pass"
    found = [fault for fault, answer in answers.items() if answer not in ("0", "pass")]
    answers["impression"] = _GRADES[min(len(found), len(_GRADES) - 1)]
    answers |= dict.fromkeys(("no-responsibility-system", "no-own-cleaner"), "pass")
    answers["not-standardised"] = "fail" if dice.happens(20) else "pass"
    note = dice.pick(REMARKS[found[0]]) if found else ""
    book.write("cleaning-inspection", person, when, answers, minutes=8, place=area, note=note, photo=bool(found))


def _spots(dice: Dice, bad: int) -> int:
    """How many spots are not clean: none as a rule, several where somebody is careless."""
    return sum(dice.happens(bad) for _ in range(4))


def discipline(book: Notebook, dice: Dice, there: Attendance, staff: Staff, habits: dict[str, Habits]) -> None:
    """The supervisor of cleaning looks at three cleaners a day."""
    supervisor = staff.supervisors["cleaning"]
    for day in (day for day in month_days() if there.works(supervisor, day)):
        for cleaner in dice.some([id for id in staff.cleaners if there.works(id, day)], 3):
            bad = habits[cleaner].slips // 2
            answers = {
                "late-or-early": "fail" if dice.happens(bad) else "pass",
                "eating-or-chatting": "fail" if dice.happens(bad) else "pass",
                "signed-for-another": "pass",
            }
            failed = [question for question, answer in answers.items() if answer == "fail"]
            area = dice.pick([area for area in AREAS if owner(staff, area, day) == cleaner])
            book.write(
                "cleaner-check",
                supervisor,
                (day, 9 * 60 + dice.below(360)),
                answers,
                place=area,
                subject=cleaner,
                note=dice.pick(REMARKS[failed[0]]) if failed else "",
            )
