"""A journal as it was when it ended with an event: what came later is not there. Nothing can be written to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager

from inspect_core.api import Event, Head, IntegrityError, Journal, JournalWriter, Json, SystemFault


class BoundedJournal:
    """The first `seq` events of a journal; IntegrityError where it does not reach so far."""

    def __init__(self, journal: Journal, seq: int) -> None:
        found = journal.hash_at(seq)
        if found is None:
            raise IntegrityError(
                "E-STORE-ROLLBACK",
                f"the journal ends before event {seq}, at which a period was closed",
                hint="put the journal back from a backup",
                message_zh=f"日志未到第 {seq} 条（封账时的位置）",
                hint_zh="请从备份恢复日志",
            )
        self._journal = journal
        self._head = Head(seq, found, 0)

    def head(self) -> Head:
        """The last event that counts; its length in bytes is not told."""
        return self._head

    def read(self, after: int = 0) -> Iterator[Event]:
        """The events after number `after` up to the last that counts."""
        for event in self._journal.read(after=after):
            if event.seq > self._head.seq:
                return
            yield event

    def events(self, seqs: Collection[int]) -> tuple[Event, ...]:
        """The events with those numbers; later ones are left out."""
        return self._journal.events(self._within(seqs))

    def find(self, ids: Collection[str] | None = None) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the events about each record, as far as they count."""
        found = {id: tuple(self._within(seqs)) for id, seqs in self._journal.find(ids).items()}
        return {id: seqs for id, seqs in found.items() if seqs}

    def private(self, seqs: Collection[int] | None = None) -> Mapping[int, Mapping[str, Json]]:
        """The private parts of those events; one that was erased since is gone here too."""
        if seqs is not None:
            return self._journal.private(self._within(seqs))
        return {seq: body for seq, body in self._journal.private().items() if seq <= self._head.seq}

    def hash_at(self, seq: int) -> str | None:
        """The hash of an event that counts."""
        return self._journal.hash_at(seq) if seq <= self._head.seq else None

    def writing(self) -> AbstractContextManager[JournalWriter]:
        """Refused: what was is not changed."""
        raise SystemFault(
            "E-STORE-PAST",
            "a journal as it was cannot be written to",
            message_zh="不能向过去的日志写入",
        )

    def _within(self, seqs: Collection[int]) -> list[int]:
        return [seq for seq in seqs if seq <= self._head.seq]
