"""Random small months: a few people and places, rules of every kind, records around the awkward hours; and shrinking."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from inspect_core.app.calendars import published, remembered
from inspect_core.domain.form import Form
from inspect_core.domain.period import Period, month_period
from inspect_core.engine.records import Records
from inspect_core.engine.tables import Excuse, Figure, Given, Past
from inspect_core.language.rule import Ruleset
from inspect_core.language.scheme import Scheme
from tests.oracle import rules as r
from tests.oracle.facts import Facts
from tests.oracle.slots import Row, slots

ZONE = ZoneInfo("Asia/Shanghai")
WORKDAY = remembered(published())
PEOPLE = ("ann", "bob", "cai", "dan")
PLACES = ("gate", "hall", "yard")
SHIFTS = {"day": ("08:00", "20:00"), "night": ("20:00", "08:00"), "office": ("09:00", "18:00")}
HOURS = ("00:00", "00:01", "03:00", "07:59", "08:00", "09:00", "12:00", "13:30", "19:59", "20:00", "23:59")
STATUSES = ("planned", "planned", "planned", "planned", "leave", "swapped", "excused", "cancelled")
Yaml = dict[str, Any]


@dataclass(frozen=True)
class SmallMonth:
    """A month and what it is scored by, as written; both scorers read nothing else."""

    start_day: int
    one: dict[str, Yaml]
    two: dict[str, Yaml]
    scheme_text: Yaml
    records: Records
    past: tuple[Past, ...] = ()
    waivers: tuple[Yaml, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    given: tuple[Given, ...] = ()
    figures: tuple[Figure, ...] = ()

    @cached_property
    def period(self) -> Period:
        return month_period("2026-10", self.start_day)

    @cached_property
    def rulesets(self) -> tuple[Ruleset, ...]:
        both = (("one", self.one), ("two", self.two))
        return tuple(r.bound(name, rules, self.waivers) for name, rules in both if rules)

    @cached_property
    def scheme(self) -> Scheme:
        return r.bound_scheme(self.scheme_text)

    def __str__(self) -> str:
        lines = [
            f"{sort}: {body}"
            for sort, rows in vars(self.records).items()
            if sort not in ("project", "began")
            for body in rows
        ]
        rules = [
            f"{name}/{id}: {json.dumps(one)}" for name in ("one", "two") for id, one in getattr(self, name).items()
        ]
        pardons = [f"waiver: {json.dumps(one)}" for one in self.waivers]
        pardons += [str(one) for one in (*self.excuses, *self.given, *self.figures)]
        head = [f"{self.period}, began {self.records.began}", *rules, json.dumps(self.scheme_text)]
        return "\n".join([*head, *pardons, *lines])


def small_month(seed: int) -> SmallMonth:
    """The month of a seed; the same seed is the same month everywhere."""
    dice = Random(seed)
    start_day = dice.choice((1, 1, 26))
    one = [r.rule(dice) for _ in range(dice.randint(1, 5))]
    two = [r.rule(dice) for _ in range(dice.randint(1, 4))]
    month = SmallMonth(start_day, _ids(one), _ids(two), r.scheme(dice), Records(project="small"))
    people, places = PEOPLE[: dice.choice((1, 3, 4))], PLACES[: dice.randint(1, 3)]
    days = _days(month.period)
    forms = {form.id: form for ruleset in month.rulesets for form in ruleset.forms.values()}
    records = Records(
        project="small",
        people=[_person(dice, id, month.period) for id in people],
        places=[_place(dice, id, people) for id in places],
        shifts=[{"id": id, "start": start, "end": end} for id, (start, end) in SHIFTS.items()],
        duties=_roster(dice, days, people, places),
        gaps=[_gap(dice, number, days, places) for number in range(dice.choice((0, 0, 1, 2)))],
        observations=[
            _observation(dice, number, days, people, places, forms) for number in range(dice.choice((0, 6, 12, 20, 28)))
        ],
        began=dice.choice((None, None, None, "2026-10-07", "2026-10-16")),
    )
    month = replace(
        month, records=records, past=tuple(_past(dice, id, people) for id in ("2026-07", "2026-08", "2026-09"))
    )
    given, figures = _given(Random(f"given {seed}"), people), _figures(Random(f"figures {seed}"), people)
    return replace(_pardoned(dice, month), given=given, figures=figures)


def _figures(dice: Random, people: Sequence[str]) -> tuple[Figure, ...]:
    """Values of indicators: some said again, some of another month, of nobody, or of an indicator nobody knows."""
    found = []
    for number in range(dice.choice((0, 2, 5, 9))):
        name = dice.choice(("hours", "hours", "fees", "fees", "calls", "?"))
        whose = (dice.choice(people), None) if name == "hours" else (None, dice.choice(("d1", "d2")))
        person, department = (None, None) if name == "calls" else whose
        value = dice.choice((0, 20_499, 20_500, 33_333, 39_999, 40_000, 96_200, 120_000, -1000, 2000))
        period = dice.choice(("2026-10", "2026-10", "2026-10", "2026-09"))
        found.append(Figure(f"F{number}", name, period, person, department, value))
    return tuple(found)


def _given(dice: Random, people: Sequence[str]) -> tuple[Given, ...]:
    """What people gave by hand, in this period, in the one before, and under names that nobody knows."""
    names = {
        "adjustment": ("bonus", "praise", "?"),
        "veto": ("asleep", "absent", "?"),
        "card": ("yellow", "red", "thanks"),
    }
    found = []
    for number in range(dice.choice((0, 0, 1, 2, 5))):
        sort: Any = dice.choice(tuple(names))
        points = dice.choice((1000, -1000, 3500, 333, -2)) if sort == "adjustment" else 0
        period = dice.choice(("2026-10", "2026-10", "2026-09", "2026-08"))
        found.append(Given(f"H{number}", sort, dice.choice(names[sort]), dice.choice(people), period, points))
    return tuple(found)


def _pardoned(dice: Random, month: SmallMonth) -> SmallMonth:
    """The month with some waivers, and some of its slots excused by hand."""
    people, places = ([body["id"] for body in rows] for rows in (month.records.people, month.records.places))
    due = [rule for ruleset in month.rulesets for rule in ruleset.rules if hasattr(rule.settings, "per")]
    if not due or dice.random() < 0.4:
        return month
    waivers = tuple(
        _waiver(dice, dice.choice(due).id, month.period, people, places) for _ in range(dice.choice((0, 1, 2)))
    )
    rule = dice.choice(due)
    rows = slots(rule, month.period, Facts(month.records, ZONE), WORKDAY)
    excuses = tuple(
        _excuse(n, rule.name, row) for n, row in enumerate(dice.sample(rows, min(len(rows), dice.randint(0, 3))))
    )
    return replace(month, waivers=waivers, excuses=excuses)


def _waiver(dice: Random, rule: str, period: Period, people: Sequence[str], places: Sequence[str]) -> Yaml:
    """A rule's slots spared on some days that reach beyond the edition: everywhere, at a place, or of a person."""
    first, last = dice.choice(((period.first, period.last), (date(2026, 10, 9), date(2026, 10, 11))))
    one: Yaml = {"rule": rule, "first": str(first), "last": str(last), "reason": "works", "approved_by": "head"}
    one |= dice.choice(({}, {"person": dice.choice(people)}, {"person": dice.choice(people)}))
    return one | dice.choice(({}, {"place": dice.choice(places)}))


