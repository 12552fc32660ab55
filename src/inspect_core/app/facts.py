"""What is known about a project, as a scoring run needs it: columns of one period, kept beside the journal's head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

import polars as pl

from inspect_core import __version__
from inspect_core.app.figures import figures_of, stated_figures
from inspect_core.app.findings.records import rectified
from inspect_core.app.given import given_by_hand
from inspect_core.app.project import App
from inspect_core.domain.known import Known, Measured
from inspect_core.domain.people import Person
from inspect_core.domain.period import Period
from inspect_core.domain.places import Place
from inspect_core.domain.roster import Duty, Shift
from inspect_core.engine.draw import DRAWN_AHEAD, Drawing
from inspect_core.engine.records import Records
from inspect_core.engine.recurring import Recurring
from inspect_core.engine.tables import AnswerCode, Excuse, Names, Tables
from inspect_core.language.rule import Rule
from inspect_core.ports import Facts

FORMAT: Final = "tables/4"
ERASED: Final = "—"
"""What stands where a reason was erased with the person it was told of."""
OPEN_DAYS: Final = 31
"""How long ago what is begun and not ended may have begun, for it to be called still due."""
_REACH: Final = {
    "week": 7,
    "half_month": 16,
    "month": 31,
    "two_months": 62,
    "quarter": 92,
    "half_year": 184,
    "year": 366,
}
_OTHERS: Final = ("codes", "names", "people", "began", "past", "excuses", "given", "figures", "owing")
_PARTS: Final = tuple(field.name for field in fields(Tables) if field.name not in _OTHERS)
_LAZY: Final = ("visits", "answers", "measures")


def tables_of(app: App, period: Period) -> Tables:
    """The columns of a period: from the cache where it fits the journal's head and the rulesets, else made anew."""
    columns = app.store.columns
    from_findings = rectified(app)
    key = _key(app, period) + (f"|{from_findings.digest}" if from_findings else "")
    decided: dict[str, Any] = {
        "excuses": _excuses(app.store.facts),
        "given": given_by_hand(app.store.facts, app.settings.project.zone),
        "figures": figures_of(app.store.facts),
    }
    cached = columns.load(key)
    if cached is not None:
        return replace(_thawed(cached), **decided)
    from inspect_core.engine.encode import encode  # noqa: PLC0415 - not needed where the columns were kept

    first, last = days_read(app, period)
    records = records_of(app.store.facts, app.settings.project.id, first, last, days_ahead(app))
    if from_findings:
        records = replace(records, observations=from_findings.among(records.observations, first, last))
    tables = encode(records, app.standards.forms, app.settings.project.zone)
    settled = app.given is None or app.calendar is not None  # as it is, or as it was closed: no trial
    if settled and key.startswith(_key(app, period)):  # nothing was journalled meanwhile
        columns.save(key, _frozen(tables))
    return replace(tables, **decided)


def _excuses(facts: Facts) -> tuple[Excuse, ...]:
    """The slots excused by hand."""
    return tuple(
        Excuse(
            one["id"],
            one["rule"],
            one.get("place"),
            one.get("person"),
            int(datetime.fromisoformat(one["at"]).timestamp()),
            one.get("reason") or ERASED,
            one["approved_by"],
        )
        for one in facts.excuses(with_private=True)
    )


def _key(app: App, period: Period) -> str:
    head = app.store.journal.head()
    editions = "+".join(ruleset.fingerprint[:16] for ruleset in app.standards.rulesets)
    days = (period.id, str(period.first), str(period.last), app.settings.project.time_zone)
    return "|".join((FORMAT, __version__, head.anchor, *days, editions))


def days_read(app: App, period: Period) -> tuple[date, date]:
    """The first and the last day whose observations a period is scored from."""
    back = reach(rule for found in app.standards.rulesets for rule in found.rules)
    return period.first - timedelta(days=back), period.last + timedelta(days=1)


