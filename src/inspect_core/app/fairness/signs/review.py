"""Somebody looks at a sign and says what it came to. The finding is kept; no score changes by it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from inspect_core.app.fairness.signs import refusals
from inspect_core.app.fairness.signs.read import Found, read_signs
from inspect_core.app.imports import PUBLISHED, tell
from inspect_core.app.project import App
from inspect_core.app.score import someone
from inspect_core.domain.events import SIGN_REVIEWED, Draft, Json
from inspect_core.domain.period import month_before

LOOKS_BACK = 3  # periods in which a sign is looked for where none is named


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sign, who looked, and what was found; the reviewer by id or name, the period perhaps left out."""

    sign: str
    by: str
    finding: Literal["confirmed", "dismissed"]
    note: str
    period: str | None = None


def review(app: App, asked: Asked, *, dry_run: bool = False) -> dict[str, Json]:
    """The review as it was written, with `seq`; with `dry_run` only looked at.

    UsageError for a sign or a person nobody knows, FactError without a note and for one's own records. A later review
    of the same sign stands beside the earlier ones, and the last one says what it came to.
    """
    if not asked.note.strip():
        raise refusals.no_note()
    by = someone(app, asked.by)
    with app.store.journal.writing() as writer:
        found = _sign(app, asked)
        if by == found.sign.observer:
            raise refusals.own_sign(by)
        body: dict[str, Json] = {"sign": found.id, "period": found.period, "kind": found.sign.kind, "by": by}
        body |= {"person": found.sign.observer, "finding": asked.finding, "records": list(found.sign.records)}
        if dry_run:
            return {"id": None, **body, "seq": None}
        now = app.clock.now().replace(microsecond=0)
        id = sha256(f"{now.isoformat()} {writer.head.seq} {found.id}".encode()).hexdigest()[:32]
        private = {"note": asked.note.strip()}
        events = writer.append([Draft(SIGN_REVIEWED, id, body, app.actor, private, found.sign.observer)], now)
    if PUBLISHED in app.registry.host.answered:
        tell(app, events)
    return {"id": id, **body, "seq": events[0].seq}


def _sign(app: App, asked: Asked) -> Found:
    names = [app.period(asked.period).id]
    while asked.period is None and len(names) < LOOKS_BACK:
        names.append(month_before(names[-1]))
    for name in names:
        for found in read_signs(app, app.period(name)):
            if found.id == asked.sign:
                return found
    raise refusals.no_sign(asked.sign, ", ".join(names))
