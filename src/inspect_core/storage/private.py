"""The private parts of events: names, phone numbers, notes, photos, kept apart so that they can be erased.

Each is a line of its own in private.jsonl with a random salt.  The event carries only the commitment
SHA-256(salt + body): whoever holds the line can prove it belongs to the event, whoever does not cannot guess it.
A line has one of three forms:

    {"body":…,"salt":…,"seq":…}     told of nobody, or written before people had keys
    {"key":…,"sealed":…,"seq":…}    salt and body under the key of the person it is told of (AES-256-GCM)
    {"erased":…,"seq":…}            erased: as long as the line that stood there, and saying nothing

The chain of events verifies whatever is erased.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final

import orjson

from inspect_core.api import Json
from inspect_core.storage.keys import Key

Salt = Callable[[], bytes]
Secret = Callable[[str], bytes | None]

SALT: Final = 16
_DOMAIN: Final = b"inspect-core:private:v1\0"
_LOCKED: Final = b'{"key":"'
_SEALED_DOMAIN: Final = b"inspect-core:sealed:v1\0"
NONCE: Final = 12
_START: Final = b'{"body":'
_ERASED: Final = b'{"erased":"'


def seal(seq: int, body: bytes, salt: bytes) -> tuple[str, bytes]:
    """The commitment of a canonical body, and its line with the newline."""
    line = b'{"body":%s,"salt":"%s","seq":%d}\n' % (body, salt.hex().encode(), seq)
    return _commitment(salt, body).hex(), line


def seal_for(key: Key, seq: int, body: bytes, salt: bytes, nonce: bytes) -> tuple[str, bytes]:
    """The same with the line readable only with the key of the person it is told of."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - 30 ms others need not pay

    hidden = nonce + AESGCM(key.secret).encrypt(nonce, salt + body, _bound_to(seq))
    line = b'{"key":"%s","sealed":"%s","seq":%d}\n' % (key.id.encode(), b64encode(hidden), seq)
    return _commitment(salt, body).hex(), line


def _bound_to(seq: int) -> bytes:
    return _SEALED_DOMAIN + b"%d" % seq


def blank(line: bytes, seq: int) -> bytes:
    """What stands in the place of an erased line: as long as it was, without the newline, and saying nothing."""
    tail = b'","seq":%d}' % seq
    return _ERASED + b"." * (len(line) - len(_ERASED) - len(tail)) + tail


def is_blank(line: bytes) -> bool:
    """Whether the line was erased."""
    return line.startswith(_ERASED) and line == blank(line, seq_of(line))


def _commitment(salt: bytes, body: bytes) -> bytes:
    return sha256(_DOMAIN + salt + body).digest()


def unlocked(line: bytes, seq: int, secret: Secret) -> bytes | None:
    """A line (no newline) in its plain form; itself when it has that; None when its key was forgotten.

    A line that cannot be opened with its key comes back as it is: it is nobody's, and the commitment says so.
    """
    if not line.startswith(_LOCKED):
        return line
    try:
        fields = orjson.loads(line)
        key, hidden = secret(fields["key"]), b64decode(fields["sealed"], validate=True)
    except (ValueError, KeyError, TypeError):
        return line
    if key is None:
        return None
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    try:
        plain = AESGCM(key).decrypt(hidden[:NONCE], hidden[NONCE:], _bound_to(seq))
    except (InvalidTag, ValueError):
        return line
    return b'{"body":%s,"salt":"%s","seq":%d}' % (plain[SALT:], plain[:SALT].hex().encode(), seq)


def is_sealed_with(line: bytes, key: Key) -> bool:
    """Whether the line names that key."""
    return line.startswith(_LOCKED + key.id.encode() + b'"')


def can_be_read(line: bytes, secret: Secret) -> bool:
    """Whether the line says something: it was not erased, and the key it is sealed with is still there."""
    if not line.startswith(_LOCKED):
        return not is_blank(line)
    return secret(line[len(_LOCKED) :].partition(b'"')[0].decode("ascii", "replace")) is not None


def opened(line: bytes, seq: int, commitment: bytes) -> bytes | None:
    """The canonical body in a plain line (no newline), or None when it is not the one event `seq` was sealed with."""
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
        self.lines = 0
        self.blanks: list[int] = []
        self._last = 0

    def extend(self, data: bytes) -> int | None:
        """The lines of `data` taken in; the line number of the first that makes no sense, or None."""
        start = self.length
        for line in data.split(b"\n")[:-1]:
            seq = seq_of(line)
            if seq <= self._last:
                return self.lines + 1
            self.lines += 1
            if is_blank(line):
                self.blanks.append(seq)
            else:
                self.places[seq] = (start, start + len(line))
            self._last = seq
            start += len(line) + 1
            self.length = start
        return None if data.endswith(b"\n") or not data else self.lines + 1


def seq_of(line: bytes) -> int:
    """The number a private line says it belongs to; 0 when it says none."""
    digits = line[line.rfind(b":") + 1 : -1]
    return int(digits) if digits.isdigit() and not digits.startswith(b"0") else 0
