"""Everything stored about a person: every event that names the person with what it says, scores, looks, photos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from inspect_core.app.accesses import accesses_view, noted
from inspect_core.app.erase import photos_named
from inspect_core.app.photos import suffix_of
from inspect_core.app.project import App
from inspect_core.app.score import explainer, labels, scored
from inspect_core.domain.events import Event
from inspect_core.domain.period import Period
from inspect_core.domain.told import together
from inspect_core.errors import InspectError

FORMAT: Final = "inspect-core/person/1"


def person_export(app: App, person: str) -> dict[str, Any]:
    """What is stored about a person as plain data; the look itself is noted first, so that it is among the looks.

    `records` holds every event that names the person, by kind, whoever it is about; `scores` the explanation of every
    period with data; `photos` the digests of the photos those events name, with the files they are written to.
    """
    noted(app, "person_export", [person])
    private = app.store.journal.private()
    found = [(event, private.get(event.seq, {})) for event in _events(app, person)]
    stated = next((one for one in app.store.facts.people(with_private=True) if one["id"] == person), {"id": person})
    records: dict[str, list[dict[str, Any]]] = {}
    for event, told in found:
        records.setdefault(event.kind, []).append(_record(event, told))
    digests = dict.fromkeys(digest for _, told in found for digest in photos_named(told))
    return {
        "format": FORMAT,
        "project": {"id": app.settings.project.id, "name": app.settings.project.title.model_dump()},
        "made_at": app.clock.now().replace(microsecond=0).isoformat(),
        "person": {**stated, "name": labels(app).people.get(person) or person},
        "records": records,
        "scores": list(_scores(app, person)),
        "accesses": accesses_view(app, person),
        "photos": [{"digest": digest, "file": _file(app, digest)} for digest in digests],
    }


def photo_files(app: App, view: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The photos of an export as files; one that is gone has no file."""
    for photo in view["photos"]:
        if photo["file"]:
            yield photo["file"], app.store.photos.get(photo["digest"])


def _record(event: Event, told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "id": event.id,
        "erased": event.commitment is not None and not told,
        "says": together(event.body, told),
    }


def _events(app: App, person: str) -> list[Event]:
    """The events that name the person, those told of the person, and those about one of these records."""
    with app.store.journal.writing() as writer:
        told = frozenset(writer.sealed_for(person))
        events = list(app.store.journal.read())
    own = {event.seq for event in events if event.seq in told or _names(event, person)}
    records = {event.id for event in events if event.seq in own} - {person}
    return [event for event in events if event.seq in own or event.body.get("voids") in records]


def _names(event: Event, person: str) -> bool:
    return person in (event.id, event.actor) or _holds(event.body, person)


def _holds(value: Any, person: str) -> bool:
    if isinstance(value, str):
        return value == person
    if isinstance(value, Mapping):
        return any(_holds(part, person) for part in value.values())
    return isinstance(value, list | tuple) and any(_holds(part, person) for part in value)


def _scores(app: App, person: str) -> Iterator[dict[str, Any]]:
    """The explanation of the person in every period from the first day of which anything is known to today."""
    began = app.store.facts.began(date.min)
    if began is None:
        return
    last = app.period(None)
    name = f"{began:%Y-%m}"
    while name <= last.id:
        yield from _score(app, person, app.period(name))
        year, month = int(name[:4]), int(name[5:])
        name = f"{year + month // 12}-{month % 12 + 1:02d}"


def _score(app: App, person: str, period: Period) -> Iterator[dict[str, Any]]:
    """The explanation of one period, where anything is known of it and the person worked in it."""
    facts = app.store.facts
    if not (facts.duties(period.first, period.last) or facts.observations(period.first, period.last)):
        return
    try:
        yield explainer(app, scored(app, period, sorts=()), person).of(person)
    except InspectError as error:
        if error.code not in ("E-PERSON-UNKNOWN", "E-SCORE-NOBODY"):
            raise


def _file(app: App, digest: str) -> str | None:
    try:
        return f"photos/{digest}{suffix_of(app.store.photos.get(digest)) or '.bin'}"
    except InspectError:
        return None
