"""What an event does to the views: pure functions from an event to documents."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from inspect_core.api import (
    DUTY_STATED,
    GAP_DECLARED,
    IMPORT_COMPLETED,
    OBSERVATION_RECORDED,
    OBSERVATION_SUPERSEDED,
    OBSERVATION_VOIDED,
    PERSON_STATED,
    PLACE_STATED,
    PROCEEDINGS,
    PROJECT_CREATED,
    SHIFT_STATED,
    SLOT_EXCUSED,
    Event,
)

MASTER_TABLES: Final = {
    PROJECT_CREATED: "project",
    PERSON_STATED: "people",
    PLACE_STATED: "places",
    SHIFT_STATED: "shifts",
    DUTY_STATED: "duties",
    GAP_DECLARED: "gaps",
    IMPORT_COMPLETED: "imports",
    SLOT_EXCUSED: "excuses",
}
OBSERVATION_KINDS: Final = (OBSERVATION_RECORDED, OBSERVATION_SUPERSEDED)
MARKS: Final = "marks"
DECIDED: Final = "proceedings"
OBSERVATIONS: Final = "observations"


def document(event: Event) -> dict[str, Any]:
    """An event as views keep it; `sealed` tells that a private part exists in the journal."""
    return {
        "id": event.id,
        "seq": event.seq,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "sealed": event.commitment is not None,
        "body": event.body,
    }


def decided(event: Event) -> dict[str, Any] | None:
    """What people decided, as views keep it; None for every other event."""
    return {**document(event), "kind": event.kind} if event.kind in PROCEEDINGS else None


def local_day(event: Event, zone: ZoneInfo) -> str:
    """The day an observation began, by the project's clock, as "2026-10-08"."""
    start = event.body.get("start")
    try:
        moment = datetime.fromisoformat(start) if isinstance(start, str) else event.at
        if moment.utcoffset() == zone.utcoffset(moment):
            return moment.date().isoformat()  # told by the project's clock already: no conversion needed
        return moment.astimezone(zone).date().isoformat()
    except (ValueError, OverflowError):
        return event.at.astimezone(zone).date().isoformat()


def observed(event: Event, day: str) -> dict[str, Any]:
    """An observation as the view of its month keeps it, with its local day."""
    return {**document(event), "day": day}


def marks(event: Event) -> dict[str, Any] | None:
    """Which observation an event withdraws, how and why; None when it withdraws nothing."""
    if event.kind == OBSERVATION_SUPERSEDED:
        return {"target": event.body.get("supersedes"), "superseded_by": event.id, "voided": None, "seq": event.seq}
    if event.kind == OBSERVATION_VOIDED:
        reason = event.body.get("reason") or ""
        return {"target": event.body.get("voids"), "superseded_by": None, "voided": reason, "seq": event.seq}
    return None
