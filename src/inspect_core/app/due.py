"""What is still to be done: the slots that are open now or begin later today, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

import polars as pl

from inspect_core.app.facts import OPEN_DAYS, tables_of
from inspect_core.app.findings.register import register
from inspect_core.app.findings.views import FindingViews, chosen
from inspect_core.app.project import App
from inspect_core.app.score import labels
from inspect_core.domain.period import Period
from inspect_core.domain.text import Text
from inspect_core.engine import tables as t
from inspect_core.engine.explain import RuleRows, spelled_out
from inspect_core.engine.ground import Ground
from inspect_core.engine.kind import SlotKind
from inspect_core.engine.plan import Plan
from inspect_core.engine.recurring import Recurring
from inspect_core.language.rule import Rule

SHIFT, TODAY, WEEK, MONTH, LONGER, OPEN = "shift", "today", "week", "month", "longer", "open"
GROUPS: Final = (SHIFT, TODAY, OPEN, WEEK, MONTH, LONGER)
_LENGTHS: Final[Mapping[str, tuple[str, int]]] = {
    "week": (WEEK, 7),
    "half_month": (MONTH, 16),
    "month": (MONTH, 31),
    "period": (MONTH, 0),
    "two_months": (LONGER, 62),
    "quarter": (LONGER, 92),
    "half_year": (LONGER, 184),
    "year": (LONGER, 366),
}
_FAR: Final = 2**40  # instants beyond every date: no limit


@dataclass(frozen=True, slots=True)
class Due:
    """One slot that is not done yet: what, where, until when, how much of how much, and who may do it."""

    group: str
    rule: str
    title: Text
    place: str | None
    person: str | None
    first: datetime | None
    last: datetime | None
    due: int
    done: int
    people: tuple[str, ...]
    roles: tuple[str, ...]
    subject: str | None = None


def still_due(app: App, at: datetime, person: str | None = None) -> tuple[Due, ...]:
    """Everything open at an instant, by group and by the time it ends; with `person` only what is that person's."""
    tables = _until(tables_of(app, period_at(app, at)), at)
    found: list[Due] = []
    for (group, first, last), rules in _grouped(app, at).items():
        ground = Ground(
            Period(group, first, last), app.settings.project.zone, app.workday, app.settings.period.start_day
        )
        plan = plan_of(app, rules)
        for rows in spelled_out(plan, ground, tables):
            found += _open(rows, group, at, ground, tables)
    mine = found if person is None else [one for one in found if _is_of(one, person, at, tables)]
    return tuple(sorted(mine, key=lambda one: (GROUPS.index(one.group), _end(one), one.rule, one.place or "")))


def _until(tables: t.Tables, at: datetime) -> t.Tables:
    """Only what had been seen by then: asked about an hour ago, it answers as it would have done an hour ago."""
    return replace(tables, visits=tables.visits.filter(pl.col("start") <= int(at.timestamp())))


def _end(one: Due) -> float:
    return one.last.timestamp() if one.last is not None else float(_FAR)


def period_at(app: App, at: datetime) -> Period:
    """The period that an instant is in."""
    day = at.astimezone(app.settings.project.zone).date()
    found = app.period(f"{day.year}-{day.month:02d}")
    if day > found.last:
        later = found.last + timedelta(days=20)
        found = app.period(f"{later.year}-{later.month:02d}")
    return found


def _grouped(app: App, at: datetime) -> dict[tuple[str, date, date], list[Rule]]:
    """The rules that lay out slots, by the days whose slots may be open."""
    day = at.astimezone(app.settings.project.zone).date()
    groups: dict[tuple[str, date, date], list[Rule]] = {}
    for rule in (rule for ruleset in app.standards.rulesets for rule in ruleset.rules):
        if isinstance(app.standards.kinds.of(rule), SlotKind):
            groups.setdefault(days_of(rule, day, app, at), []).append(rule)
    return groups


