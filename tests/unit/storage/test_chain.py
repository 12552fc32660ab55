"""A line of the journal: what may stand in it, how it is linked, how it is found again."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from inspect_core.api import DataError, Draft
from inspect_core.storage.chain import GENESIS, Chain, check_writable, decode, encode, event_hash, record_id

AT = "2026-10-08T09:30:00+08:00"


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"score": 1.5}, "/body/score"),
        ({"score": float("nan")}, "/body/score"),
        ({"a": [1, {"b/c": 2.0}]}, "/body/a/1/b~1c"),
        ({"note": "a\0b"}, "/body/note"),
        ({"note": "\ud800"}, "/body/note"),
        ({"a\0": 1}, "/body/a\0"),
        ({"\ud800": 1}, "/body/\\ud800"),
        ({1: 2}, "/body/1"),
        ({"n": 2**53}, "/body/n"),
        ({"n": -(2**53)}, "/body/n"),
        ({"n": {1, 2}}, "/body/n"),
        ({"n": b"x"}, "/body/n"),
    ],
)
def test_what_cannot_be_written_down_exactly_is_refused_with_its_pointer(body: Any, pointer: str) -> None:
    with pytest.raises(DataError) as refused:
        check_writable(body, "/body")
    assert refused.value.code == "E-STORE-BODY"
    assert refused.value.place is not None
    assert refused.value.place.pointer == pointer


def test_nesting_has_an_end() -> None:
    check_writable(nested(32), "/body")
    with pytest.raises(DataError, match="nested too deeply"):
        check_writable(nested(33), "/body")
    with pytest.raises(DataError, match="nested too deeply"):
        check_writable(nested(100_000), "/body")


@pytest.mark.parametrize("body", [{}, {"a": None, "b": True, "n": 2**53 - 1, "t": "王小明 😀", "l": [1, "2", {}]}])
def test_everything_json_has_but_floats_may_be_written(body: Any) -> None:
    check_writable(body, "/body")


def line(seq: int, prev: str, commitment: str | None = None, **parts: str) -> bytes:
    draft = Draft(parts.get("kind", "observation.recorded"), parts.get("id", f"o{seq}"), {"z": 1, "a": "é"}, "P01")
    return encode(draft, seq, AT, prev, commitment)


def test_a_line_is_canonical_json_and_its_hash_covers_its_bytes_under_a_domain() -> None:
    written = line(1, GENESIS)
    assert written.decode() == (
        '{"actor":"P01","at":"2026-10-08T09:30:00+08:00","body":{"a":"é","z":1},"id":"o1",'
        f'"kind":"observation.recorded","prev":"{GENESIS}","seq":1,"v":1}}'
    )
    assert event_hash(written) == hashlib.sha256(b"inspect-core:event:v1\0" + written).digest()


def test_a_line_is_read_back_as_it_was() -> None:
    written = line(1, GENESIS, "ab" * 32)
    event = decode(written, event_hash(written))
    assert (event.seq, event.at.isoformat(), event.id, event.body) == (1, AT, "o1", {"z": 1, "a": "é"})
    assert (event.commitment, event.prev, event.hash) == ("ab" * 32, GENESIS, event_hash(written).hex())


@pytest.mark.parametrize("id", ["o1", "王小明", 'a"b', "back\\slash", ',"id":"x","kind":"y"', "😀"])
def test_the_record_a_line_is_about_is_found_whatever_its_id_looks_like(id: str) -> None:
    draft = Draft("x", id, {"id": "wrong", "kind": "wrong", "t": ',"id":"wrong","kind":"'}, "P01")
    assert record_id(encode(draft, 1, AT, GENESIS, None)) == id


def chained(count: int) -> bytes:
    prev, lines = GENESIS, []
    for seq in range(1, count + 1):
        lines.append(line(seq, prev, "cd" * 32 if seq % 2 else None))
        prev = event_hash(lines[-1]).hex()
    return b"\n".join([*lines, b""])


def test_a_chain_takes_in_what_continues_it_in_any_pieces() -> None:
    data = chained(10)
    whole, pieces = Chain(), Chain()
    assert whole.extend(data)
    for piece in data.split(b"\n")[:-1]:
        assert pieces.extend(piece + b"\n")
    assert (whole.seq, whole.length, whole.hash) == (10, len(data), pieces.hash)
    assert whole.ends == pieces.ends
    assert sorted(whole.commitments) == [1, 3, 5, 7, 9]
    assert data[whole.start(4) : whole.ends[3]] == data.split(b"\n")[3] + b"\n"


def test_a_chain_stops_before_the_first_line_that_does_not_continue_it() -> None:
    old = chained(5).split(b"\n")
    chain = Chain()
    assert not chain.extend(b"\n".join([*old[:3], old[4], b""]))
    assert chain.seq == 3
    assert not Chain().extend(old[1] + b"\n")
    assert not Chain().extend(b"not json\n")
    assert not Chain().extend(b"\n")


def test_a_line_without_its_predecessor_vouches_for_nothing() -> None:
    old = chained(3).split(b"\n")
    chain = Chain()
    chain.extend(old[0] + b"\n")
    assert chain.vouched_by(old[1] + b"\n")
    assert not chain.vouched_by(old[2] + b"\n")
    chain.forget_last()
    assert (chain.seq, chain.length, chain.hash) == (0, 0, GENESIS)