def _excuse(number: int, rule: str, row: Row) -> Excuse:
    whose = row.person or row.subject
    return Excuse(f"E{number}", rule, row.place, whose, int(row.first.timestamp()), "flooded", "head")


def _fewer_pardons(month: SmallMonth) -> Iterator[SmallMonth]:
    for number in range(len(month.waivers)):
        yield replace(month, waivers=(*month.waivers[:number], *month.waivers[number + 1 :]))
    for number in range(len(month.excuses)):
        yield replace(month, excuses=(*month.excuses[:number], *month.excuses[number + 1 :]))
    for number in range(len(month.figures)):
        yield replace(month, figures=(*month.figures[:number], *month.figures[number + 1 :]))
    for number in range(len(month.given)):
        yield replace(month, given=(*month.given[:number], *month.given[number + 1 :]))


def _past(dice: Random, period: str, people: Sequence[str]) -> Past:
    """Vetoes that some were given in a period before."""
    words = (("asleep",), ("absent",), ("asleep", "absent"))
    return Past(period, {id: frozenset(dice.choice(words)) for id in people if dice.random() < 0.5})


def _ids(rules: list[Yaml]) -> dict[str, Yaml]:
    return {f"r{number}": body for number, body in enumerate(rules)}


def _days(period: Period) -> list[date]:
    """The days on which things happen: mostly around the day values change, else at the ends of the period."""
    ends = [period.first, period.last, period.first - timedelta(days=1), period.last + timedelta(days=1)]
    return [*[date(2026, 10, 8), date(2026, 10, 9)] * 3, date(2026, 10, 11), *ends]


def _person(dice: Random, id: str, period: Period) -> Yaml:
    """Somebody who stays, joins, leaves, comes back, or changes role and department in mid-month."""
    middle = period.first + timedelta(days=dice.choice((7, 8, 13, 14)))
    before, after = str(middle - timedelta(days=1)), str(middle + timedelta(days=2))
    one, two = ({"role": dice.choice(r.ROLES), "department": dice.choice(("d1", "d2", None))} for _ in range(2))
    employer: Sequence[Yaml] = ({}, {"contractor": "c1"}, {"contractor": "c2"})
    one, two = one | dice.choice(employer), two | dice.choice(employer)
    shapes = (
        [one],
        [one],
        [one | {"first": str(middle)}],
        [one | {"last": before}],
        [one | {"last": before}, two | {"first": str(middle)}],
        [one | {"last": before}, two | {"first": after}],
    )
    return {"id": id, "assignments": dice.choice(shapes)}