def days_of(rule: Rule, day: date, app: App, at: datetime) -> tuple[str, date, date]:
    """How a rule's slots are grouped, and the first and last day on which those open around a day are judged."""
    settings = rule.settings
    if not isinstance(settings, Recurring):
        return OPEN, day - timedelta(days=OPEN_DAYS), day + timedelta(days=OPEN_DAYS)
    when = settings.parts.when or ""
    if when == "period":
        period = period_at(app, at)
        return MONTH, period.first, period.last
    if settings.every is not None and settings.every.days:
        return LONGER, day, day + timedelta(days=settings.every.days)
    if when in _LENGTHS:
        group, length = _LENGTHS[when]
        return group, day, day + timedelta(days=length)
    return (SHIFT if when == "shift" else TODAY), day - timedelta(days=1), day


def plan_of(app: App, rules: Iterable[Rule]) -> Plan:
    """The plan of some rules alone."""
    wanted = {rule.name for rule in rules}
    own = [
        replace(ruleset, rules=tuple(rule for rule in ruleset.rules if rule.name in wanted))
        for ruleset in app.standards.rulesets
    ]
    return Plan(own, app.standards.kinds, app.standards.scheme)


def _open(found: RuleRows, group: str, at: datetime, ground: Ground, tables: t.Tables) -> Iterator[Due]:
    now = int(at.timestamp())
    midnight = ground.whole(at.astimezone(ground.zone).date(), at.astimezone(ground.zone).date()).last
    begins = midnight if group in (SHIFT, TODAY) else now + 1
    rows = found.rows.filter(
        (found.rows["last"] > now)
        & (found.rows["first"] < begins)
        & (found.rows["done"] < found.rows["due"])
        & (found.rows["excused"] == 0)
    )
    stints = dict(people_of(found, tables))
    names = tables.names
    for row in rows.iter_rows(named=True):
        yield Due(
            group,
            found.rule.name,
            found.rule.settings.title,
            names.name("place", row["place"]),
            names.name("person", row["person"]),
            _moment(row["first"], ground),
            _moment(row["last"], ground),
            row["due"],
            row["done"],
            tuple(sorted(stints.get(row["row"], ()))),
            tuple(getattr(found.rule.settings, "by", ())),
            names.name("person", row["subject"]),
        )


def _moment(instant: int, ground: Ground) -> datetime | None:
    return datetime.fromtimestamp(instant, ground.zone) if abs(instant) < _FAR else None


def people_of(found: RuleRows, tables: t.Tables) -> Iterator[tuple[int, set[str]]]:
    """For each row the people whose score it is."""
    people = dict(tables.stints.select("stint", "person").iter_rows())
    by_row: dict[int, set[str]] = {}
    for row, stint in found.credits.select("row", "stint").iter_rows():
        by_row.setdefault(row, set()).add(tables.names.name("person", people[stint]) or "?")
    yield from by_row.items()


def _is_of(one: Due, person: str, at: datetime, tables: t.Tables) -> bool:
    """Whether it is that person's: credited to the person, or to nobody and the person has the role that does it."""
    if one.people or one.person is not None:
        return person in (*one.people, one.person)
    names = tables.names
    own = tables.stints.filter(tables.stints["person"] == names.code("person", person))
    roles = {names.name("role", role) for role in own["role"].to_list()}
    return not one.roles or bool(roles & set(one.roles))


def due_view(app: App, at: datetime, found: Iterable[Due], person: str | None = None) -> dict[str, Any]:
    """What is due as plain data: the contract inspect-core/due/1; with the findings that are still to be put right."""
    known = labels(app)
    views = FindingViews(app, at, known)
    open_ = chosen(register(app), at, only_open=True, person=person)
    return {
        "format": "inspect-core/due/1",
        "project": app.settings.project.id,
        "at": at.isoformat(),
        "due": [
            {
                "group": one.group,
                "rule": one.rule,
                "title": one.title.model_dump(),
                "place": known.place(one.place),
                "person": known.person(one.person),
                "subject": known.person(one.subject),
                "first": one.first.isoformat() if one.first else None,
                "last": one.last.isoformat() if one.last else None,
                "due": one.due,
                "done": one.done,
                "people": [known.person(each) for each in one.people],
                "roles": [{"id": role, "title": _title(app, role)} for role in one.roles],
            }
            for one in found
        ],
        "findings": [views.of(one) for one in open_ if one.finding.runs_from <= at],
    }


def _title(app: App, role: str) -> dict[str, str]:
    return app.standards.roles.get(role, Text(zh=role, en=role)).model_dump()
