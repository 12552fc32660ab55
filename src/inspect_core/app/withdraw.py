"""Corrections: an observation is never edited; another one supersedes it, or it is voided with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from inspect_core.app.after_close import tell_late
from inspect_core.app.findings.take_back import last_step
from inspect_core.app.given import KINDS
from inspect_core.app.imports import PUBLISHED, tell
from inspect_core.app.project import App
from inspect_core.app.whose import whose_observation, whose_proceeding
from inspect_core.domain.events import FINDING_ACTED, INDICATOR_STATED, OBSERVATION_VOIDED, Draft
from inspect_core.errors import FactError, Place

_DECIDED: Final = (*KINDS.values(), INDICATOR_STATED, FINDING_ACTED)


def void(app: App, id: str, reason: str) -> int:
    """The observation, excuse, gift by hand, value of an indicator or step withdrawn: it counts no longer.

    It stays in the journal. Answers the number of the event.

    FactError when there is no such observation, when it is withdrawn already, or when no reason is given.
    """
    if not reason.strip():
        raise FactError(
            "E-VOID-REASON",
            "a record is voided with a reason",
            place=Place(file=id),
            hint="say why: --reason TEXT",
            message_zh="作废记录须写明原因",
            hint_zh="请写明：--reason 原因",
        )
    with app.store.journal.writing() as writer:
        about = _told_of(app, id)
        private = {"reason": reason.strip()}
        draft = Draft(OBSERVATION_VOIDED, f"void-{id}"[:64], {"voids": id}, app.actor, private, about)
        events = writer.append([draft], app.clock.now().replace(microsecond=0))
    tell_late(app, events)
    if PUBLISHED in app.registry.host.answered:
        tell(app, events)
    return events[0].seq


def _told_of(app: App, id: str) -> str | None:
    """Of whom the reason is told: as the record that is withdrawn; FactError where there is none that stands."""
    if _excuse_stands(app, id):
        excuse = app.store.facts.known("excuse", [id])[id]
        return str(excuse.get("person") or excuse["approved_by"])
    if _gift_stands(app, id) or last_step(app, id):
        decided = next(one for one in app.store.facts.proceedings(*_DECIDED) if one["id"] == id)
        return whose_proceeding(decided)
    return whose_observation(standing(app, id))


def _excuse_stands(app: App, id: str) -> bool:
    """Whether it is a slot excused by hand; FactError where that was taken back already."""
    if not app.store.facts.known("excuse", [id]):
        return False
    if any(one["id"] == id for one in app.store.facts.excuses()):
        return True
    raise FactError(
        "E-RECORD-WITHDRAWN",
        f"the excuse {id!r} was taken back already",
        place=Place(file=id),
        hint="see `inspect-core excuse --list`",
        message_zh=f"免责 {id!r} 已撤回",
        hint_zh="见 `inspect-core excuse --list`",
    )


def _gift_stands(app: App, id: str) -> bool:
    """Whether it was given by hand, or is the value of an indicator; FactError where it was taken back already."""
    decided = app.store.facts.proceedings(*KINDS.values(), INDICATOR_STATED, withdrawn=True)
    found = next((one for one in decided if one["id"] == id), None)
    if found is None:
        return False
    if found["voided"] is None:
        return True
    raise FactError(
        "E-RECORD-WITHDRAWN",
        f"{id!r} was taken back already ({found['voided']})",
        place=Place(file=id),
        hint="see `inspect-core adjust --list`, the same of veto and card, or `explain`",
        message_zh=f"{id!r} 已撤回",
        hint_zh="见 `inspect-core adjust --list`（veto、card 亦同）或 `explain`",
    )


def standing(app: App, id: str) -> Mapping[str, Any]:
    """The observation of that id that still counts; FactError when there is none."""
    found = app.store.facts.known("observation", [id]).get(id)
    if found is None:
        raise FactError(
            "E-RECORD-UNKNOWN",
            f"there is no record {id!r}",
            place=Place(file=id),
            hint="take the id from `explain` or from what `record` printed",
            message_zh=f"没有记录 {id!r}",
            hint_zh="编号见 explain 或 record 的输出",
        )
    if found["voided"] is not None or found["superseded_by"] is not None:
        what = f"superseded by {found['superseded_by']}" if found["superseded_by"] else "voided"
        raise FactError(
            "E-RECORD-WITHDRAWN",
            f"the record {id!r} counts no longer ({what})",
            place=Place(file=id),
            hint="correct the record that counts now",
            message_zh=f"记录 {id!r} 已更正或作废",
            hint_zh="请更正现行的那条记录",
        )
    return found
