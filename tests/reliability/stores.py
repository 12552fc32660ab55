"""Small stores that the tests of reliability break in every way they can think of."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from inspect_core.api import Draft, Json, Problem
from inspect_core.storage.create import create_journal
from inspect_core.storage.disk import Disk
from inspect_core.storage.journal import FileJournal

AT = datetime(2026, 10, 8, 9, 30, tzinfo=timezone(timedelta(hours=8)))
PROJECT = "park"


def new_store(folder: Path, project: str = PROJECT) -> FileJournal:
    """A project folder with a journal of one event."""
    folder.mkdir(parents=True, exist_ok=True)
    create_journal(folder / "journal", project, {"name": "Park"}, actor="cli:test", at=AT)
    return opened(folder, project=project)


def opened(
    folder: Path,
    *,
    project: str | None = PROJECT,
    disk: Disk | None = None,
    notices: list[Problem] | None = None,
    patience: float = 10.0,
) -> FileJournal:
    """The journal of a project folder as a new process would open it."""
    heard = notices if notices is not None else []
    return FileJournal(folder / "journal", project=project, disk=disk, notify=heard.append, patience=patience)


def seen(number: int, *, day: str = "2026-10-08", note: str = "", supersedes: str = "", **body: Any) -> Draft:
    """An observation, or the correction of one; with a note it has a private part."""
    kind = "observation.superseded" if supersedes else "observation.recorded"
    more = {"supersedes": supersedes} if supersedes else {}
    facts = {"form": "patrol", "observer": "P01", "start": f"{day}T08:10:00+08:00", **more, **body}
    return Draft(kind, f"o{number}", facts, "P01", {"note": note} if note else None)


def void(number: int, target: str, reason: str = "entered twice") -> Draft:
    """The withdrawal of an observation."""
    return Draft("observation.voided", f"v{number}", {"voids": target, "reason": reason}, "P02")


def person(id: str, name: str, role: str = "guard") -> Draft:
    """A statement about a person, the name in the private part."""
    body: dict[str, Json] = {"id": id, "assignments": [{"role": role, "first": "2026-01-01"}]}
    return Draft("person.stated", id, body, "cli:test", {"name": name, "phone": "13800000000"})


def fill(journal: FileJournal, count: int, *, first: int = 1) -> None:
    """`count` observations, one append each, every third with a note."""
    with journal.writing() as writer:
        for number in range(first, first + count):
            writer.append([seen(number, note="dark" if number % 3 == 0 else "")], AT)


def overwrite(path: Path, data: bytes) -> None:
    """Other bytes in a file, in place: cutting it to nothing first would make the file system flush it each time."""
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
