"""The register of findings: each with its number, its deadline, its course, who hears of it, and what it repeats."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from inspect_core.app.findings.kept import findings_of
from inspect_core.app.project import App
from inspect_core.domain.events import FINDING_ACTED
from inspect_core.domain.finding import (
    EXCUSED,
    UNREPAIRED,
    Course,
    Finding,
    Step,
    followed,
    late,
    overdue,
    unrepaired_at,
)
from inspect_core.language.findings import FindingsText, end_of

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Escalated:
    """Who hears of a finding, from when on, if it is not put right by then."""

    at: datetime
    to: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding in the register.

    `due` is the last second in which it is put right in time, or None where the calendar is not published so far.
    `repeats` are the findings before it of the same rule at the same place and of the same person.
    """

    number: int
    finding: Finding
    course: Course
    due: datetime | None
    escalations: tuple[Escalated, ...] = ()
    repeats: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether somebody still has to put it right."""
        return self.course.state in UNREPAIRED

    @property
    def late(self) -> bool:
        """Whether it was put right, and too late."""
        return late(self.course, self.due)

    def overdue(self, at: datetime) -> bool:
        """Whether it should have been put right by then and is not."""
        return overdue(self.course, self.due, at)

    def missed(self, at: datetime) -> bool:
        """Whether its deadline had passed by then without a repair that stands, whatever became of it later."""
        passed = self.due is not None and self.due < at
        return passed and self.course.state != EXCUSED and unrepaired_at(self.course, self.due or at)

    def heard(self, one: Escalated, at: datetime) -> bool:
        """Whether an escalation has come to pass by then."""
        return one.at <= at and unrepaired_at(self.course, one.at)


def register(app: App) -> tuple[Entry, ...]:
    """Every finding there ever was, numbered in the order in which the journal heard of them."""
    text = app.standards.scheme.text.findings
    steps = _steps(app)
    known = findings_of(app)
    lost = set(steps) - {one.id for one in known}
    entries = [_entry(app, text, one, steps.get(one.id, ())) for one in (*known, *_abandoned(app, lost))]
    return tuple(replace(entry, number=number) for number, entry in enumerate(_linked(entries, text.repeat_days), 1))


def _entry(app: App, text: FindingsText, finding: Finding, steps: Sequence[Step]) -> Entry:
    zone = app.settings.project.zone
    due = end_of(text.limit(finding.severity), finding.runs_from, zone, app.workday)
    return Entry(0, finding, followed(finding, steps), due, tuple(_escalations(app, text, finding, due)))


def _escalations(app: App, text: FindingsText, finding: Finding, due: datetime | None) -> Iterator[Escalated]:
    for one in text.escalations:
        start = due if one.after is None else finding.runs_from
        span = one.overdue if one.after is None else one.after
        if start is None or span is None or (one.severity and finding.severity not in one.severity):
            continue
        at = end_of(span, start, app.settings.project.zone, app.workday)
        if at is not None:
            yield Escalated(at, one.to)


def _linked(entries: Sequence[Entry], days: int) -> list[Entry]:
    """The entries, each with those before it of the same rule, place and person within so many days."""
    before: dict[tuple[str, str | None, str | None], list[Finding]] = {}
    repeats: dict[str, tuple[str, ...]] = {}
    for finding in sorted((entry.finding for entry in entries), key=lambda one: (one.found, one.id)):
        if finding.gone is not None or (finding.place is None and finding.subject is None):
            continue
        same = before.setdefault((finding.rule, finding.place, finding.subject), [])
        near = [one for one in same if finding.found - one.found <= timedelta(days=days)] if days else []
        repeats[finding.id] = tuple(one.id for one in near if one.observation != finding.observation)
        same.append(finding)
    return [replace(entry, repeats=repeats.get(entry.finding.id, ())) for entry in entries]


def step_of(record: Record) -> Step:
    """A step as it was journalled."""
    return Step(
        id=record["id"],
        act=record["act"],
        by=record["by"],
        at=datetime.fromisoformat(record["received_at"]),
        evidence="evidence" in record,
        answer=record.get("answer"),
        approver=record.get("approved_by"),
    )


def _steps(app: App) -> Mapping[str, Sequence[Step]]:
    """The steps that were not taken back, by finding, in the order of the journal."""
    found: dict[str, list[Step]] = {}
    for record in app.store.facts.proceedings(FINDING_ACTED):
        found.setdefault(record["finding"], []).append(step_of(record))
    return found


def _abandoned(app: App, lost: Collection[str]) -> Iterator[Finding]:
    """Findings with steps whose rule opens them no longer: withdrawn, and what was done is kept."""
    if not lost:
        return
    told = {one["finding"]: one for one in app.store.facts.proceedings(FINDING_ACTED) if one["finding"] in lost}
    records = app.store.facts.known("observation", [one["observation"] for one in told.values()])
    for id, one in told.items():
        record = records.get(one["observation"])
        if record is not None:
            yield _without_rule(id, one, record, app)


def _without_rule(id: str, said: Record, record: Record, app: App) -> Finding:
    zone = app.settings.project.zone
    found, told = (datetime.fromisoformat(record[key]).astimezone(zone) for key in ("start", "received_at"))
    return Finding(
        id=id,
        observation=str(record["id"]),
        rule=said["rule"],
        question=said["question"],
        answer=str((record.get("answers") or {}).get(said["question"], "")),
        severity=said["severity"],
        form=record["form"],
        place=record.get("place"),
        subject=record.get("subject"),
        observer=record["observer"],
        found=found,
        told=told,
        gone="rule",
    )
