"""The head file: two slots, of which a torn write can only spoil one."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_core.api import IntegrityError
from inspect_core.storage.head import APART, FILE, SLOT, Mark, new_head, parse_head

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
