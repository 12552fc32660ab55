"""What came after a close and is about the closed period: accepted and listed, and without effect on its scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from inspect_core.app.closed import closings_of
from inspect_core.app.project import App
from inspect_core.app.views import View
from inspect_core.domain.events import (
    ADJUSTMENT_GIVEN,
    CARD_GIVEN,
    DUTY_STATED,
    GAP_DECLARED,
    INDICATOR_STATED,
    OBSERVATION_RECORDED,
    OBSERVATION_SUPERSEDED,
    OBSERVATION_VOIDED,
    SLOT_EXCUSED,
    VETO_GIVEN,
    Event,
)
from inspect_core.domain.period import Period
from inspect_core.errors import Problem

_OF_A_PERIOD = (INDICATOR_STATED, ADJUSTMENT_GIVEN, VETO_GIVEN, CARD_GIVEN)
_STARTS = {OBSERVATION_RECORDED: "start", OBSERVATION_SUPERSEDED: "start", SLOT_EXCUSED: "at"}


def came_after(app: App, manifest: Mapping[str, Any], upto: int | None = None) -> list[View]:
    """The records, corrections, duties, excuses and values of indicators about a closed period that came after its close.

    Each as seq, kind, id, at (when it was received), actor and, for a correction, what it corrects.
    """
    period = Period(manifest["period"], *(date.fromisoformat(manifest[day]) for day in ("first", "last")))
    found = []
    for event in app.store.journal.read(after=int(manifest["journal"]["seq"])):
        if upto is not None and event.seq > upto:
            break
        if about(app, event, period):
            body = event.body
            found.append(
                {
                    "seq": event.seq,
                    "kind": event.kind,
                    "id": event.id,
                    "at": event.at.isoformat(),
                    "actor": event.actor,
                    "corrects": body.get("supersedes") or body.get("voids"),
                }
            )
    return found


def tell_late(app: App, events: Iterable[Event]) -> None:
    """A notice for each closed period that these events are about: they are taken in and do not change its scores."""
    manifests = [one.manifest for one in closings_of(app).values() if one.manifest is not None]
    if not manifests:
        return
    said = list(events)
    for manifest in manifests:
        period = Period(manifest["period"], *(date.fromisoformat(manifest[day]) for day in ("first", "last")))
        count = sum(about(app, event, period) for event in said)
        if count:
            app.notify(_late(period.id, count))


def _late(period: str, count: int) -> Problem:
    return Problem(
        "N-PERIOD-CLOSED",
        f"{period} is closed: {count} of what came in is about it, is listed there, and changes none of its scores",
        hint=f"what it changes in totals is carried into the next period: `inspect-core period show {period}`",
        message_zh=f"{period} 已封账：本次有 {count} 条与其有关，已列出，不改变其得分",
        hint_zh=f"对总分的影响计入下一考核期：见 `inspect-core period show {period}`",
    )


def about(app: App, event: Event, period: Period) -> bool:
    """Whether the event tells of a day of the period."""
    return any(first <= period.last and last >= period.first for first, last in _days(app, event))


def _days(app: App, event: Event) -> Iterator[tuple[date, date]]:
    body, zone = event.body, app.settings.project.zone
    if event.kind in _STARTS:
        start = body.get(_STARTS[event.kind])
        day = (datetime.fromisoformat(start) if isinstance(start, str) else event.at).astimezone(zone).date()
        yield day, day
    if event.kind in _OF_A_PERIOD:
        period = app.period(str(body["period"]))
        yield period.first, period.last
    if event.kind == DUTY_STATED:
        day = date.fromisoformat(str(body["day"]))
        yield day, day
    if event.kind == GAP_DECLARED:
        yield tuple(datetime.fromisoformat(str(body[edge])).astimezone(zone).date() for edge in ("first", "last"))  # type: ignore[misc]
    target = body.get("supersedes") or (body.get("voids") if event.kind == OBSERVATION_VOIDED else None)
    if isinstance(target, str):
        for seqs in app.store.journal.find([target]).values():
            for one in app.store.journal.events(seqs[:1]):
                yield from _days(app, one)