def _place(dice: Random, id: str, people: Sequence[str]) -> Yaml:
    body: Yaml = {"id": id, "kind": dice.choice(("post", "post", "area"))}
    body |= dice.choice(({}, {"area_class": "inner"}, {"area_class": "outer"}))
    body |= dice.choice(({}, {"contractor": "c1"}, {"contractor": "c2"}))
    body |= dice.choice(({}, {}, {}, {"first": "2026-10-09"}, {"last": "2026-10-08"}))
    owners = r.some(dice, people, 0, min(2, len(people)))
    if len(owners) == 2 and dice.random() < 0.5:
        body["owners"] = [{"person": owners[0], "last": "2026-10-08"}, {"person": owners[1], "first": "2026-10-09"}]
    else:
        body["owners"] = [{"person": one} for one in owners]
    return body


def _roster(dice: Random, days: list[date], people: Sequence[str], places: Sequence[str]) -> list[Yaml]:
    """Duties: nobody stands two on a day, but one who swapped away may stand another of the same day."""
    found: dict[tuple[str, str, bool], Yaml] = {}
    for number in range(dice.choice((0, 6, 12, 18))):
        body = {"id": f"D{number}", "person": dice.choice(people), "day": str(dice.choice(days))}
        body |= {"shift": dice.choice(tuple(SHIFTS)), "status": dice.choice(STATUSES)}
        place = dice.choice((*places, *places, None))
        found[body["person"], body["day"], body["status"] in ("planned", "excused")] = _at(body, place)
    return list(found.values())


def _at(body: Yaml, place: str | None) -> Yaml:
    return body if place is None else body | {"place": place}


def _moment(dice: Random, days: list[date], hours: Sequence[str] = HOURS) -> datetime:
    return datetime.fromisoformat(f"{dice.choice(days)}T{dice.choice(hours)}").replace(tzinfo=ZONE)


def _observation(
    dice: Random, number: int, days: list[date], people: Sequence[str], places: Sequence[str], forms: dict[str, Form]
) -> Yaml:
    form = forms[dice.choice((*["round"] * 4, *["check-one"] * 3, *["check-two"] * 3, "praise"))]
    start = _moment(dice, days)
    end = start + timedelta(minutes=dice.choice((0, 5, 10, 45, 120, 2000)))
    body = {"id": f"O{number:02}", "form": form.id, "observer": dice.choice(people)}
    times = {"start": start.isoformat()} | ({"end": end.isoformat()} if dice.random() < 0.8 else {})
    body = _at(body | times, dice.choice((*places, *places, None)))
    if form.about == "person" and dice.random() < 0.9:
        body["subject"] = dice.choice(people)
    answers = {question.id: _answer(dice, question.type, question.values, start) for question in form.questions}
    return body | {"answers": {question: word for question, word in answers.items() if word is not None}}


def _answer(dice: Random, type: str, values: Sequence[str], start: datetime) -> str | None:
    if type == "time":
        moment = start + timedelta(minutes=dice.choice((-600, 0, 20, 90, 1500)))
        return dice.choice((None, moment.isoformat()))
    if type == "count":
        return dice.choice((None, "0", "1", "7"))
    return dice.choice((*values, *values, None))


def _gap(dice: Random, number: int, days: list[date], places: Sequence[str]) -> Yaml:
    first = _moment(dice, days, ("00:00", "09:00", "20:00"))
    last = first + timedelta(hours=dice.choice((1, 12, 48)))
    body = {"id": f"G{number}", "form": "round"}
    return _at(body | {"first": first.isoformat(), "last": last.isoformat()}, dice.choice((*places, None)))


# ---------------------------------------------------------------- shrinking


def smallest(month: SmallMonth, fails: Callable[[SmallMonth], bool]) -> SmallMonth:
    """The month with everything taken away that is not needed for it to fail."""
    shrunk = True
    while shrunk:
        shrunk = False
        for smaller in _smaller(month):
            if _still(smaller, fails):
                month, shrunk = smaller, True
                break
    return month


def _still(month: SmallMonth, fails: Callable[[SmallMonth], bool]) -> bool:
    try:
        return fails(month)
    except (KeyError, StopIteration):  # something that is still spoken of was taken away
        return False


def _smaller(month: SmallMonth) -> Iterator[SmallMonth]:
    for name in ("one", "two"):
        rules: dict[str, Yaml] = getattr(month, name)
        for id in rules:
            if name == "two" or len(rules) > 1:
                yield replace(month, **{name: {key: one for key, one in rules.items() if key != id}})  # type: ignore[arg-type]
    yield from _fewer_pardons(month)
    for sort in ("observations", "duties", "gaps", "places", "people"):
        rows = list(getattr(month.records, sort))
        for number in range(len(rows)):
            fewer = rows[:number] + rows[number + 1 :]
            if fewer or sort != "people":
                yield replace(month, records=Records(**{**vars(month.records), sort: fewer}))
    for id, one in month.one.items():
        for key in set(one) - {"title", "kind", "points", "form", "counts", "per", "questions", "faults", "credit"}:
            if key in (
                "shadow_until",
                "rounding",
                "on",
                "where",
                "complete",
                "min_minutes",
                "cap_if_critical",
                "veto",
                "top",
            ):
                fewer_keys = {name: value for name, value in one.items() if name != key}
                yield replace(month, one={**month.one, id: fewer_keys})