def reach(rules: Iterable[Rule]) -> int:
    """How many days before a period its rules look back: a quarter is judged in the month in which it ends."""
    found = [2]  # a night shift begins the day before
    for rule in rules:
        settings = rule.settings
        if isinstance(settings, Recurring):
            found.append(_REACH.get(settings.parts.when or "", 0))
            found.append((settings.every.days or 0) if settings.every else 0)
            draw = settings.draw if isinstance(settings, Drawing) else None
            found.append(DRAWN_AHEAD[draw.per] if draw else 0)
        found.append(settings.looks_back())
    return max(found)


def days_ahead(app: App) -> int:
    """How many days beyond a period the roster is read, for what is drawn of a week or month that goes on."""
    settings = [rule.settings for found in app.standards.rulesets for rule in found.rules]
    draws = [one.draw for one in settings if isinstance(one, Drawing) and one.draw]
    return max((DRAWN_AHEAD[draw.per] for draw in draws), default=0)


def records_of(facts: Facts, project: str, first: date, last: date, ahead: int = 0) -> Records:
    """Everything known about the days from `first` to `last`, as the engine reads it, the roster `ahead` days more."""
    began = facts.began(first)
    return Records(
        project=project,
        people=facts.people(),
        places=facts.places(),
        shifts=facts.shifts(),
        duties=facts.duties(first, last + timedelta(days=ahead)),
        gaps=facts.gaps(),
        observations=facts.observations(first, last, with_private=True),
        began=began.isoformat() if began else None,
    )


def known(app: App) -> Known:
    """What imports and forms are checked against: the people with their names, places, shifts, duties, forms."""
    facts, standards = app.store.facts, app.standards
    return Known(
        people={found["id"]: Person.model_validate(_of(Person, found)) for found in facts.people(with_private=True)},
        places={found["id"]: Place.model_validate(_of(Place, found)) for found in facts.places()},
        shifts={found["id"]: Shift.model_validate(_of(Shift, found)) for found in facts.shifts()},
        duties=[Duty.model_validate(_of(Duty, found)) for found in facts.duties(date.min, date.max)],
        forms=standards.forms,
        roles=standards.roles,
        departments=standards.departments,
        indicators={
            name: Measured(one.title, one.unit, one.of, one.source.zh if one.source else "")
            for name, one in standards.scheme.text.indicators.items()
        },
        figures=stated_figures(facts),
    )


def _of(model: Any, found: Mapping[str, Any]) -> dict[str, Any]:
    """The fields the model has; a later version of the program may have stated more."""
    return {name: value for name, value in found.items() if name in model.model_fields}


def _frozen(tables: Tables) -> dict[str, pl.DataFrame]:
    """The tables as frames that can be kept."""
    frames = {name: getattr(tables, name) for name in _PARTS}
    kept = {name: frame.collect() if isinstance(frame, pl.LazyFrame) else frame for name, frame in frames.items()}
    names = [(kind, name) for kind, listed in tables.names.lists.items() for name in listed]
    codes = [(code.code, code.form, code.question, code.value) for code in tables.codes]
    texts = dict.fromkeys(("form", "question", "value"), pl.String)
    return {
        **kept,
        "names": pl.DataFrame(names, schema={"kind": pl.String, "name": pl.String}, orient="row"),
        "codes": pl.DataFrame(codes, schema={"code": pl.Int64, **texts}, orient="row"),
        "people": pl.DataFrame({"people": [tables.people], "began": [tables.began]}),
    }


def _thawed(frames: Mapping[str, pl.DataFrame]) -> Tables:
    """The tables that were kept."""
    grouped = frames["names"].group_by("kind", maintain_order=True).agg("name")
    names = {kind: tuple(listed) for kind, listed in grouped.iter_rows()}
    parts: dict[str, Any] = {name: frames[name].lazy() if name in _LAZY else frames[name] for name in _PARTS}
    codes = tuple(AnswerCode(*row) for row in frames["codes"].iter_rows())
    people, began = frames["people"].row(0)
    return Tables(**parts, codes=codes, names=Names(names), people=people, began=began)
