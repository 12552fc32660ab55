"""A finding: what an unmet answer asks to be put right, and the steps from there to its verified repair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Final, Literal

Severity = Literal["minor", "major", "critical"]
SEVERITIES: Final[tuple[Severity, ...]] = ("minor", "major", "critical")
OPEN, ACCEPTED, DONE, VERIFIED, CLOSED, EXCUSED, WITHDRAWN = (
    "open",
    "accepted",
    "done",
    "verified",
    "closed",
    "excused",
    "withdrawn",
)
STATES: Final = (OPEN, ACCEPTED, DONE, VERIFIED, CLOSED, EXCUSED, WITHDRAWN)
UNREPAIRED: Final = (OPEN, ACCEPTED)
ENDED: Final = (CLOSED, EXCUSED)
ACCEPT, REPAIR, SEND_BACK, VERIFY, VISIT, CLOSE, EXCUSE = (
    "accept",
    "done",
    "send-back",
    "verify",
    "visit",
    "close",
    "excuse",
)
ACTS: Final = (ACCEPT, REPAIR, SEND_BACK, VERIFY, VISIT, CLOSE, EXCUSE)
SATISFIED, DISSATISFIED = "satisfied", "dissatisfied"
VISIT_ANSWERS: Final = (SATISFIED, DISSATISFIED)
_FROM: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        ACCEPT: (OPEN,),
        REPAIR: (ACCEPTED,),
        SEND_BACK: (DONE, VERIFIED),
        VERIFY: (DONE,),
        VISIT: (DONE, VERIFIED),
        CLOSE: (VERIFIED,),
        EXCUSE: UNREPAIRED,
    }
)
_TO: Final[Mapping[str, str]] = MappingProxyType(
    {ACCEPT: ACCEPTED, REPAIR: DONE, SEND_BACK: ACCEPTED, VERIFY: VERIFIED, CLOSE: CLOSED, EXCUSE: EXCUSED}
)
_BY_ANOTHER: Final = (SEND_BACK, VERIFY, VISIT, CLOSE)

Doubt = Literal[
    "withdrawn", "ended", "order", "own-repair", "own-excuse", "no-evidence", "no-answer", "no-visit", "dissatisfied"
]
"""Why a step is not taken."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What an unmet answer asks to be put right; derived from its record, so it goes where the record goes.

    `found` is when it was seen, `told` when the journal first heard of it: from the later of the two its time runs.
    `responsible` are the people who are credited with the answer; where there are none it is the place's `contractor`.
    `return_visit` says that it is closed only after the one who complained was asked again. One that does not
    `count` (its rule is in shadow or advice) is put right as any other and stands in no rate. `gone` tells why a
    finding is no more: its record was voided or corrected, or the rule asks no longer.
    """

    id: str
    observation: str
    rule: str
    question: str
    answer: str
    severity: Severity
    form: str
    place: str | None
    subject: str | None
    observer: str
    found: datetime
    told: datetime
    responsible: tuple[str, ...] = ()
    contractor: str | None = None
    return_visit: bool = False
    counts: bool = True
    gone: Literal["voided", "corrected", "rule"] | None = None

    @property
    def runs_from(self) -> datetime:
        """From when its time runs: nobody repairs what he has not heard of."""
        return max(self.found, self.told)


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did about a finding: the act, who, when; of a repair whether there is evidence of it."""

    id: str
    act: str
    by: str
    at: datetime
    evidence: bool = False
    answer: str | None = None
    approver: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How far a finding has come: its state, the steps that count, and those that did not fit, each with why.

    `repaired`, `verified` and `visited` are the steps that stand; being sent back takes them away.
    """

    state: str = OPEN
    steps: tuple[Step, ...] = ()
    unfit: tuple[tuple[Step, Doubt], ...] = ()
    repaired: Step | None = None
    verified: Step | None = None
    visited: Step | None = None
    excused: Step | None = None


def finding_id(observation: str, rule: str, question: str) -> str:
    """The short name of a finding: the same wherever it is derived; `observation` is the first of a line of corrections."""
    return sha256(f"{observation}\n{rule}\n{question}".encode()).hexdigest()[:12]


def doubt(finding: Finding, course: Course, step: Step) -> Doubt | None:
    """Why a step cannot be taken now; nothing where it can."""
    if finding.gone is not None:
        return "withdrawn"
    if course.state in ENDED:
        return "ended"
    if course.state not in _FROM[step.act]:
        return "order"
    return _own(finding, course, step) or _missing(finding, course, step)


def _own(finding: Finding, course: Course, step: Step) -> Doubt | None:
    """Nobody judges his own repair, nor approves his own excuse."""
    mine = {*finding.responsible, *([course.repaired.by] if course.repaired else [])}
    if step.act in _BY_ANOTHER and step.by in mine:
        return "own-repair"
    if step.act == EXCUSE and (step.approver is None or step.approver in {*mine, step.by}):
        return "own-excuse"
    return None


def _missing(finding: Finding, course: Course, step: Step) -> Doubt | None:
    """What a step needs beside its order: evidence, an answer, a return visit that went well."""
    if step.act == REPAIR and not step.evidence:
        return "no-evidence"
    if step.act == VISIT and step.answer not in VISIT_ANSWERS:
        return "no-answer"
    if step.act in (VERIFY, CLOSE) and course.visited is not None and course.visited.answer == DISSATISFIED:
        return "dissatisfied"
    if step.act == CLOSE and finding.return_visit and course.visited is None:
        return "no-visit"
    return None


def after(course: Course, step: Step) -> Course:
    """How far it has come after a step that fits."""
    course = replace(course, state=_TO.get(step.act, course.state), steps=(*course.steps, step))
    if step.act == REPAIR:
        return replace(course, repaired=step)
    if step.act == SEND_BACK:
        return replace(course, repaired=None, verified=None, visited=None)
    if step.act == VERIFY:
        return replace(course, verified=step)
    if step.act == VISIT:
        return replace(course, visited=step)
    return replace(course, excused=step) if step.act == EXCUSE else course


def followed(finding: Finding, steps: Iterable[Step]) -> Course:
    """The course of a finding, its steps taken in the order of the journal; one that does not fit changes nothing.

    A finding that is gone keeps the course it had, and is withdrawn.
    """
    course, standing = Course(), replace(finding, gone=None)
    for step in steps:
        why = doubt(standing, course, step)
        course = after(course, step) if why is None else replace(course, unfit=(*course.unfit, (step, why)))
    return replace(course, state=WITHDRAWN) if finding.gone else course


def overdue(course: Course, due: datetime | None, at: datetime) -> bool:
    """Whether it should have been put right by now and is not: the clock and the deadline say so, no state does."""
    return course.state in UNREPAIRED and due is not None and due < at


def late(course: Course, due: datetime | None) -> bool:
    """Whether the repair that stands came after the deadline."""
    return course.repaired is not None and due is not None and course.repaired.at > due


def unrepaired_at(course: Course, at: datetime) -> bool:
    """Whether at an instant nobody had reported the repair that stands, nor had it been excused."""
    stopped = course.repaired or course.excused
    return course.state != WITHDRAWN and (stopped is None or stopped.at > at)
