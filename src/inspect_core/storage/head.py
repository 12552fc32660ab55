"""The head file: how far the journal was acknowledged.

Two slots are written in turn, each with its own checksum and in a disk block of its own.  A slot is written
in place and synced: one write and one sync instead of the four calls of a rename, and just as safe, because
a torn write spoils only the slot that is being written while the other one still tells the state before it.
The valid slot with the higher turn wins.

A slot is only written after the journal lines it speaks of were synced.  So when one slot is torn, whole
lines beyond the other slot are complete, and may be kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import orjson

from inspect_core.storage.refusals import broken_head, newer

STORE: Final = 2  # the version of the store as a whole: whoever writes a slot says which one the store has now
SLOT: Final = 256
APART: Final = 4096  # a block of its own, so that one bad block takes one slot
FILE: Final = APART + SLOT


@dataclass(frozen=True, slots=True)
class Mark:
    """One slot: the last acknowledged event, its hash, and the lengths of both files in bytes."""

    turn: int
    seq: int
    hash: str
    events: int
    private: int
    format: int = STORE

    def slot(self) -> bytes:
        """The 256 bytes of the slot: a line of JSON, filled up with spaces."""
        fields = {
            "events": self.events,
            "format": self.format,
            "hash": self.hash,
            "private": self.private,
            "seq": self.seq,
            "turn": self.turn,
        }
        text = orjson.dumps({**fields, "sum": _checksum(fields)}, option=orjson.OPT_SORT_KEYS)
        return text.ljust(SLOT - 1) + b"\n"


@dataclass(frozen=True, slots=True)
class Slots:
    """Both slots as they were found; None for one that is torn.  `clean`: nothing else is in the file."""

    first: Mark | None
    second: Mark | None
    clean: bool = True

    @property
    def torn(self) -> bool:
        """Whether one of the slots is damaged."""
        return self.first is None or self.second is None

    @property
    def newest(self) -> Mark | None:
        """The mark that counts."""
        found = [mark for mark in (self.first, self.second) if mark is not None]
        return max(found, key=lambda mark: mark.turn, default=None)

    @property
    def next_offset(self) -> int:
        """Where the next mark goes: over the torn or the older slot."""
        if self.first is None:
            return 0
        if self.second is None:
            return APART
        return 0 if self.first.turn < self.second.turn else APART


def new_head(mark: Mark) -> bytes:
    """A whole head file: the same mark in both slots."""
    return mark.slot().ljust(APART, b"\0") + mark.slot()


def parse_head(raw: bytes, path: Path) -> Slots:
    """Both slots of a head file; IntegrityError when a later version wrote it or neither slot is whole."""
    slots = Slots(
        _parse(raw[:SLOT], path),
        _parse(raw[APART:FILE], path),
        clean=len(raw) <= FILE and not raw[SLOT:APART].strip(b"\0"),
    )
    if slots.newest is None:
        raise broken_head(path)
    return slots


def _parse(raw: bytes, path: Path) -> Mark | None:
    try:
        fields = orjson.loads(raw)
        checksum = fields.pop("sum")
        version = fields["format"]
        if checksum != _checksum(fields):
            return None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if not isinstance(version, int) or version < 1:
        return None
    if version > STORE:
        raise newer(path, version, STORE)
    mark = Mark(fields["turn"], fields["seq"], fields["hash"], fields["events"], fields["private"], version)
    return mark if mark.slot() == raw else None


def _checksum(fields: dict[str, object]) -> str:
    return sha256(b"inspect-core:head:v1\0" + orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]
