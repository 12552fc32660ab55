"""What the cleaners did, area by area, and what inspections of it found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inspect_core.demo.behaviour import Habits
from inspect_core.demo.days import is_workday, month_days
from inspect_core.demo.dice import Dice
from inspect_core.demo.notebook import Stage
from inspect_core.demo.people import Staff
from inspect_core.demo.remarks import REMARKS
from inspect_core.demo.site import AREAS, FIRST_OF_CONTRACTOR, HANDED_OVER, SILENT_AREA

SILENT_WEEK = (date(2026, 10, 12), date(2026, 10, 18))

_MORNING, _AFTERNOON = 6 * 60 + 35, 13 * 60
_WEEKLY_MOP, _WEEKLY_GLASS = 1, 3  # Tuesday and Thursday
_FIRST_MOP, _FIRST_GLASS = date(2026, 10, 2), date(2026, 10, 3)
_LAMPS_DAY, _WELLS_DAY, _SEPTIC_DAY = 21, 14, 15
_AREAS_A_DAY = 8
_STAND_IN_MISSES = 40
_GRADES = "ABCDE"

Work = tuple[str, int, dict[str, str]]  # form, minute from which it is done, answers


def owner(staff: Staff, area: str, day: date) -> str:
    """The cleaner fixed to an area on a day."""
    handed, later, since = HANDED_OVER
    return staff.cleaners[later if area == handed and day >= since else AREAS[area][2]]


def cleaning_rounds(stage: Stage, dice: Dice) -> None:
    """Each area's work of each day, by its own cleaner or, on a day of rest, by a neighbour who has less time."""
    for day in month_days():
        busy: dict[tuple[str, int], int] = {}
        for area in AREAS:
            own = owner(stage.staff, area, day)
            cleaner = own if stage.there.works(own, day) else _neighbour(stage, own, day)
            misses = stage.habits[cleaner].misses + (0 if cleaner == own else _STAND_IN_MISSES)
            for form, start, answers in _work(AREAS[area][1], day):
                minutes = dice.between(14, 22)
                begins = busy.get((cleaner, start), start) + dice.between(2, 5)
                busy[cleaner, start] = begins + minutes
                if not dice.happens(misses) and not _lost(form, area, day):
                    stage.book.write(form, cleaner, (day, begins), answers, minutes=minutes, place=area)


def _lost(form: str, area: str, day: date) -> bool:
    return (form, area) == ("cleaning-round", SILENT_AREA) and SILENT_WEEK[0] <= day <= SILENT_WEEK[1]


def _neighbour(stage: Stage, own: str, day: date) -> str:
    """The next cleaner of the same employer who works that day."""
    cleaners, split = stage.staff.cleaners, FIRST_OF_CONTRACTOR
    number = cleaners.index(own)
    group = cleaners[:split] if number < split else cleaners[split:]
    place = group.index(own)
    return next(other for other in (*group[place + 1 :], *group[:place]) if stage.there.works(other, day))


def _work(area_class: str, day: date) -> Iterator[Work]:
    """The forms of an area's day: when each piece of work begins, and what is done in it."""
    if area_class == "bins":
        yield "refuse-removal", _MORNING, {"disinfected": "no"}
        yield "refuse-removal", _AFTERNOON, {"disinfected": "yes"}
    elif area_class == "handrail":
        yield "cleaning-round", _MORNING, {"swept": "yes", "wiped": "yes"}
    elif area_class in ("lamps", "wells", "septic"):
        yield from _monthly(area_class, day)
    else:
        yield "cleaning-round", _MORNING, {"swept": "yes", **_extra(area_class, day)}
        yield "cleaning-round", _AFTERNOON, {"swept": "yes"}


def _monthly(area_class: str, day: date) -> Iterator[Work]:
    if area_class == "lamps" and day.day == _LAMPS_DAY:
        yield "cleaning-round", _AFTERNOON, {"lamps": "yes"}
    if day.day == {"wells": _WELLS_DAY, "septic": _SEPTIC_DAY}.get(area_class):
        yield "drain-record", _MORNING, {"work": "inspected"}


