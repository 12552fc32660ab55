"""Corrections: an observation is never edited; another one supersedes it, or it is voided with a reason."""

from __future__ import annotations

from inspect_core.app import void_refusals as refusals
from inspect_core.app.after_close import tell_late
from inspect_core.app.imports import PUBLISHED, tell
from inspect_core.app.project import App
from inspect_core.app.take_back import Word, standing_of
from inspect_core.domain.events import OBSERVATION_VOIDED, Draft, Json


def void(app: App, id: str, reason: str, *, by: str | None = None, approved_by: str | None = None) -> int:
    """The observation, excuse, gift by hand, value of an indicator or step withdrawn: it counts no longer.

    It stays in the journal. `by` and `approved_by` are people by id or name. Answers the number of the event.

    FactError when there is no such observation, when it is withdrawn already, when no reason is given, when two people
    gave it and two do not take it back, and when one of them is the person whom it is about.
    """
    if not reason.strip():
        raise refusals.no_reason(id)
    word = Word.of(app, by, approved_by)
    with app.store.journal.writing() as writer:
        found = standing_of(app, id)
        found.refuse(id, word.by, word.approved_by)
        body: dict[str, Json] = {"voids": id, **word.body}
        private: dict[str, Json] = {"reason": reason.strip()}
        draft = Draft(OBSERVATION_VOIDED, f"void-{id}"[:64], body, app.actor, private, found.told_of)
        events = writer.append([draft], app.clock.now().replace(microsecond=0))
    tell_late(app, events)
    if PUBLISHED in app.registry.host.answered:
        tell(app, events)
    return events[0].seq
