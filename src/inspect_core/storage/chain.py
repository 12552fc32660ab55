"""The chain: how an event becomes a line, how a line is linked to the one before it, and how that is verified.

A line is canonical JSON (UTF-8, sorted keys, no floats).  Its hash covers the raw bytes, never a re-parsed
copy, so that nothing can be changed without changing the hash.  Sorted keys put `prev`, `private`, `seq` and
`v` at the end of each line: the links are verified on the bytes, without parsing, about a million a second.
"""

from __future__ import annotations

from array import array
from binascii import hexlify
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import orjson

from inspect_core.api import Draft, Event
from inspect_core.storage.refusals import unwritable

VERSION: Final = 1
GENESIS: Final = "0" * 64
LONGEST_LINE: Final = 1 << 20
DEEPEST: Final = 32
_LARGEST: Final = (1 << 53) - 1  # beyond it other readers of JSON lose digits
_PROOF: Final = 60
_DOMAIN: Final = b"inspect-core:event:v1\0"
Fault = tuple[list[str], str, str]  # the steps to it from the inside out, what is wrong, and that in Chinese

_CANONICAL: Final = orjson.OPT_SORT_KEYS


def event_hash(line: bytes) -> bytes:
    """The 32 bytes that name a line (without its newline)."""
    return sha256(_DOMAIN + line).digest()


def canonical(value: object) -> bytes:
    """The one way to write a value down."""
    return orjson.dumps(value, option=_CANONICAL)


def check_writable(value: object, pointer: str) -> None:
    """DataError with the JSON pointer of the first thing in `value` that cannot be written down exactly."""
    fault = _fault(value, DEEPEST)
    if fault is not None:
        steps, why, why_zh = fault
        escaped = (step.replace("~", "~0").replace("/", "~1") for step in reversed(steps))
        raise unwritable("/".join((pointer, *escaped)), why, why_zh)


def _fault(value: Any, depth: int) -> Fault | None:
    kind = type(value)
    if kind is str:
        return _fault_of_text(value)
    if kind is dict:
        return _fault_of_names(value) or _fault_of_parts(value.items(), depth)
    if kind is list or kind is tuple:
        return _fault_of_parts(enumerate(value), depth)
    if kind is int:
        return None if -_LARGEST <= value <= _LARGEST else ([], "a whole number is too large", "整数过大")
    if value is None or kind is bool:
        return None
    return [], f"a {kind.__name__} cannot be recorded", f"不能记录 {kind.__name__} 类型的值"


def _fault_of_names(names: Iterable[object]) -> Fault | None:
    for name in names:
        fault = _fault_of_text(name) if isinstance(name, str) else ([], "a name is not a text", "键不是文本")
        if fault is not None:
            return _at(name, fault)
    return None


def _fault_of_parts(parts: Iterable[tuple[object, Any]], depth: int) -> Fault | None:
    if depth == 0:
        return [], "nested too deeply", "嵌套过深"
    for name, part in parts:
        fault = _fault(part, depth - 1)
        if fault is not None:
            return _at(name, fault)
    return None


def _at(name: object, fault: Fault) -> Fault:
    fault[0].append(str(name).encode("utf-8", "backslashreplace").decode())
    return fault


def _fault_of_text(text: str) -> Fault | None:
    if "\0" in text:
        return [], "a text holds a NUL character", "文本中有 NUL 字符"
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return [], "a text holds half a character (a lone surrogate)", "文本中有残缺字符（孤立代理项）"
    return None


def encode(draft: Draft, seq: int, at: str, prev: str, commitment: str | None) -> bytes:
    """The line of an event, without its newline; the draft was checked before."""
    fields: dict[str, object] = {
        "actor": draft.actor,
        "at": at,
        "body": draft.body,
        "id": draft.id,
        "kind": draft.kind,
        "prev": prev,
        "seq": seq,
        "v": VERSION,
    }
    if commitment is not None:
        fields["private"] = commitment
    return canonical(fields)


def decode(line: bytes, digest: bytes) -> Event:
    """The event of a line that was verified; `digest` is its hash."""
    fields = orjson.loads(line)
    return Event(
        fields["seq"],
        datetime.fromisoformat(fields["at"]),
        fields["actor"],
        fields["kind"],
        fields["id"],
        fields["body"],
        fields.get("private"),
        fields["prev"],
        digest.hex(),
    )


def record_id(line: bytes) -> str:
    """The id of the record a line is about, found without parsing: nothing after it can look like it."""
    end = line.rindex(b',"kind":"')
    raw = line[line.rindex(b',"id":"', 0, end) + 6 : end]
    return str(orjson.loads(raw)) if b"\\" in raw else raw[1:-1].decode()


class Chain:
    """The links verified so far: where each line ends, its hash, and what its private part was sealed with."""

    def __init__(self) -> None:
        self.ends = array("Q")
        self.commitments: dict[int, bytes] = {}
        self._hashes = bytearray()

    @property
    def seq(self) -> int:
        """The number of the last verified event; 0 before the first."""
        return len(self.ends)

    @property
    def length(self) -> int:
        """The bytes verified so far."""
        return self.ends[-1] if self.ends else 0

    @property
    def hash(self) -> str:
        """The hash of the last verified event."""
        return self.hash_of(self.seq).hex() if self.ends else GENESIS

    def start(self, seq: int) -> int:
        """The byte at which event `seq` begins."""
        return self.ends[seq - 2] if seq > 1 else 0

    def hash_of(self, seq: int) -> bytes:
        """The hash of a verified event."""
        return bytes(self._hashes[32 * (seq - 1) : 32 * seq])

    def forget_last(self) -> None:
        """The last line taken back: the head says it is not the one that was acknowledged."""
        self.commitments.pop(self.seq, None)
        self.ends.pop()
        del self._hashes[-32:]

    def vouched_by(self, rest: bytes) -> bool:
        """Whether a line of what follows the last event, damaged as it is, names the last event's hash.

        60 of the 64 digits are proof enough: the four may be what was damaged.
        """
        own = self.hash.encode()
        if b'"prev":"%s"' % own in rest:
            return True
        line = rest.split(b"\n", 1)[0]
        start = line.rfind(b'"prev":"') + 8
        return sum(ours == theirs for ours, theirs in zip(own, line[start : start + 64], strict=False)) >= _PROOF

    def extend(self, data: bytes) -> bool:
        """Whether all lines of `data` continue the chain; those before the first that does not are taken in.

        `data` follows the last verified byte and ends with a newline.
        """
        end, prev, seq = self.length, self.hash.encode(), self.seq
        ends, hashes = self.ends, self._hashes
        for line in data.split(b"\n")[:-1]:
            seq += 1
            seal = b""
            if not line.endswith(b',"prev":"%s","seq":%d,"v":1}' % (prev, seq)):
                seal = _seal(line, prev, seq)
                if not seal:
                    return False
                self.commitments[seq] = seal
            digest = sha256(_DOMAIN + line).digest()  # event_hash, written out: every event of the project passes here
            end += len(line) + 1
            ends.append(end)
            hashes += digest
            prev = hexlify(digest)
        return True


def _seal(line: bytes, prev: bytes, seq: int) -> bytes:
    """The commitment of a line that has a private part and continues the chain; empty when it does neither."""
    tail = b'","seq":%d,"v":1}' % seq
    cut = len(line) - len(tail) - 64
    if not line.endswith(tail) or not line[:cut].endswith(b',"prev":"%s","private":"' % prev):
        return b""
    seal = line[cut : cut + 64]
    return seal if _is_hex(seal) else b""


def _is_hex(text: bytes) -> bool:
    return not text.translate(None, b"0123456789abcdef")
