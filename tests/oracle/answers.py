"""The oracle's judged visits: checklist, deduction, rating and proportion, one answer at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

from inspect_core.domain.period import Period
from inspect_core.language.rule import Rule
from tests.oracle.facts import Facts, Visit, unasked
from tests.oracle.slots import Row

MARKS = {"pass": Fraction(1), "yes": Fraction(1), "partly": Fraction(1, 2)}
FAILED = ("fail", "no", "minor", "major", "critical")
WHOLE = 100_000


def visits(rule: Rule, period: Period, facts: Facts) -> list[Row]:
    """One row for each visit of the period that answers a question of the rule."""
    settings: Any = rule.settings
    times: Counter[tuple[str | None, str | None, str]] = Counter()
    rows = []
    for visit in facts.visits:
        if visit.form != settings.form or not period.first <= visit.day <= period.last:
            continue
        row = Row(visit.day, visit.start, visit.start + max(visit.length, timedelta(seconds=1)), place=visit.place)
        row.person, row.subject, row.duty = visit.observer, visit.subject, visit.id
        judge = {"checklist": _checklist, "rating": _rating, "proportion": _proportion}.get(settings.kind)
        if judge(rule, visit, row) if judge else _deduction(rule, visit, row, times):
            rows.append(row)
    return rows


def _add(row: Row, mark: Fraction | None, weight: int = 1) -> None:
    """One answer of so much worth (of 1); None leaves the score."""
    if mark is None:
        row.counts["na"] += 1
        return
    row.counts["met" if mark == 1 else "partly" if mark else "unmet"] += 1
    row.earned += int(weight * mark * WHOLE)
    row.of += weight * WHOLE


def _checklist(rule: Rule, visit: Visit, row: Row) -> bool:
    settings: Any = rule.settings
    if any(dated.on(visit.day) is None for dated in settings.given.values()):
        return False
    answered = False
    for name, asked in settings.asked(rule.id).items():
        word = visit.answers.get(name)
        if word is None and not unasked(visit, settings.when, asked.when):
            continue
        answered = True
        if word is None:
            _add(row, None)
            continue
        answers = asked.answers or settings.answers
        if word == "na":
            mark = Fraction(0) if settings.na in ("zero", "fail") else None
        else:
            mark = Fraction(answers[word], WHOLE) if isinstance(answers, dict) else MARKS.get(word, Fraction(0))
        _add(row, mark, asked.weight)
        capped = settings.cap_if_critical and settings.cap_if_critical.on(visit.day) is not None
        if capped and asked.critical and mark == 0 and word != "na":
            row.wiped = row.wiped or answers != "pass_severity_na" or word == "critical"
    return answered


def _rating(rule: Rule, visit: Visit, row: Row) -> bool:
    settings: Any = rule.settings
    if settings.at_least and settings.at_least.on(visit.day) is None:
        return False
    best = max((worth for worth in settings.scale.values() if worth is not None), default=0)
    asked = {name: one for name, one in settings.asked(rule.id).items() if visit.answers.get(name) in settings.scale}
    for name, one in asked.items():
        word = visit.answers[name]
        worth = settings.scale[word]
        if worth is None or settings.top:
            _add(row, None if worth is None else Fraction(int(word in settings.top)), one.weight)
            continue
        _add(row, Fraction(worth, WHOLE), one.weight)
        if worth == best < WHOLE:  # the best answer of a scale is met, whatever it is worth
            row.counts["partly" if worth else "unmet"] -= 1
            row.counts["met"] += 1
    open_ = {name: one for name, one in settings.asked(rule.id).items() if name not in visit.answers}
    left = [one for one in open_.values() if unasked(visit, settings.when, one.when)]
    for _ in left:
        _add(row, None)
    return bool(asked or left)


def _proportion(rule: Rule, visit: Visit, row: Row) -> bool:
    settings: Any = rule.settings
    word = visit.answers.get(settings.question)
    if word is None or (settings.at_least and settings.at_least.on(visit.day) is None):
        return False
    _add(row, None if word in settings.left_out else Fraction(int(word in settings.good)))
    return True


def _deduction(rule: Rule, visit: Visit, row: Row, times: Counter[tuple[str | None, str | None, str]]) -> bool:
    """Full points less what the faults cost; a fault that wipes takes all, below any floor."""
    settings: Any = rule.settings
    full = settings.starts_with(visit.day)
    if full is None:
        return False
    found = list(_faults(rule, visit))
    for name, fault, times_found in found:
        if times_found is None:
            row.counts["na"] += 1
            continue
        row.counts["unmet" if times_found else "met"] += 1
        if not times_found:
            continue
        if fault.repeat:
            who = (visit.subject, None if visit.subject else visit.place, name)
            row.deduction += fault.repeat[min(times[who], len(fault.repeat) - 1)]
            times[who] += 1
        else:
            cost = fault.deduct.on(visit.day) * times_found
            most = fault.most.on(visit.day) if fault.most else None
            row.deduction += cost if most is None else min(cost, most)
        row.wiped = row.wiped or fault.zero_out
    row.deduction += sum(_surcharges(settings, visit, found))
    judged = row.counts["met"] + row.counts["unmet"] > 0
    if settings.over == "visit" and judged:
        row.earned, row.of = 0 if row.wiped else max(full - row.deduction, settings.floor.on(visit.day) or 0), full
    return bool(found)


def _surcharges(settings: Any, visit: Visit, found: list[tuple[str, Any, int | None]]) -> Iterator[int]:
    """What is lost on top where a fault, or a severity, was found often enough in the visit."""
    for name, one in settings.surcharge.items():
        least, cost, times = one.from_.on(visit.day), one.deduct.on(visit.day), 0
        for fault_name, fault, found_times in found:
            word = visit.answers.get(fault_name)
            if name == word or (name == fault_name and (found_times or word in ("minor", "major", "critical"))):
                times += found_times or 1 if fault.each == "place" else 1
        if least is not None and cost is not None and times >= least:
            yield cost


def _faults(rule: Rule, visit: Visit) -> Iterator[tuple[str, Any, int | None]]:
    """The faults in force that the visit answers, with how many times each was found; None for not applicable."""
    settings: Any = rule.settings
    for name, fault in settings.faults.items():
        word = visit.answers.get(name)
        if word is None and unasked(visit, fault.when):
            yield name, fault, None
            continue
        if word is None or fault.deduct.on(visit.day) is None:
            continue
        if word == "na":
            yield name, fault, None
        elif fault.each == "place":
            yield name, fault, int(word)
        elif fault.severity:
            yield name, fault, fault.severity.get(word, 1) if word in ("minor", "major", "critical") else 0
        else:
            yield name, fault, int(word == "fail")
