"""What became of some findings of the demo in the days after the month: put right, sent back, excused, left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from inspect_core.app.findings.act import body_of
from inspect_core.app.findings.register import Entry, register
from inspect_core.app.project import App
from inspect_core.domain.events import FINDING_ACTED, Draft, Json
from inspect_core.domain.finding import Step, after, doubt

FINDINGS: Final = 20
_Move = tuple[int, str, str]  # hours after the morning of the import, the act, what was said
_PUT_RIGHT: Final[tuple[_Move, ...]] = (
    (2, "accept", ""),
    (26, "done", "已现场纠正，班前会重温三米微笑、一米问候"),
    (50, "verify", ""),
    (52, "close", ""),
)
_SENT_BACK: Final[tuple[_Move, ...]] = (
    (2, "accept", ""),
    (28, "done", "已口头提醒"),
    (51, "send-back", "次日复查仍未主动问候"),
    (74, "done", "与当值班长一对一演练"),
    (98, "verify", ""),
    (100, "close", ""),
)
_WAITING: Final[tuple[_Move, ...]] = ((3, "accept", ""), (76, "done", "已换发工牌与领带"))
_EXCUSED: Final[tuple[_Move, ...]] = ((27, "excuse", "当时正协助业主送医，无法问候"),)
_ACCEPTED: Final[tuple[_Move, ...]] = ((30, "accept", ""),)
_COURSES: Final = (
    _PUT_RIGHT,
    _PUT_RIGHT,
    _WAITING,
    _PUT_RIGHT,
    _SENT_BACK,
    _PUT_RIGHT,
    _ACCEPTED,
    _PUT_RIGHT,
    _EXCUSED,
    (),
)


def repaired(app: App, checker: str, approver: str) -> int:
    """The steps of the chosen findings journalled, as people would have taken them; how many there were.

    `checker` verifies, `approver` approves the excuses; findings about either are left alone.
    """
    entries = [one for one in register(app) if not {checker, approver} & set(one.finding.responsible)]
    chosen = entries[:: max(len(entries) // FINDINGS, 1)][:FINDINGS]
    moved = [move for number, entry in enumerate(chosen) for move in _moves(app, entry, number, checker, approver)]
    with app.store.journal.writing() as writer:
        for at in sorted({at for at, _ in moved}):
            writer.append([draft for when, draft in moved if when == at], at)
    return len(moved)


def _moves(app: App, entry: Entry, number: int, checker: str, approver: str) -> Iterator[tuple[datetime, Draft]]:
    """The steps of one finding, none of them out of order."""
    course, start = entry.course, app.clock.now()
    for hours, act, said in _COURSES[number % len(_COURSES)]:
        at = start + timedelta(hours=hours, minutes=number)
        own = entry.finding.responsible[0] if act in ("accept", "done", "excuse") else checker
        step = Step("", act, own, at, bool(said), None, approver if act == "excuse" else None)
        if doubt(entry.finding, course, step) is not None:
            return
        course = after(course, step)
        yield at, _draft(entry, step, said, number)


def _draft(entry: Entry, step: Step, said: str, number: int) -> Draft:
    told = "note" if step.act == "done" else "reason"
    body = body_of(entry.finding, step, "note" if step.act == "done" else None)
    private: dict[str, Json] | None = {told: said} if said else None
    id = sha256(f"demo {number} {entry.finding.id} {step.act} {step.at.isoformat()}".encode()).hexdigest()[:32]
    return Draft(FINDING_ACTED, id, body, "demo", private, entry.finding.responsible[0])
