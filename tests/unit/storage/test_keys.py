"""What is told of a person is sealed with that person's key: without it nobody reads it, and the chain still verifies."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from inspect_core.api import Draft, IntegrityError
from inspect_core.storage.check import verify
from inspect_core.storage.disk import Disk
from inspect_core.storage.journal import FileJournal
from inspect_core.storage.keys import Keys
from tests.reliability.stores import AT, new_store, opened, person, seen

NAME, NOTE = "王小明", "asleep at the gate"


def told(store: Path, **about: str) -> FileJournal:
    """A store in which a note is told of each person."""
    journal = new_store(store)
    with journal.writing() as writer:
        for number, (whose, note) in enumerate(about.items()):
            draft = seen(number, note=note)
            writer.append([Draft(draft.kind, draft.id, draft.body, draft.actor, draft.private, whose)], AT)
    return journal


def everything(store: Path) -> bytes:
    return b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())


def test_a_note_lies_on_the_disk_under_the_key_of_whom_it_is_told_of(tmp_path: Path) -> None:
    told(tmp_path, P01=NOTE, P02="fine")
    assert NOTE.encode() not in everything(tmp_path)
    assert opened(tmp_path).private() == {2: {"note": NOTE}, 3: {"note": "fine"}}
    assert verify(tmp_path).ok
    assert stat.S_IMODE((tmp_path / "keys/people.jsonl").stat().st_mode) == 0o600


def test_lines_of_the_old_form_are_read_beside_the_new(tmp_path: Path) -> None:
    journal = told(tmp_path, P01=NOTE)
    with journal.writing() as writer:
        writer.append([person("P02", NAME)], AT)
    assert opened(tmp_path).private()[3]["name"] == NAME
    lines = (tmp_path / "journal/private.jsonl").read_bytes().splitlines()
    assert [line[:6] for line in lines] == [b'{"key"', b'{"body']
    assert verify(tmp_path).ok


def test_the_same_person_has_one_key_and_another_another(tmp_path: Path) -> None:
    told(tmp_path, P01=NOTE, P02=NOTE)
    keys = Keys(tmp_path / "keys")
    first, second = keys.of("P01"), keys.of("P02")
    assert first is not None
    assert second is not None
    assert (first == second, keys.given(["P01"]), keys.of("P03")) == (False, {"P01": first}, None)
    assert keys.secret(first.id) == first.secret


def test_a_forgotten_key_leaves_copies_that_say_nothing(tmp_path: Path) -> None:
    told(tmp_path, P01=NOTE, P02="fine")
    Keys(tmp_path / "keys").forget("P01")
    journal = opened(tmp_path)
    assert (journal.private(), journal.erased()) == ({3: {"note": "fine"}}, (2,))
    assert [problem.code for problem in verify(tmp_path).problems] == ["E-STORE-ERASED"]


def test_an_erasure_leaves_a_blank_as_long_as_the_line_and_no_key(tmp_path: Path) -> None:
    journal = told(tmp_path, P01=NOTE, P02="fine", P03="dark")
    private = tmp_path / "journal/private.jsonl"
    before = private.read_bytes().splitlines()
    assert len(journal.private()) == 3
    with journal.writing() as writer:
        writer.append([Draft("person.erased", "e", {"person": "P01", "parts": "2"}, "P02")], AT)
        assert writer.erase([2], ["P01"]) == 1
        assert writer.erase([2], ["P01"]) == 0
    after = private.read_bytes().splitlines()
    assert (after[1:], len(after[0]), b"." * 40 in after[0]) == (before[1:], len(before[0]), True)
    assert journal.private() == {3: {"note": "fine"}, 4: {"note": "dark"}}
    assert Keys(tmp_path / "keys").of("P01") is None
    report = verify(tmp_path)
    assert (report.ok, report.erased) == (True, 1)


def test_another_process_that_read_before_reads_on_after_an_erasure(tmp_path: Path) -> None:
    told(tmp_path, P01=NOTE, P02="fine")
    reader = opened(tmp_path)
    assert len(reader.private()) == 2
    with opened(tmp_path).writing() as writer:
        writer.erase([2], ["P01"])
    assert reader.private() == {3: {"note": "fine"}}
    with reader.writing() as writer:
        writer.append([Draft("person.stated", "P01", {}, "x", {"name": "anew"}, "P01")], AT)
    assert reader.private() == {3: {"note": "fine"}, 4: {"name": "anew"}}


def test_a_line_put_in_anothers_place_is_found(tmp_path: Path) -> None:
    told(tmp_path, P01=NOTE, P02="fine one")
    private = tmp_path / "journal/private.jsonl"
    first, second = private.read_bytes().splitlines()
    swapped = (second.replace(b'"seq":3}', b'"seq":2}'), first.replace(b'"seq":2}', b'"seq":3}'))
    private.write_bytes(b"\n".join(swapped) + b"\n")
    assert [problem.code for problem in verify(tmp_path).problems] == ["E-STORE-PRIVATE"]


@pytest.mark.parametrize("at", [3, 12, 20, 40, 90, -12])
def test_a_flipped_bit_in_a_sealed_line_is_found(tmp_path: Path, at: int) -> None:
    told(tmp_path, P01=NOTE)
    private = tmp_path / "journal/private.jsonl"
    raw = bytearray(private.read_bytes())
    raw[at] ^= 1
    private.write_bytes(raw)
    assert not verify(tmp_path).ok


def test_keys_that_cannot_be_read_are_said_to_be(tmp_path: Path) -> None:
    told(tmp_path, P01=NOTE)
    (tmp_path / "keys/people.jsonl").write_bytes(b"{}\n")
    with pytest.raises(IntegrityError, match="E-STORE-KEYS"):
        opened(tmp_path).private()
    assert [problem.code for problem in verify(tmp_path).problems] == ["E-STORE-KEYS"]


class Ordered(Disk):
    """A disk that remembers which files were synced, in order."""

    def __init__(self) -> None:
        self.synced: list[str] = []

    def sync(self, file: int) -> None:
        self.synced.append(Path(f"/proc/self/fd/{file}").readlink().name.split(".")[0])
        super().sync(file)


def test_a_key_is_on_the_disk_before_the_line_that_needs_it(tmp_path: Path) -> None:
    new_store(tmp_path)
    disk = Ordered()
    with opened(tmp_path, disk=disk).writing() as writer:
        disk.synced.clear()
        writer.append([Draft("person.stated", "P01", {}, "x", {"name": NAME}, "P01")], AT)
    assert disk.synced.index("keys") < disk.synced.index("private") < disk.synced.index("events")
    assert os.listdir(tmp_path / "keys") == ["people.jsonl"]  # noqa: PTH208 - nothing half-made beside it
