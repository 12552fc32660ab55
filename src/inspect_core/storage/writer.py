"""Appending to the journal: private lines, then event lines, then the head, each synced before the next.

Only the head makes a record count.  Until it is written a failure is undone by cutting both files back to
the last good end.  When the disk does not confirm a sync, nothing is tried again on this journal: the kernel
may have dropped the data and forgotten about it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from secrets import token_bytes
from types import MappingProxyType
from typing import Final

from inspect_core.api import Draft, Event, Head, Problem, SystemFault
from inspect_core.storage import refusals
from inspect_core.storage.chain import LONGEST_LINE, canonical, check_writable, encode, event_hash
from inspect_core.storage.disk import Disk, open_plain, refused_by_disk
from inspect_core.storage.head import APART, FILE, SLOT, Mark, Slots
from inspect_core.storage.keys import Key, Keys
from inspect_core.storage.pause import no_cycles
from inspect_core.storage.private import NONCE, Salt, blank, is_blank, is_sealed_with, seal, seal_for, seq_of

NOBODYS: Final[Mapping[str, Key]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Batch:
    """Events and the bytes they are written as."""

    events: tuple[Event, ...]
    lines: bytes
    sealed: bytes


def composed(drafts: Sequence[Draft], at: datetime, head: Head, salt: Salt, keys: Mapping[str, Key] = NOBODYS) -> Batch:
    """The drafts as events that continue `head`; DataError when one of them cannot be written down exactly.

    What is told of a person is sealed with the key of that person in `keys`.
    """
    if at.utcoffset() is None:
        raise refusals.unwritable("/at", "a time without an offset", "时间没有时区偏移")
    events: list[Event] = []
    lines: list[bytes] = []
    sealed: list[bytes] = []
    prev, seq, text = head.hash, head.seq, at.isoformat()
    for number, draft in enumerate(drafts):
        seq += 1
        plain = _checked(draft, f"/{number}")
        commitment: str | None = None
        if plain.private is not None:
            sealed_body = canonical(plain.private)
            commitment, private_line = (
                seal_for(keys[plain.whose], seq, sealed_body, salt(), token_bytes(NONCE))
                if plain.whose is not None and plain.whose in keys
                else seal(seq, sealed_body, salt())
            )
            sealed.append(_short_enough(private_line, f"/{number}/private"))
        line = _short_enough(encode(plain, seq, text, prev, commitment), f"/{number}/body")
        digest = event_hash(line).hex()
        events.append(Event(seq, at, plain.actor, plain.kind, plain.id, plain.body, commitment, prev, digest))
        lines.append(line)
        prev = digest
    lines.append(b"")
    return Batch(tuple(events), b"\n".join(lines), b"".join(sealed))


def _checked(draft: Draft, pointer: str) -> Draft:
    body = draft.body if type(draft.body) is dict else dict(draft.body)
    private = dict(draft.private) if draft.private is not None else None
    for name, value in (("kind", draft.kind), ("id", draft.id), ("actor", draft.actor)):
        check_writable(value, f"{pointer}/{name}")
    check_writable(body, f"{pointer}/body")
    check_writable(private, f"{pointer}/private")
    return Draft(draft.kind, draft.id, body, draft.actor, private, draft.whose)


def _short_enough(line: bytes, pointer: str) -> bytes:
    if len(line) > LONGEST_LINE:
        raise refusals.unwritable(pointer, f"longer than {LONGEST_LINE} bytes", f"超过 {LONGEST_LINE} 字节")
    return line


class FileWriter:
    """The right to append, for as long as the lock is held."""

    def __init__(self, folder: Path, mark: Mark, slots: Slots, disk: Disk, salt: Salt, keys: Keys) -> None:
        self.fault: SystemFault | None = None
        self._folder = folder
        self._mark = mark
        self._slots = slots
        self._next_slot = slots.next_offset
        self._disk = disk
        self._salt = salt
        self._keys = keys
        self._files: dict[str, int] = {}

    @property
    def head(self) -> Head:
        """The head this writer appends to."""
        return Head(self._mark.seq, self._mark.hash, self._mark.events)

    def settle(self) -> Iterator[Problem]:
        """Both files cut back to what was acknowledged and a torn slot written again; a notice of each."""
        for name, length in (("events.jsonl", self._mark.events), ("private.jsonl", self._mark.private)):
            size = os.fstat(self._file(name)).st_size
            if size > length:
                self._cut_back(name, length)
                yield refusals.dropped_tail(self._folder / name, size - length)
        if not self._slots.clean:
            self._write("head", b"\0" * (APART - SLOT), SLOT)
            self._cut_back("head", FILE)
        if self._slots.torn:
            self._acknowledge(replace(self._mark, turn=self._mark.turn + 1))

    def append(self, drafts: Sequence[Draft], at: datetime) -> tuple[Event, ...]:
        """The drafts as events, all of them or none, on the disk and acknowledged when this returns."""
        if self.fault is not None:
            raise refusals.read_only(self._folder / "events.jsonl")
        with no_cycles():
            keys = self._keys.given({draft.whose for draft in drafts if draft.whose is not None and draft.private})
            batch = composed(drafts, at, self.head, self._salt, keys)
        if not batch.events:
            return ()
        written = False
        try:
            self._write("private.jsonl", batch.sealed, self._mark.private)
            self._write("events.jsonl", batch.lines, self._mark.events)
            written = True
        finally:
            if not written:
                self._take_back()
        last = batch.events[-1]
        self._acknowledge(
            Mark(
                self._mark.turn + 1,
                last.seq,
                last.hash,
                self._mark.events + len(batch.lines),
                self._mark.private + len(batch.sealed),
            )
        )
        return batch.events

    def sealed_for(self, person: str) -> tuple[int, ...]:
        """The numbers of the events whose private part is sealed with the key of a person."""
        key = self._keys.of(person)
        lines = self._whole("private.jsonl").split(b"\n") if key is not None else ()
        return tuple(seq_of(line) for line in lines if key is not None and is_sealed_with(line, key))

    def erase(self, seqs: Collection[int], people: Collection[str] = ()) -> int:
        """The private parts of those events blank, and the keys of those people forgotten; how many were blanked.

        An event that says so comes first. Killed in between, the same again finishes it.
        """
        path = self._folder / "private.jsonl"
        raw, wanted, count = self._whole("private.jsonl"), frozenset(seqs), 0
        lines = raw.split(b"\n")
        for number, line in enumerate(lines[:-1]):
            seq = seq_of(line)
            if seq in wanted and not is_blank(line):
                lines[number], count = blank(line, seq), count + 1
        try:
            if count:
                self._disk.put(path, b"\n".join(lines))
        except OSError as error:
            raise refused_by_disk(path, error) from error
        self._close("private.jsonl")
        for person in people:
            self._keys.forget(person)
        return count

    def _whole(self, name: str) -> bytes:
        """What was acknowledged of a file."""
        try:
            return os.pread(self._file(name), self._mark.private, 0)
        except OSError as error:
            raise refused_by_disk(self._folder / name, error) from error

    def _close(self, name: str) -> None:
        file = self._files.pop(name, None)
        if file is not None:
            self._disk.close(file)

    def close(self) -> None:
        """The files given back; the lock is the journal's."""
        for file in self._files.values():
            self._disk.close(file)
        self._files.clear()

    def _file(self, name: str) -> int:
        if name not in self._files:
            self._files[name] = open_plain(self._disk, self._folder / name, os.O_RDWR)
        return self._files[name]

    def _write(self, name: str, data: bytes, offset: int) -> None:
        """All of `data` at `offset` of a file, synced."""
        if not data:
            return
        file = self._file(name)
        try:
            self._disk.write_all(file, data, offset)
        except OSError as error:
            raise refused_by_disk(self._folder / name, error) from error
        self._sync(name)

    def _sync(self, name: str) -> None:
        try:
            self._disk.sync(self._file(name))
        except OSError as error:
            self.fault = refusals.not_synced(self._folder / name)
            raise self.fault from error

    def _acknowledge(self, mark: Mark) -> None:
        """The head moved to `mark`.  Whatever goes wrong here leaves the old head or the new one, and no writer."""
        moved = False
        try:
            self._disk.write_all(self._file("head"), mark.slot(), self._next_slot)
            self._sync("head")
            moved = True
        except OSError as error:
            raise refusals.not_synced(self._folder / "head") from error
        finally:
            if not moved and self.fault is None:
                self.fault = refusals.not_synced(self._folder / "head")
        self._mark = mark
        self._next_slot = APART - self._next_slot

    def _take_back(self) -> None:
        """Both files cut to the last good end; when even that fails the head still says where it is."""
        with contextlib.suppress(OSError):
            self._disk.truncate(self._file("events.jsonl"), self._mark.events)
            self._disk.truncate(self._file("private.jsonl"), self._mark.private)

    def _cut_back(self, name: str, length: int) -> None:
        try:
            self._disk.truncate(self._file(name), length)
        except OSError as error:
            raise refused_by_disk(self._folder / name, error) from error
