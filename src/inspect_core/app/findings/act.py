"""A step is taken with a finding: accepted, put right, verified by another, closed, sent back, excused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from inspect_core.app.findings import refusals
from inspect_core.app.findings.register import Entry, register
from inspect_core.app.imports import PUBLISHED, tell
from inspect_core.app.photos import photo_bytes
from inspect_core.app.project import App
from inspect_core.app.score import someone
from inspect_core.app.whose import whose_proceeding
from inspect_core.domain.events import FINDING_ACTED, Draft, Json
from inspect_core.domain.finding import EXCUSE, SEND_BACK, Finding, Step, doubt

LONGEST_TEXT: Final = 2000
_EVIDENCE: Final = {(True, False): "note", (False, True): "photos", (True, True): "both"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to do with a finding; people by id or name, photos as bytes by the name of their file."""

    finding: str
    act: str
    by: str
    note: str = ""
    reason: str = ""
    answer: str | None = None
    approved_by: str | None = None
    photos: Mapping[str, bytes] = field(default_factory=dict)


def act(app: App, asked: Asked, *, dry_run: bool = False) -> dict[str, Json]:
    """The step taken, or with `dry_run` only looked at: what was written, with `seq`, its number in the journal.

    UsageError for a finding or a person nobody knows; FactError where the step is out of order, where somebody would
    judge his own repair or approve his own excuse, and where evidence, a reason or a return visit is missing.
    """
    note, reason = asked.note.strip(), asked.reason.strip()
    _written(asked, note, reason)
    by = someone(app, asked.by)
    approver = someone(app, asked.approved_by) if asked.approved_by else None
    images = [photo_bytes(name, data) for name, data in asked.photos.items()]
    with app.store.journal.writing() as writer:
        now = app.clock.now().replace(microsecond=0)
        entry = named(register(app), asked.finding)
        step = Step("", asked.act, by, now, bool(note or images), asked.answer, approver)
        _refused(entry, step)
        body = body_of(entry.finding, step, _EVIDENCE.get((bool(note), bool(images))))
        if dry_run:
            return {"id": None, **body, "state": entry.course.state, "seq": None}
        private: dict[str, Json] = {key: text for key, text in (("note", note), ("reason", reason)) if text}
        private |= {"photos": [app.store.photos.put(data) for data in images]} if images else {}
        # the head is in it, so that a step taken again in the second in which it was taken back is another step
        id = sha256(f"{writer.head.hash} {now.isoformat()} {sorted(body.items())}".encode()).hexdigest()[:32]
        draft = Draft(FINDING_ACTED, id, body, app.actor, private or None, whose_proceeding(body))
        events = writer.append([draft], now)
    if PUBLISHED in app.registry.host.answered:
        tell(app, events)
    return {"id": id, **body, "state": _state(app, entry.finding), "seq": events[0].seq}


def named(entries: Sequence[Entry], text: str) -> Entry:
    """The finding of that number, or whose id begins so; UsageError where there is none, or more than one."""
    text = text.strip().lstrip("#")
    found = [one for one in entries if text in (one.finding.id, str(one.number))]
    if not found and len(text) >= refusals.SHORTEST:
        found = [one for one in entries if one.finding.id.startswith(text)]
    if len(found) == 1:
        return found[0]
    raise refusals.unknown(text, len(entries)) if not found else refusals.several(text, [one.number for one in found])


def _written(asked: Asked, note: str, reason: str) -> None:
    """What the words of the command lack, whatever the finding."""
    if max(len(note), len(reason)) > LONGEST_TEXT:
        raise refusals.too_long(LONGEST_TEXT)
    if asked.act in (EXCUSE, SEND_BACK) and not reason:
        raise refusals.no_reason(asked.act)
    if asked.act == EXCUSE and not asked.approved_by:
        raise refusals.no_approver()


def _refused(entry: Entry, step: Step) -> None:
    why = doubt(entry.finding, entry.course, step)
    if why is not None:
        raise refusals.of(why, entry, step)


def body_of(finding: Finding, step: Step, evidence: str | None) -> dict[str, Json]:
    """The step as it is journalled: ids and fixed words only; what people wrote is private."""
    body: dict[str, Json] = {"finding": finding.id, "act": step.act, "by": step.by}
    body |= {"observation": finding.observation, "rule": finding.rule, "question": finding.question}
    body |= {"severity": finding.severity}
    body |= {"responsible": finding.responsible[0]} if finding.responsible else {}
    body |= {"evidence": evidence} if evidence else {}
    body |= {"answer": step.answer} if step.answer else {}
    return body | ({"approved_by": step.approver} if step.approver else {})


def _state(app: App, finding: Finding) -> str:
    return next(one.course.state for one in register(app) if one.finding.id == finding.id)
