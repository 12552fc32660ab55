"""Findings as plain data: the contracts inspect-core/findings/1 and inspect-core/finding/1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from inspect_core.app.findings.refusals import ACT_WORDS, SEVERITY_WORDS, STATE_WORDS
from inspect_core.app.findings.register import Entry
from inspect_core.app.month import Labels
from inspect_core.app.project import App
from inspect_core.domain.events import FINDING_ACTED
from inspect_core.domain.finding import ENDED, SATISFIED, SEVERITIES, WITHDRAWN, Course, Finding, Step
from inspect_core.domain.text import Text
from inspect_core.language.rule import Rule

LIST: Final = "inspect-core/findings/1"
ONE: Final = "inspect-core/finding/1"
View = dict[str, Any]


@dataclass(frozen=True)
class FindingViews:
    """Spells findings out; `known` are the names people and places go by, `at` is when it is looked."""

    app: App
    at: datetime
    known: Labels

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {rule.name: rule for ruleset in self.app.standards.rulesets for rule in ruleset.rules}

    def of(self, entry: Entry) -> View:
        """One finding; `overdue`, `late` and whether an escalation was `heard` are told by the clock."""
        one, course = entry.finding, entry.course
        return {
            "number": entry.number,
            "id": one.id,
            "state": course.state,
            "state_title": STATE_WORDS[course.state].model_dump(),
            "withdrawn": one.gone,
            "severity": one.severity,
            "severity_title": SEVERITY_WORDS[one.severity].model_dump(),
            "overdue": entry.overdue(self.at),
            "late": entry.late,
            "counts": one.counts,
            **self._what(one),
            "found": one.found.isoformat(),
            "told": one.told.isoformat(),
            "due": entry.due.isoformat() if entry.due else None,
            "put_right": self._when(course.repaired),
            "place": self.known.place(one.place),
            "subject": self.known.person(one.subject),
            "observer": self.known.person(one.observer),
            "responsible": [self.known.person(person) for person in one.responsible],
            "contractor": one.contractor,
            "return_visit": visit_word(one, course),
            "repeats": list(entry.repeats),
            "escalations": [
                {"at": each.at.isoformat(), "to": self._role(each.to), "heard": entry.heard(each, self.at)}
                for each in entry.escalations
            ],
        }

    def listed(self, entries: Iterable[Entry]) -> View:
        """The list with how many of it are open, overdue, put right late, and repeated."""
        found = [self.of(entry) for entry in entries]
        counts = {
            "findings": len(found),
            "open": sum(one["state"] in ("open", "accepted") for one in found),
            "overdue": sum(one["overdue"] for one in found),
            "late": sum(one["late"] for one in found),
            "repeated": sum(bool(one["repeats"]) for one in found),
        }
        project = self.app.settings.project.id
        return {"format": LIST, "project": project, "at": self.at.isoformat(), "counts": counts, "findings": found}

    def whole(self, entry: Entry, entries: Sequence[Entry]) -> View:
        """One finding with all its steps, and the findings it repeats by number."""
        numbers = {one.finding.id: one.number for one in entries}
        repeats = [{"id": id, "number": numbers[id]} for id in entry.repeats]
        again = [{"id": one.finding.id, "number": one.number} for one in entries if entry.finding.id in one.repeats]
        view = {**self.of(entry), "repeats": repeats, "repeated_by": again, "steps": self._steps(entry)}
        return {"format": ONE, "project": self.app.settings.project.id, "at": self.at.isoformat(), "finding": view}

    def _what(self, one: Finding) -> View:
        """The rule, the form, the question and the answer, in the words of the day."""
        rule, form = self._rules.get(one.rule), self.app.standards.forms.get(one.form)
        asked = form.question(one.question) if form else None
        answers = {choice.value: choice.title for choice in asked.choices} if asked else {}
        title = rule.settings.title if rule else Text(zh=one.rule, en=one.rule)
        ask = asked.asked_on(one.found.date()) if asked else Text(zh=one.question, en=one.question)
        return {
            "rule": one.rule,
            "title": title.model_dump(),
            "question": {"id": one.question, **ask.model_dump()},
            "answer": one.answer,
            "answer_title": answers.get(one.answer, Text(zh=one.answer, en=one.answer)).model_dump(),
            "form": {"id": one.form, **(form.title.model_dump() if form else {"zh": one.form, "en": one.form})},
            "observation": one.observation,
        }

    def _steps(self, entry: Entry) -> list[View]:
        why = {step.id: doubt for step, doubt in entry.course.unfit}
        facts = self.app.store.facts
        every = facts.proceedings(FINDING_ACTED, withdrawn=True, with_private=True)
        return [self._step(one, why.get(one["id"])) for one in every if one["finding"] == entry.finding.id]

    def _step(self, one: Mapping[str, Any], why: str | None) -> View:
        """One step; `unfit` says why one does not count, `voided` why it was taken back."""
        return {
            "id": one["id"],
            "act": one["act"],
            "act_title": ACT_WORDS[one["act"]].model_dump(),
            "by": self.known.person(one["by"]),
            "at": self._local(datetime.fromisoformat(one["received_at"])),
            "approved_by": self.known.person(one.get("approved_by")),
            "answer": one.get("answer"),
            "evidence": one.get("evidence"),
            "note": one.get("note", ""),
            "reason": one.get("reason", ""),
            "photos": list(one.get("photos", ())),
            "unfit": why,
            "voided": one["voided"],
            "seq": one["seq"],
        }

    def _when(self, step: Step | None) -> str | None:
        return self._local(step.at) if step else None

    def _local(self, at: datetime) -> str:
        return at.astimezone(self.app.settings.project.zone).isoformat()

    def _role(self, role: str) -> View:
        return {"id": role, **self.app.standards.roles.get(role, Text(zh=role, en=role)).model_dump()}


def visit_word(one: Finding, course: Course) -> str:
    """What there is of a return visit: `not_asked`, `due`, `satisfied` or `dissatisfied`."""
    if course.visited is not None:
        return "satisfied" if course.visited.answer == SATISFIED else "dissatisfied"
    return "due" if one.return_visit else "not_asked"


def chosen(
    entries: Iterable[Entry],
    at: datetime,
    *,
    only_open: bool = False,
    only_overdue: bool = False,
    person: str | None = None,
    place: str | None = None,
    days: tuple[str, str] | None = None,
) -> list[Entry]:
    """The findings that are asked for: still open, overdue, of a person, at a place, found on certain days."""
    return [
        one
        for one in entries
        if (not only_open or one.open)
        and (not only_overdue or one.overdue(at))
        and person in (None, *one.finding.responsible)
        and place in (None, one.finding.place)
        and (days is None or days[0] <= one.finding.found.date().isoformat() <= days[1])
    ]


def by_urgency(entries: Iterable[Entry], at: datetime) -> list[Entry]:
    """The most urgent first: overdue, then to be put right, then waiting for others, then ended.

    Among these by deadline, the more severe first, and then by number.
    """

    def place(one: Entry) -> tuple[int, bool, float, int, int]:
        ended = one.course.state in (*ENDED, WITHDRAWN)
        group = 0 if one.overdue(at) else 1 if one.open else 3 if ended else 2
        due = one.due.timestamp() if one.due else 0.0
        return group, one.due is None, due, -SEVERITIES.index(one.finding.severity), one.number

    return sorted(entries, key=place)
