"""The keys of people are looked at by `verify`: each line as it was written, each key that of its person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspect_core.storage.check import verify
from inspect_core.storage.keys import FILE, KEYS
from tests.reliability.stores import AT, new_store, person


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two people, their names sealed with their keys."""
    with new_store(tmp_path).writing() as writer:
        writer.append([replace(person(id, name), whose=id) for id, name in (("P01", "王"), ("P02", "李"))], AT)
    return tmp_path


def said(store: Path) -> list[str]:
    return [problem.message for problem in verify(store).problems]


def test_keys_as_they_were_written_are_fine(store: Path) -> None:
    assert (store / KEYS / FILE).is_file()
    assert said(store) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'"P01"', b'"P03"', "the key of 'P01' is not the one"),
        (b'{"id"', b'{ "id"', "not as it was written"),
        (b'"whose"', b'"whos\x80"', "cannot be read"),
    ],
)
def test_a_line_that_was_edited_is_a_problem(store: Path, old: bytes, new: bytes, words: str) -> None:
    path = store / KEYS / FILE
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    found = said(store)
    assert len(found) == 1
    assert words in found[0]


def test_two_keys_told_of_each_others_person_are_a_problem_each(store: Path) -> None:
    path = store / KEYS / FILE
    path.write_bytes(path.read_bytes().replace(b"P01", b"P0x").replace(b"P02", b"P01").replace(b"P0x", b"P02"))
    assert len(said(store)) == 2


def test_keys_nobody_needed_yet_are_looked_at_too(tmp_path: Path) -> None:
    new_store(tmp_path)
    (tmp_path / KEYS).mkdir()
    (tmp_path / KEYS / FILE).write_bytes(b"no key\n")
    assert said(tmp_path) == ["this line of the keys cannot be read, so what it seals cannot be either"]
