"""The oracle's slots: frequency, quota, coverage, interval, deadline and outside, one slot at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from inspect_core.domain.calendar import Workday
from inspect_core.domain.period import Period
from inspect_core.language.rule import Rule
from tests.oracle.draws import drawn
from tests.oracle.facts import AWAY, Duty, Facts, Stint, Visit, unasked
from tests.oracle.lots import judged
from tests.oracle.missing import hidden, lost_times
from tests.oracle.rules import FORMS
from tests.oracle.stretches import Stretch, chosen, cut, stretches

COUNTS = ("met", "partly", "unmet", "excused", "na", "no_data")


@dataclass
class Row:
    """A slot or a judged visit: what it gives to the rule, and what credit needs to know of it."""

    day: date
    first: datetime
    last: datetime
    place: str | None = None
    person: str | None = None
    subject: str | None = None
    duty: str | None = None
    days: int = 1
    due: int = 0
    done: int = 0
    excused: bool = False
    earned: int = 0
    of: int = 0
    deduction: int = 0
    wiped: bool = False
    decided: bool | None = None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))


def slots(
    rule: Rule, period: Period, facts: Facts, workday: Workday, spared: Callable[[Row], bool] = lambda _: False
) -> list[Row]:
    """The rule's slots of the period, each with what was done and what became of it; some were `spared` beforehand."""
    settings: Any = rule.settings
    if settings.kind == "deadline":
        rows = list(_deadlines(rule, period, facts, workday))
    elif settings.kind == "outside":
        rows = list(_outside(rule, period, facts, workday))
    else:
        draw = getattr(settings, "draw", None)
        due = drawn(draw, period, lambda own: _due(rule, own, facts, workday)) if draw else None
        rows = [row for row in due or _due(rule, period, facts, workday) if _measure(row, rule, facts)]
    for row in rows:
        row.excused |= spared(row)
        grade, places = getattr(settings, "grade", "all_or_nothing"), _seen_at(row, settings, facts)
        lost = hidden(row, rule, facts, places) if row.decided is None else row.due * (not row.decided)
        _grade(row, grade, lost)
    return rows


def _grade(row: Row, grade: str, hidden: int) -> None:
    """What a gap hides is not due, unless the slot was met with it; where nothing is left due, nothing is known."""
    due, lost = row.due, False
    if row.done < row.due and hidden:
        due, lost = row.due - hidden, hidden >= row.due
    met = row.done >= due and not lost
    if met or not (row.excused or lost):
        if grade == "proportional":
            row.earned = min(row.done, row.due)
            row.of = max(due, row.earned)
        else:
            row.earned, row.of = int(met), 1
        some = row.done > 0 and grade == "proportional"
        row.counts["met" if met else "partly" if some else "unmet"] = 1
    else:
        row.counts["excused" if row.excused else "no_data"] = 1


def _seen_at(row: Row, settings: Any, facts: Facts) -> list[str]:
    """The places a rule is about: the forms of the oracle's rules are filled in anywhere."""
    if settings.kind in ("deadline", "outside"):
        return []
    if settings.kind == "coverage":
        return _places(settings, settings.covers, _days(row.day, row.days), facts)
    return [place for place in facts.places if _fits(place, "place", settings, facts)]


# ---------------------------------------------------------------- what was due


def _due(rule: Rule, period: Period, facts: Facts, workday: Workday) -> Iterator[Row]:
    settings: Any = rule.settings
    per = settings.parts
    if per.when == "shift":
        yield from _shift_slots(settings, period, facts, workday)
        return
    for stretch in stretches(rule, period, facts, workday):
        days = _days(stretch.day, stretch.days)
        if not per.where and not per.who and not _half(days, facts.began, date.max):
            continue
        for place in _places(settings, per.where, days, facts) if per.where else [None]:
            row = Row(stretch.day, stretch.first, stretch.last, place=place, days=stretch.days)
            if per.who is None:
                yield row
                continue
            roles = settings.by if per.who == "person" else settings.of
            for person in _owing(roles, days, period, facts, workday):
                if len(days) == 1 and not settings.on.days_off and facts.off(person, days[0], period):
                    continue
                yield _of(row, per.who, person)


def _days(last: date, count: int) -> list[date]:
    return [last - timedelta(days=n) for n in range(count)]


def _half(days: Sequence[date], first: date, last: date) -> bool:
    return 2 * sum(first <= day <= last for day in days) >= len(days)


def _of(row: Row, who: str, person: str) -> Row:
    """The same slot for one person, who acts in it or is seen."""
    found = replace(row, counts=dict(row.counts))
    setattr(found, who, person)
    return found


def _owing(roles: Sequence[str], days: list[date], period: Period, facts: Facts, workday: Workday) -> Iterator[str]:
    """Who held one of the roles for half of the days, and was not away on all of them that are worked."""
    for person in dict.fromkeys(stint.person for stint in facts.stints):
        own = [stint for stint in facts.stints if stint.person == person and (not roles or stint.role in roles)]
        held = [day for day in days if day >= facts.began and any(stint.first <= day <= stint.last for stint in own)]
        if 2 * len(held) < len(days) or not any(stint.last >= period.first for stint in own if _meets(stint, days)):
            continue
        if facts.away_throughout(person, days, held, period, workday):
            continue
        yield person


