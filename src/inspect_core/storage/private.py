"""The private parts of events: names, phone numbers, notes, photos, kept apart so that they can be erased.

Each is a line of its own in private.jsonl with a random salt.  The event carries only the commitment
SHA-256(salt + body): whoever holds the line can prove it belongs to the event, whoever does not cannot guess it.
Dropping the line later erases the person while the chain of events still verifies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final

import orjson

from inspect_core.api import Json

Salt = Callable[[], bytes]

SALT: Final = 16
_DOMAIN: Final = b"inspect-core:private:v1\0"
_START: Final = b'{"body":'


def seal(seq: int, body: bytes, salt: bytes) -> tuple[str, bytes]:
    """The commitment of a canonical body, and its line with the newline."""
    line = b'{"body":%s,"salt":"%s","seq":%d}\n' % (body, salt.hex().encode(), seq)
    return _commitment(salt, body).hex(), line


def _commitment(salt: bytes, body: bytes) -> bytes:
    return sha256(_DOMAIN + salt + body).digest()


def opened(line: bytes, seq: int, commitment: bytes) -> bytes | None:
    """The canonical body in a line (no newline), or None when it is not the one event `seq` was sealed with."""
    tail = b'","seq":%d}' % seq
    cut = len(line) - len(tail)
    head = cut - 2 * SALT - len(b',"salt":"')
    if head < len(_START) or not line.startswith(_START) or not line.endswith(tail):
        return None
    if line[head : cut - 2 * SALT] != b',"salt":"':
        return None
    salt_text = line[cut - 2 * SALT : cut]
    if salt_text.translate(None, b"0123456789abcdef"):
        return None
    body = line[len(_START) : head]
    fits = _commitment(bytes.fromhex(salt_text.decode()), body).hex().encode() == commitment
    return body if fits else None


def parsed(body: bytes) -> Mapping[str, Json]:
    """The private part as it was handed in."""
    value: dict[str, Json] = orjson.loads(body)
    return value


class PrivateIndex:
    """Where each private part stands in its file: numbers of events, ascending, to stretches of bytes."""

    def __init__(self) -> None:
        self.length = 0
        self.places: dict[int, tuple[int, int]] = {}
        self._last = 0

    def extend(self, data: bytes) -> int | None:
        """The lines of `data` taken in; the line number of the first that makes no sense, or None."""
        start = self.length
        for line in data.split(b"\n")[:-1]:
            seq = seq_of(line)
            if seq <= self._last:
                return len(self.places) + 1
            self.places[seq] = (start, start + len(line))
            self._last = seq
            start += len(line) + 1
            self.length = start
        return None if data.endswith(b"\n") or not data else len(self.places) + 1


def seq_of(line: bytes) -> int:
    """The number a private line says it belongs to; 0 when it says none."""
    digits = line[line.rfind(b":") + 1 : -1]
    return int(digits) if digits.isdigit() and not digits.startswith(b"0") else 0
