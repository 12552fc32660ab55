"""What the inside asks of the outside world, as protocols: the journal, the clock, readers of files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from inspect_core.domain.events import Draft, Event, Head, Json
from inspect_core.domain.table import Reading, Source


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