def _meets(stint: Stint, days: Sequence[date]) -> bool:
    return any(stint.first <= day <= stint.last for day in days)


def _places(settings: Any, kind: str, days: Sequence[date], facts: Facts) -> list[str]:
    return [place for place in facts.places if _fits(place, kind, settings, facts) and _half(days, *facts.open(place))]


def _fits(place: str | None, kind: str, settings: Any, facts: Facts) -> bool:
    """Whether a place is of the kind, and one of those that `where` leaves in."""
    body, where = facts.places.get(place or "", {}), settings.where
    return (
        kind in ("place", body.get("kind"))
        and (not where.place_kind or body.get("kind") in where.place_kind)
        and (not where.area_class or body.get("area_class") in where.area_class)
    )


def _shift_slots(settings: Any, period: Period, facts: Facts, workday: Workday) -> Iterator[Row]:
    """One slot for each shift of a day at a place, of a person, or of the project."""
    per = settings.parts
    groups: dict[tuple[Any, ...], list[Duty]] = {}
    roles = settings.of if per.who == "subject" else settings.by
    by_role = bool(roles) and (per.who is not None or per.where is None)
    for duty in facts.duties:
        if duty.status in (*AWAY, "cancelled") or not period.first <= duty.day <= period.last:
            continue
        if not chosen(duty.day, settings.on, workday):
            continue
        if (by_role and duty.role not in roles) or (per.where and not _at(duty.place, per.where, settings, facts)):
            continue
        who = (duty.person, duty.id if per.who == "subject" else None) if per.who else None
        groups.setdefault((duty.day, duty.first, duty.last, duty.place if per.where else None, who), []).append(duty)
    for (day, first, last, place, who), duties in groups.items():
        excused = all(duty.status == "excused" for duty in duties)
        row = Row(day, first, last, place=place, excused=excused)
        if who:
            row = replace(_of(row, per.who, who[0]), duty=who[1])
        hours = settings.every.hours if settings.every else None
        for piece in cut(Stretch(day, first, last), hours) if hours else [Stretch(day, first, last)]:
            yield replace(row, first=piece.first, last=piece.last, counts=dict(row.counts))


def _at(place: str | None, kind: str, settings: Any, facts: Facts) -> bool:
    return place is not None and _fits(place, kind, settings, facts)


# ---------------------------------------------------------------- what was done


def _measure(row: Row, rule: Rule, facts: Facts) -> bool:
    """Fills in due and done; False where the rule is not in force on the slot's day."""
    settings: Any = rule.settings
    counted = [visit for visit in facts.visits if _counts(visit, row, settings, facts)]
    if settings.kind in ("sampling", "density"):
        return judged(row, rule, counted)
    if settings.kind == "coverage":
        open_now = _places(settings, settings.covers, _days(row.day, row.days), facts)
        row.due = len(open_now)
        row.done = len({visit.place for visit in counted} & set(open_now))
        return row.due > 0
    value = settings.at_most.on(row.day) if settings.kind == "interval" else settings.at_least.on(row.day)
    if value is None:
        return False
    if settings.kind == "interval":
        lost = lost_times(row, rule, facts, _seen_at(row, settings, facts))
        _interval(row, timedelta(seconds=value.count), [visit.start for visit in counted], lost)
        return True
    row.due = value
    if settings.kind == "quota":
        row.done = len({seen for visit in counted if (seen := _distinct(visit, settings.distinct)) is not None})
    elif settings.measure == "minutes":
        row.done = int(sum(visit.length.total_seconds() for visit in counted)) // 60
    else:
        row.done = len(counted)
    return True


def _distinct(visit: Visit, what: str) -> Any:
    if what in ("place", "subject"):
        return getattr(visit, what)
    return (visit.form, visit.answers[what]) if what in visit.answers else None


