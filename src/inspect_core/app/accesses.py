"""Who looked at whose scores and data: noted beside the journal, and told to the person it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from inspect_core.app.project import App
from inspect_core.app.score import labels
from inspect_core.app.withdrawn import actor
from inspect_core.domain.events import Json
from inspect_core.errors import InspectError, Place, Problem


def noted(app: App, what: str, people: Sequence[str] | None = None, period: str | None = None) -> None:
    """A read noted: `what` was looked at (score, explanation, report…) of `people`, or of everybody when None.

    Looking at oneself is not noted.  A log that cannot be written costs a notice, never the reading.
    """
    if people is not None and all(person == app.actor for person in people):
        return
    body: dict[str, Json] = {"what": what, "people": list(people) if people is not None else None}
    body |= {"period": period} if period else {}
    try:
        app.store.accesses.note(app.actor, body, app.clock.now().replace(microsecond=0))
    except InspectError as error:
        app.notify(_not_noted(error.first))


def accesses_view(app: App, person: str) -> list[dict[str, Any]]:
    """Every noted read of a person's scores or data, oldest first: when, who, what, of which period, of how many."""
    known, zone = labels(app), app.settings.project.zone
    return [
        {
            "at": event.at.astimezone(zone).isoformat(),
            "by": actor(event.actor, known),
            "what": event.body["what"],
            "period": event.body.get("period"),
            "everybody": event.body["people"] is None,
        }
        for event in app.store.accesses.read()
        if _concerns(event.body["people"], person)
    ]


def _concerns(people: Any, person: str) -> bool:
    return people is None or (isinstance(people, Iterable) and person in people)


def _not_noted(why: Problem) -> Problem:
    return Problem(
        "N-ACCESS-LOG",
        f"this look could not be noted in the access log: {why.message}",
        Place(file=why.place.file) if why.place else None,
        "give the right to write in the access folder, or check the disk",
        f"本次查阅未能记入查阅记录：{why.message_zh or why.message}",
        "请授予 access 文件夹的写入权限，或检查磁盘",
    )
