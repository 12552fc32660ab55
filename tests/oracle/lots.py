"""The oracle's lots: all records of a slot judged together, by sampling or by the density of defects."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Any

from inspect_core.language.rule import Rule
from tests.oracle.facts import Visit

# sample and accepted number of the plans the oracle's rules can meet, by lot and AQL; 7 is the lot of records
PLANS = {
    (2, 6500): (2, 0),
    (7, 6500): (2, 0),
    (12, 6500): (2, 0),
    (20, 6500): (8, 1),
    (2, 15_000): (2, 1),
    (7, 15_000): (3, 1),
    (12, 15_000): (3, 1),
    (20, 15_000): (5, 2),
}


def judged(row: Any, rule: Rule, counted: Sequence[Visit]) -> bool:
    """Fills in due, done and whether the slot could be decided; False where the rule is not in force."""
    if rule.settings.kind == "sampling":
        return _sampling(row, rule, counted)
    _density(row, rule, counted)
    return True


def _stated(what: Any, counted: Sequence[Visit]) -> int | None:
    if isinstance(what, int):
        return what
    return max((int(visit.answers[what]) for visit in counted if what in visit.answers), default=None)


def _sampling(row: Any, rule: Rule, counted: Sequence[Visit]) -> bool:
    settings: Any = rule.settings
    aql = settings.aql.on(row.day)
    if aql is None:
        return False
    units = []
    for visit in counted:
        words = [visit.answers[name] for name in settings.asked(rule.id) if visit.answers.get(name, "na") != "na"]
        units += ["fail" in words] if words else []
    row.due, row.decided = 1, False
    plan = PLANS.get((_stated(settings.lot, counted) or 0, aql))
    if plan is not None:
        size, accepted = plan
        refused = sum(units[:size]) > accepted
        row.decided = refused or len(units) >= size
        row.done = int(row.decided and not refused)
    return True


def _density(row: Any, rule: Rule, counted: Sequence[Visit]) -> None:
    settings: Any = rule.settings
    known = [visit for visit in counted if settings.area in visit.answers]
    places = len({visit.place for visit in known if visit.place})
    units = places if settings.sample == "places" else _stated(settings.sample, counted)
    whole = settings.rounding == "nspire"
    row.due, row.decided = 100 if whole else 100_000, bool(known and units)
    if not known or not units:
        return
    worst: dict[Any, int] = {}
    for visit in known:
        area = visit.answers[settings.area]
        once = {"place": visit.place, "slot": "", None: visit.id}[settings.once_per.get(area)]
        for fault in settings.faults:
            weight = settings.weights.get(visit.answers.get(fault), {}).get(area, 0)
            worst[area, fault, once] = max(worst.get((area, fault, once), 0), weight)
    score = max(100 - Fraction(sum(worst.values()), 1000 * units), Fraction(0))
    if whole:
        score = Fraction(59 if 59 < score < 60 else floor(score + Fraction(1, 2)))
    row.done = floor(score * (1 if whole else 1000) + Fraction(1, 2))
    if settings.grade == "all_or_nothing":
        row.done = row.due * _passed(settings, Fraction(row.done * 100, row.due), worst, units)


def _passed(settings: Any, score: Fraction, worst: dict[Any, int], units: int) -> bool:
    if score * 1000 < settings.fails.below:
        return False
    for area, most in settings.fails.area.items():
        lost = Fraction(sum(weight for key, weight in worst.items() if key[0] == area), units)
        if lost > most or (lost == most and settings.fails.boundary == "included"):
            return False
    return True
