"""Findings derived from the records: a record that is corrected or voided takes its findings with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from inspect_core.app.findings.judged import Judge, Opened, forms_asking, judge_of
from inspect_core.app.findings.whose import Whose
from inspect_core.app.project import App
from inspect_core.domain.finding import Finding, finding_id
from inspect_core.domain.period import Period

Record = Mapping[str, Any]


def derived(app: App) -> Iterator[Finding]:
    """Every finding there ever was, in the order in which the journal heard of the records.

    A line of corrections is one record: its finding keeps its name and its steps as long as the answer stays unmet,
    and its time runs from when the first of them was told.
    """
    forms = set(forms_asking(app.standards))
    if not forms:
        return
    facts, zone = app.store.facts, app.settings.project.zone
    standing = [one for one in facts.observations(date.min, date.max) if one["form"] in forms]
    every = [*standing, *(one for one in facts.withdrawn(date.min, date.max) if one["form"] in forms)]
    judge, whose = judge_of(app.standards, every), Whose(facts, zone)
    for line in _lines(every):
        yield from _of_line(line, judge, whose, app)


def _lines(records: Iterable[Record]) -> list[list[Record]]:
    """The records with their corrections, each line in the order of the journal, by when it began."""
    known = {str(one["id"]): one for one in records}
    lines: dict[str, list[Record]] = {}
    for one in sorted(known.values(), key=lambda one: int(one["seq"])):
        first = one
        while first.get("supersedes") in known:
            first = known[first["supersedes"]]
        lines.setdefault(str(first["id"]), []).append(one)
    return sorted(lines.values(), key=lambda line: int(line[0]["seq"]))


def _of_line(line: Sequence[Record], judge: Judge, whose: Whose, app: App) -> Iterator[Finding]:
    """The findings of a record and its corrections; what only an earlier one said is withdrawn."""
    zone = app.settings.project.zone
    last: dict[tuple[str, str], tuple[Record, Opened]] = {}
    for one in line:
        day = datetime.fromisoformat(one["start"]).astimezone(zone).date()
        for opened in judge.opened(one, day):
            last[opened.rule.name, opened.question] = one, opened
    told = datetime.fromisoformat(line[0]["received_at"])
    for record, opened in last.values():
        gone: Literal["voided", "corrected"] | None = None
        if record["voided"] is not None or line[-1]["voided"] is not None:
            gone = "voided"
        elif record is not line[-1]:
            gone = "corrected"
        yield _finding(record, opened, str(line[0]["id"]), told, gone, whose, app)


def _finding(
    record: Record,
    opened: Opened,
    first: str,
    told: datetime,
    gone: Literal["voided", "corrected"] | None,
    whose: Whose,
    app: App,
) -> Finding:
    found = datetime.fromisoformat(record["start"])
    zone, settings = app.settings.project.zone, opened.rule.settings
    people = whose.people(opened.rule, record, found)
    return Finding(
        id=finding_id(first, opened.rule.name, opened.question),
        observation=str(record["id"]),
        rule=opened.rule.name,
        question=opened.question,
        answer=opened.answer,
        severity=opened.severity,
        form=str(record["form"]),
        place=record.get("place"),
        subject=record.get("subject"),
        observer=str(record["observer"]),
        found=found.astimezone(zone),
        told=told.astimezone(zone),
        responsible=people,
        contractor=whose.contractor(record) if not people else None,
        return_visit=opened.return_visit,
        counts=not settings.advisory and not _in_shadow(settings.shadow_until, found.astimezone(zone).date(), app),
        gone=gone,
    )


def _in_shadow(until: date | None, day: date, app: App) -> bool:
    """Whether its rule counts nothing in the period of the day."""
    return until is not None and until > period_of(app, day).first


def period_of(app: App, day: date) -> Period:
    """The period that a day is in."""
    found = app.period(f"{day.year}-{day.month:02d}")
    if day <= found.last:
        return found
    return app.period(f"{day.year + day.month // 12}-{day.month % 12 + 1:02d}")
