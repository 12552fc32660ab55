"""What the inside asks of the outside world, as protocols: the journal, the clock, readers of files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from inspect_core.domain.events import Draft, Event, Head, Json
from inspect_core.domain.table import Reading, Source
from inspect_core.errors import Language

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Record = dict[str, Any]


class Clock(Protocol):
    """Says what time it is; tests hand in one that stands still."""

    def now(self) -> datetime:
        """This instant, with its offset from UTC."""
        ...


class JournalWriter(Protocol):
    """The right to append, held by one process at a time."""

    @property
    def head(self) -> Head:
        """The head this writer appends to; nobody else moves it while the writer lives."""
        ...

    def append(self, drafts: Sequence[Draft], at: datetime) -> tuple[Event, ...]:
        """The drafts as events, all of them or none.

        When this returns they are on the disk and acknowledged: a crash or power cut cannot undo them.
        `at` is when they were received, with its offset.  DataError for a draft that cannot be
        written down exactly, SystemFault when the disk refuses; in both cases nothing was appended.
        """
        ...

    def sealed_for(self, person: str) -> tuple[int, ...]:
        """The numbers of the events whose private part is sealed with the key of a person."""
        ...

    def erase(self, seqs: Collection[int], people: Collection[str] = ()) -> int:
        """The private parts of those events made blank and the keys of those people forgotten; how many were blanked.

        An event that names them is written before. The same again finishes what was interrupted.
        """
        ...


class Journal(Protocol):
    """The truth about one project: events in order, chained by their hashes."""

    def head(self) -> Head:
        """How far the journal was acknowledged; reads only the head file, so it is cheap."""
        ...

    def read(self, after: int = 0) -> Iterator[Event]:
        """The acknowledged events after number `after`, each verified against the chain before it is handed out.

        IntegrityError at the first damaged one; those before it have been handed out by then.
        """
        ...

    def events(self, seqs: Collection[int]) -> tuple[Event, ...]:
        """The events with those numbers, in their order in the journal; numbers beyond the head are left out."""
        ...

    def find(self, ids: Collection[str] | None = None) -> Mapping[str, tuple[int, ...]]:
        """For each record id (of `ids`, or of all) the numbers of the events about it; unknown ids are left out."""
        ...

    def private(self, seqs: Collection[int] | None = None) -> Mapping[int, Mapping[str, Json]]:
        """The private parts of those events (of all when None), verified; an erased one is left out."""
        ...

    def hash_at(self, seq: int) -> str | None:
        """The hash of the event with that number, or None where the journal does not reach."""
        ...

    def writing(self) -> AbstractContextManager[JournalWriter]:
        """The one lock on the journal, for as long as the context lasts.

        On entry what other processes appended is taken in and verified, and a tail that was never
        acknowledged is dropped with a notice.  SystemFault when somebody else holds the lock too long.
        """
        ...


class Reader(Protocol):
    """Reads one type of file into tables of texts; it judges the file, not what the rows say."""

    @property
    def name(self) -> str:
        """What people call the type of file: csv, xlsx."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of such files end, in lower case with the dot."""
        ...

    @property
    def largest(self) -> int:
        """How many bytes a file may have; a larger one is refused before it is opened."""
        ...

    def read(self, source: Source) -> Reading:
        """The tables of the file. ImportRefused, with every problem found, when it cannot be trusted."""
        ...


class Writer(Protocol):
    """Writes a scored period down in one format."""

    @property
    def name(self) -> str:
        """What people choose it by: html, xlsx."""
        ...

    @property
    def suffix(self) -> str:
        """How the name of its main file ends, in lower case with the dot."""
        ...

    @property
    def write(self) -> Callable[[Any, Language], dict[str, bytes]]:
        """Takes a ReportView and a language; the files by their path within the report folder."""
        ...