def _interval(row: Row, step: timedelta, starts: list[datetime], lost: list[tuple[datetime, datetime]]) -> None:
    """The slot in pieces of a step; a piece is done when somebody came and nobody was late in it.

    Late is who comes more than a step after the start of the slot, the visit before, and the last moment until then of
    which records may be lost. Nobody needed to come in a piece with which the clock began, when the next visit is
    just in time; nor in the last one, when the slot ends within a step after a visit.
    """

    def clock(start: datetime) -> datetime:
        """Since when one waits for a visit that begins now."""
        return max(
            [row.first, *starts[: starts.index(start)], *(min(back, start) for gone, back in lost if gone < start)]
        )

    row.due = -(-(row.last - row.first) // step)
    for number in range(row.due):
        begins = row.first + number * step
        ends = min(begins + step, row.last)
        inside = [start for start in starts if begins <= start < ends]
        if inside:
            row.done += max(start - clock(start) for start in inside) <= step
        elif ends == begins + step and ends in starts:
            row.done += clock(ends) == begins
        else:
            row.done += ends == row.last and any(row.last - start <= step for start in starts)


def _counts(visit: Visit, row: Row, settings: Any, facts: Facts) -> bool:
    if visit.form not in settings.counts or (settings.by and visit.role not in settings.by):
        return False
    if not row.first <= visit.start < row.last or not _belongs(visit, row, settings, facts):
        return False
    least = settings.min_minutes.on(row.day) if settings.min_minutes else None
    if least is not None and visit.length < timedelta(minutes=least):
        return False
    left = [name for name in settings.complete if name not in visit.answers]
    conditions = {name: FORMS[visit.form]["questions"][name].get("when", {}) for name in left}
    return all(conditions[name] and unasked(visit, conditions[name]) for name in left) and _answers(
        visit, settings.where
    )


def _answers(visit: Visit, given: Any) -> bool:
    """Whether a visit has the answers that are asked for, and none of those that are not."""
    wanted = all(visit.answers.get(question) in words for question, words in given.answered.items())
    return wanted and not any(visit.answers.get(question) in words for question, words in given.not_answered.items())


def _belongs(visit: Visit, row: Row, settings: Any, facts: Facts) -> bool:
    per = settings.parts
    if per.where and visit.place != row.place:
        return False
    if settings.kind == "coverage" and not _fits(visit.place, settings.covers, settings, facts):
        return False
    if not per.where and not _fits(visit.place, "place", settings, facts):
        return False
    if per.who == "person" and visit.observer != row.person:
        return False
    return per.who != "subject" or visit.subject == row.subject


# ---------------------------------------------------------------- in time


def _deadlines(rule: Rule, period: Period, facts: Facts, workday: Workday) -> Iterator[Row]:
    settings: Any = rule.settings
    for visit in facts.visits:
        if not _answers(visit, settings.where):
            continue
        begins = _moment(visit, settings.starts) if visit.form == settings.form else None
        limit = _limit(visit, begins, settings, facts, workday) if begins else None
        if begins is None or limit is None:
            continue
        ended = _moment(visit, settings.ends)
        over = facts.local(max(visit.start, min(ended or limit, limit)))
        if not period.first <= over <= period.last:
            continue
        row = Row(
            max(visit.day, period.first),
            begins,
            limit,
            place=visit.place,
            person=visit.observer,
            subject=visit.subject,
            due=1,
        )
        row.done = int(ended is not None and ended < limit)
        yield row


def _moment(visit: Visit, name: str) -> datetime | None:
    if name == "start":
        return visit.start
    if name == "end":
        return visit.end
    return datetime.fromisoformat(visit.answers[name]) if name in visit.answers else None


def _limit(visit: Visit, begins: datetime, settings: Any, facts: Facts, workday: Workday) -> datetime | None:
    """The first instant that is too late; nothing where no limit is in force."""
    today = facts.local(begins)
    limits = []
    agreed = _moment(visit, settings.agreed) if settings.agreed else None
    if agreed is not None and agreed >= begins:
        limits.append(agreed + timedelta(seconds=1))
    elif settings.within:
        word = visit.answers.get(settings.within.by, "?") if settings.within.by else ""
        dated = settings.within.limits.get(word)
        span = dated.on(today) if dated else None
        if span is None:
            return None
        if span.unit == "seconds":
            limits.append(begins + timedelta(seconds=span.count + 1))
        else:
            day = today
            for _ in range(span.count if span.unit == "workdays" else 0):
                day = next(later for n in range(1, 99) if workday(later := day + timedelta(days=n)))
            limits.append(facts.midnight(day + timedelta(days=1)))
    if settings.same_day:
        limits.append(facts.midnight(today + timedelta(days=1)))
    if settings.until:
        named = _moment(visit, settings.until)
        if named is None or named < begins:
            return None
        limits.append(named + timedelta(seconds=1))
    return min(limits)


# ---------------------------------------------------------------- at other hours


def _outside(rule: Rule, period: Period, facts: Facts, workday: Workday) -> Iterator[Row]:
    settings: Any = rule.settings
    kept = []
    for day in (period.first - timedelta(days=1), *period.days()):
        for window in (rule.windows[name] for name in settings.windows):
            if settings.on == "day" or workday(day):
                midnight = facts.midnight(day)
                kept.append((midnight + timedelta(minutes=window.first), midnight + timedelta(minutes=window.last)))
    for visit in facts.visits:
        if visit.form != settings.form or not period.first <= visit.day <= period.last:
            continue
        over = max(visit.end or visit.start, visit.start + timedelta(seconds=1))
        later = [first for first, _ in kept if first > visit.start]
        inside = any(first <= visit.start < last for first, last in kept)
        until = visit.start if inside else min(later, default=over)
        row = Row(visit.day, visit.start, until, place=visit.place, person=visit.observer, subject=visit.subject, due=1)
        row.done = int(not any(first < over and visit.start < last for first, last in kept))
        yield row
