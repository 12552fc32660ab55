"""The head file: two slots, of which a torn write can only spoil one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspect_core.api import IntegrityError
from inspect_core.storage.head import APART, FILE, SLOT, STORE, Mark, new_head, parse_head

PATH = Path("journal/head")
OLD = Mark(1, 10, "aa" * 32, 1000, 50)
NEW = Mark(2, 11, "bb" * 32, 1100, 50)


def both(first: bytes, second: bytes) -> bytes:
    return first.ljust(APART, b"\0") + second


def test_a_slot_is_256_bytes_of_readable_text_in_a_block_of_its_own() -> None:
    longest = Mark(10**15, 10**15, "ff" * 32, 10**15, 10**15)
    assert len(longest.slot()) == len(OLD.slot()) == SLOT
    assert OLD.slot().decode().strip().startswith('{"events":1000,')
    assert len(new_head(OLD)) == FILE


def test_the_slot_with_the_higher_turn_wins_and_the_other_is_written_next() -> None:
    slots = parse_head(both(OLD.slot(), NEW.slot()), PATH)
    assert (slots.newest, slots.next_offset, slots.torn) == (NEW, 0, False)
    slots = parse_head(both(NEW.slot(), OLD.slot()), PATH)
    assert (slots.newest, slots.next_offset, slots.torn) == (NEW, APART, False)


@pytest.mark.parametrize("length", [0, 1, 100, 255])
def test_a_torn_slot_leaves_the_other_and_is_written_next(length: int) -> None:
    torn = NEW.slot()[:length] + OLD.slot()[length:] if length else b"\0" * SLOT
    slots = parse_head(both(OLD.slot(), torn), PATH)
    if length == 0:
        assert (slots.newest, slots.next_offset, slots.torn) == (OLD, APART, True)
    assert slots.newest in (OLD, NEW)


def test_a_slot_with_another_number_of_the_same_length_is_torn() -> None:
    forged = NEW.slot().replace(b'"seq":11', b'"seq":12')
    assert parse_head(both(OLD.slot(), forged), PATH).second is None


def test_without_a_whole_slot_nobody_can_tell() -> None:
    with pytest.raises(IntegrityError, match="E-STORE-HEAD"):
        parse_head(b"", PATH)
    with pytest.raises(IntegrityError, match="E-STORE-HEAD"):
        parse_head(both(b"[1]".ljust(SLOT), b"{}".ljust(SLOT)), PATH)


def test_something_written_between_the_slots_is_noticed() -> None:
    raw = bytearray(new_head(OLD))
    raw[1000] = 1
    assert not parse_head(bytes(raw), PATH).clean
    assert not parse_head(new_head(OLD) + b"x", PATH).clean


def test_a_store_of_an_older_version_is_read_also_where_one_slot_is_of_this_one_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = Mark(1, 2, "ab" * 32, 300, 0, format=1), Mark(2, 3, "cd" * 32, 400, 0, format=2)
    monkeypatch.setattr("inspect_core.storage.head.STORE", 2)
    assert parse_head(new_head(old), PATH).newest == old
    assert parse_head(both(old.slot(), new.slot()), PATH).newest == new


@pytest.mark.parametrize("slots", [(0, 1), (1, 0), (1, 1)])
def test_a_store_that_a_later_version_has_written_to_is_refused_whichever_slot_says_so(slots: tuple[int, int]) -> None:
    marks = [OLD.slot(), replace(NEW, format=STORE + 1).slot()]
    with pytest.raises(IntegrityError, match="E-STORE-NEWER") as refused:
        parse_head(both(marks[slots[0]], marks[slots[1]]), PATH)
    assert "install a newer version" in refused.value.hint


@pytest.mark.parametrize("version", [0, -1])
def test_a_version_there_never_was_is_a_damaged_slot(version: int) -> None:
    assert parse_head(both(OLD.slot(), replace(NEW, format=version).slot()), PATH).second is None
