"""A person is erased: names, notes, photos and the key that opens them are gone; the chain and every total stay.

One event says that it was done, why in a word, and which private parts are gone, so that a part that is gone without
such an event is a damage.  From then on the person goes by the id.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from inspect_core.app import erase_refusals as refusals
from inspect_core.app.appeals import appeals_of
from inspect_core.app.project import App
from inspect_core.app.score import someone
from inspect_core.app.traces import SHORTEST, TELLING, files_that_show, marks_in, shows, spelled
from inspect_core.app.whose import whose, whose_proceeding
from inspect_core.domain.erasure import stretches
from inspect_core.domain.events import PERSON_ERASED, PERSON_STATED, PROCEEDINGS, Draft, Event, Json
from inspect_core.ports import JournalWriter

REASONS: Final = ("request", "left", "law", "mistake")
_OURS: Final = frozenset({"journal", "keys", "photos", "views", "access", "reports"})
_FREE: Final = ("reason", "note")  # free words that an earlier version wrote into bodies
_NAMES: Final = ("name", "phone")


@dataclass(frozen=True, slots=True)
class Erasure:
    """Who is to be erased, why in a word of REASONS, and by which two people; `mentions`: other people's notes too."""

    person: str
    reason: str
    by: str
    approved_by: str
    mentions: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What an erasure takes away, and what it cannot: `left` are events of earlier versions that tell it in their body."""

    parts: tuple[int, ...]
    photos: tuple[str, ...]
    reports: tuple[Path, ...]
    mentions: tuple[Event, ...]
    left: tuple[Event, ...]
    elsewhere: tuple[Path, ...]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to take away."""
        return not (self.parts or self.photos or self.reports)


def erase(app: App, asked: Erasure, *, dry_run: bool = False) -> dict[str, Any]:
    """The person erased, or with `dry_run` only what would go: counts and lists, with `seq`, the event's number.

    UsageError for a reason that is none and a person nobody knows; FactError where one person acts for two, where an
    appeal of the person is open, or where nothing is left.
    """
    if asked.reason not in REASONS:
        raise refusals.reason(asked.reason, REASONS)
    person = someone(app, asked.person)
    by, approver = two_people(app, asked.by, asked.approved_by)
    if person in (by, approver):
        raise refusals.own(person)
    with app.store.journal.writing() as writer:
        waiting = [f"#{one.number}" for one in appeals_of(app) if one.open and one.filed["person"] == person]
        if waiting:
            raise refusals.in_use(person, waiting)
        found = _found(app, writer, person, mentions=asked.mentions)
        if found.nothing:
            raise refusals.nothing(person)
        body: dict[str, Json] = {"person": person, "reason": asked.reason, "by": by, "approved_by": approver}
        body |= {"parts": stretches(found.parts), "photos": len(found.photos)}
        view = {**body, **_view(app, found), "parts": len(found.parts), "id": None, "seq": None}
        if dry_run:
            return view
        now = app.clock.now().replace(microsecond=0)
        id = sha256(f"{now.isoformat()} {writer.head.seq} {person}".encode()).hexdigest()[:32]
        events = writer.append([Draft(PERSON_ERASED, id, body, app.actor)], now)
        take_away(app, writer, found.photos, found.reports, found.parts, [person])
    return {**view, "id": id, "seq": events[0].seq}


def two_people(app: App, by: str, approved_by: str) -> tuple[str, str]:
    """Who orders something and who approves it; FactError where they are one."""
    said, approver = someone(app, by), someone(app, approved_by)
    if said == approver:
        raise refusals.one_person(said)
    return said, approver


def take_away(
    app: App,
    writer: JournalWriter,
    photos: Iterable[str],
    reports: Iterable[Path],
    parts: Iterable[int],
    people: Iterable[str],
) -> None:
    """What was found made to go, the private parts last: interrupted before them, the same again finds the rest."""
    for digest in photos:
        app.store.photos.drop(digest)
    for path in reports:
        path.unlink(missing_ok=True)
    for folder in sorted({path.parent for path in reports}, key=lambda folder: -len(folder.parts)):
        if folder != app.folder / "reports" and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    shutil.rmtree(app.folder / "views", ignore_errors=True)
    writer.erase(list(parts), list(people))


def _found(app: App, writer: JournalWriter, person: str, *, mentions: bool) -> Found:
    journal = app.store.journal
    private, events = journal.private(), {event.seq: event for event in journal.read()}
    own = {*writer.sealed_for(person), *(seq for seq in private if _told_of(events[seq]) == person)} & private.keys()
    names = {
        str(private[seq][name]).strip()
        for seq in own
        if events[seq].kind == PERSON_STATED
        for name in _NAMES
        if len(str(private[seq].get(name) or "").strip()) >= SHORTEST
    }
    named = {
        seq for seq in private.keys() - own if any(name in text for text in marks_in(private[seq]) for name in names)
    }
    parts = own | named if mentions else own
    kept = {digest for seq in private.keys() - parts for digest in photos_named(private[seq])}
    photos = {digest for seq in parts for digest in photos_named(private[seq])} - kept
    marks = spelled({*names, *(text for seq in own for text in marks_in(private[seq]) if len(text) >= TELLING)})
    only_names = spelled(names)
    return Found(
        tuple(sorted(parts)),
        tuple(sorted(photos)),
        tuple(files_that_show(app.folder / "reports", marks, photos)),
        tuple(events[seq] for seq in sorted(named)),
        tuple(event for event in events.values() if _tells_in_its_body(event, person, only_names)),
        tuple(_elsewhere(app.folder, marks)) if marks else (),
    )


def photos_named(private: Mapping[str, Any]) -> list[str]:
    """The digests of the photos that a private part names."""
    named = private.get("photos")
    return [one for one in named if isinstance(one, str)] if isinstance(named, list) else []


def _told_of(event: Event) -> str | None:
    return whose_proceeding(event.body) if event.kind in PROCEEDINGS else whose(event.kind, event.id, event.body)


def _tells_in_its_body(event: Event, person: str, names: frozenset[bytes]) -> bool:
    """Whether the event itself holds a name, or free words about the person: the chain keeps it for good."""
    free = any(event.body.get(key) for key in _FREE) and event.kind != PERSON_ERASED
    about = (whose(event.kind, event.id, event.body) or whose_proceeding(event.body)) == person
    text = repr((event.actor, event.id, event.body)).encode()
    return (free and about) or any(name in text for name in names)


def _elsewhere(folder: Path, marks: frozenset[bytes]) -> Iterable[Path]:
    """Files of the company in the project folder that show the person: listed, never touched."""
    for path in sorted(folder.iterdir()):
        if path.name in _OURS or path.is_symlink():
            continue
        if path.is_dir():
            yield from files_that_show(path, marks, ())
        elif shows(path.name, path.read_bytes(), marks):
            yield path


def _view(app: App, found: Found) -> dict[str, Any]:
    return {
        "photos": list(found.photos),
        "reports": [path.relative_to(app.folder).as_posix() for path in found.reports],
        "mentions": [{"seq": one.seq, "kind": one.kind, "id": one.id} for one in found.mentions],
        "left": [{"seq": one.seq, "kind": one.kind, "id": one.id} for one in found.left],
        "elsewhere": [path.relative_to(app.folder).as_posix() for path in found.elsewhere],
    }