def _extra(area_class: str, day: date) -> dict[str, str]:
    """What is done besides sweeping: lobbies are mopped daily, corridors once a week, glass once a week."""
    if area_class not in ("lobby", "corridor"):
        return {"mopped": "yes"} if area_class == "washroom" else {}
    mop = area_class == "lobby" or day.weekday() == _WEEKLY_MOP or day == _FIRST_MOP
    glass = day.weekday() == _WEEKLY_GLASS or day == _FIRST_GLASS
    answers = {"mopped": "yes" if mop else "no", "glass": "yes" if glass else "no"}
    return answers | ({"lamps": "yes"} if area_class == "corridor" and day.day == _LAMPS_DAY else {})


def inspections(stage: Stage, dice: Dice) -> None:
    """The supervisor of cleaning inspects eight areas a day in turn, the project manager two."""
    staff, turn = stage.staff, dice.shuffled(list(AREAS))
    for day in month_days():
        tours = {staff.supervisors["cleaning"]: _AREAS_A_DAY, staff.head: 2 if is_workday(day) else 0}
        for person, count in tours.items():
            for number in range(count if stage.there.works(person, day) else 0):
                turn.append(turn.pop(0))
                when = (day, 9 * 60 + number * 45 + dice.below(20))
                _inspect(stage, dice, person, turn[-1], when)


def _inspect(stage: Stage, dice: Dice, person: str, area: str, when: tuple[date, int]) -> None:
    answers = _faults(dice, stage.habits[owner(stage.staff, area, when[0])], AREAS[area][1])
    found = [fault for fault, answer in answers.items() if answer not in ("0", "pass")]
    answers["impression"] = _GRADES[min(len(found), len(_GRADES) - 1)]
    answers |= dict.fromkeys(("no-responsibility-system", "no-own-cleaner"), "pass")
    answers["not-standardised"] = "fail" if dice.happens(20) else "pass"
    note = dice.pick(REMARKS[found[0]]) if found else ""
    stage.book.write("cleaning-inspection", person, when, answers, minutes=8, place=area, note=note, photo=bool(found))


def _faults(dice: Dice, habits: Habits, area_class: str) -> dict[str, str]:
    """How many spots are not clean: none as a rule, several where somebody is careless."""
    bad = habits.slips
    answers = {fault: str(sum(dice.happens(bad) for _ in range(4))) for fault in ("dust", "stain", "litter")}
    answers["bin-overfull"] = str(int(area_class == "bins" and dice.happens(bad // 3)))
    answers["not-removed-daily"] = "fail" if dice.happens(bad // 8) else "pass"
    answers["not-disinfected"] = "fail" if dice.happens(bad // 5) else "pass"
    return answers


def discipline(stage: Stage, dice: Dice) -> None:
    """The supervisor of cleaning looks at three cleaners a day."""
    supervisor = stage.staff.supervisors["cleaning"]
    for day in (day for day in month_days() if stage.there.works(supervisor, day)):
        present = [id for id in stage.staff.cleaners if stage.there.works(id, day)]
        for cleaner in dice.some(present, 3):
            _discipline_check(stage, dice, supervisor, cleaner, (day, 9 * 60 + dice.below(360)))


def _discipline_check(stage: Stage, dice: Dice, supervisor: str, cleaner: str, when: tuple[date, int]) -> None:
    bad = stage.habits[cleaner].slips // 2
    answers = {
        question: "fail" if dice.happens(bad) else "pass" for question in ("late-or-early", "eating-or-chatting")
    }
    failed = [question for question, answer in answers.items() if answer == "fail"]
    area = dice.pick([area for area in AREAS if owner(stage.staff, area, when[0]) == cleaner])
    note = dice.pick(REMARKS[failed[0]]) if failed else ""
    answers["signed-for-another"] = "pass"
    stage.book.write("cleaner-check", supervisor, when, answers, place=area, subject=cleaner, note=note)