class Facts(Protocol):
    """What is known about a project now, asked from views of its journal. Records are not to be changed."""

    def catch_up(self) -> int:
        """The tail of the journal taken in; the number of the last event that is known."""
        ...

    def flush(self) -> None:
        """The views written down, so that the next start has nothing to replay."""
        ...

    def project(self) -> Record:
        """What the project was created with."""
        ...

    def people(self, *, with_private: bool = False) -> list[Record]:
        """The latest statement about each person; names and phone numbers are private."""
        ...

    def places(self, *, with_private: bool = False) -> list[Record]:
        """The latest statement about each place."""
        ...

    def shifts(self) -> list[Record]:
        """The latest statement about each shift."""
        ...

    def gaps(self, *, with_private: bool = False) -> list[Record]:
        """The stretches whose records never arrived; why is private."""
        ...

    def imports(self) -> list[Record]:
        """The imports that were completed."""
        ...

    def excuses(self, *, with_private: bool = False) -> list[Record]:
        """The slots excused by hand that were not taken back, each with its id; the reason is private."""
        ...

    def proceedings(self, *kinds: str, withdrawn: bool = False, with_private: bool = False) -> list[Record]:
        """What people decided (kinds of `events.PROCEEDINGS`), in the order of the journal.

        Beside its body each has `id`, `kind`, `seq`, `actor`, `received_at` and `voided` (the reason or None); those
        that were taken back are left out unless `withdrawn`.
        """
        ...

    def began(self, since: date) -> date | None:
        """The first day of which anything is known: when somebody or a place began, a duty, an observation.

        None where no day is known at all. Where it lies before `since`, any day before `since` will do.
        """
        ...

    def said_since(self, seq: int, first: date, last: date) -> bool:
        """Whether anything was said after event `seq` that tells of those days."""
        ...

    def duties(self, first: date, last: date) -> list[Record]:
        """The duties of the days from `first` to `last`, both included."""
        ...

    def observations(
        self, first: date, last: date, *, withdrawn: bool = False, with_private: bool = False
    ) -> list[Record]:
        """The observations that began on those local days; notes and photos are private."""
        ...

    def known(self, kind: str, ids: Collection[str], *, with_private: bool = False) -> dict[str, Record]:
        """Those of the ids that are known; `kind` is person, place, shift, duty, gap, import, excuse or observation."""
        ...

    def withdrawn(self, first: date, last: date) -> list[Record]:
        """The observations that began on those local days and were superseded or voided."""
        ...


class Photos(Protocol):
    """The photos of a project, each kept once under the SHA-256 of its bytes."""

    def put(self, photo: bytes) -> str:
        """The digest under which the photo is on the disk when this returns."""
        ...

    def put_all(self, every: Iterable[bytes]) -> list[str]:
        """The same for each of many photos."""
        ...

    def get(self, digest: str) -> bytes:
        """The bytes of a photo; IntegrityError when it is missing or not what its digest says."""
        ...

    def path(self, digest: str) -> Path:
        """Where the photo is kept."""
        ...

    def drop(self, digest: str) -> bool:
        """The photo deleted; whether it was there."""
        ...


class Papers(Protocol):
    """What closes pinned for good, each paper kept once under the SHA-256 of its bytes."""

    def put(self, paper: bytes) -> str:
        """The digest under which the paper is on the disk when this returns."""
        ...

    def get(self, digest: str) -> bytes:
        """The bytes of a paper; IntegrityError when it is missing or not what its digest says."""
        ...


class Columns(Protocol):
    """A cache of frames that may be deleted at any time."""

    def load(self, key: str) -> dict[str, Any] | None:
        """The frames saved under `key`, or None."""
        ...

    def save(self, key: str, frames: Mapping[str, Any]) -> bool:
        """The frames kept under `key`; whether that worked."""
        ...


class Accesses(Protocol):
    """Who looked at whose scores and data: a chain of its own, so that reading does not move the journal."""

    def note(self, actor: str, body: dict[str, Json], at: datetime) -> None:
        """One read more: `what` was read, of which `people` (None: of everybody). InspectError when it cannot be noted."""
        ...

    def read(self) -> Iterator[Event]:
        """The reads that were noted, oldest first."""
        ...


class Store(Protocol):
    """Where one project is kept."""

    @property
    def journal(self) -> Journal:
        """The truth."""
        ...

    @property
    def facts(self) -> Facts:
        """What is known now."""
        ...

    @property
    def photos(self) -> Photos:
        """The photos."""
        ...

    @property
    def columns(self) -> Columns:
        """The cache of frames."""
        ...

    @property
    def accesses(self) -> Accesses:
        """Who looked at what."""
        ...

    @property
    def papers(self) -> Papers:
        """What closes pinned."""
        ...

    def as_of(self, seq: int) -> Store:
        """The project as its journal told of it when it ended with event `seq`; IntegrityError beyond its end."""
        ...


class Runner(Protocol):
    """A way to run the same pure task for many inputs, such as projects or batches of them."""

    @property
    def name(self) -> str:
        """What people choose it by: serial, dask."""
        ...

    def run(self, task: Callable[[Task], Answer], inputs: Iterable[Task]) -> Iterator[Answer]:
        """The answers in the order of the inputs; a task that fails stops the run."""
        ...
