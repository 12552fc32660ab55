"""Stores nobody should have made: each is refused in its own words and never taken for a new one (numbers 21 to 23)."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from inspect_core.errors import InspectError
from inspect_core.storage.check import verify
from inspect_core.storage.create import create_journal
from inspect_core.storage.head import STORE, parse_head
from tests.reliability.stores import AT, fill, new_store, opened

Spoil = Callable[[Path], None]


def emptied(store: Path) -> None:
    (store / "journal/events.jsonl").write_bytes(b"")


def a_folder(store: Path) -> None:
    (store / "journal/events.jsonl").unlink()
    (store / "journal/events.jsonl").mkdir()


def a_link_to_a_device(store: Path) -> None:
    (store / "journal/events.jsonl").unlink()
    (store / "journal/events.jsonl").symlink_to("/dev/zero")


def a_link_to_another_journal(store: Path) -> None:
    (store / "journal/events.jsonl").rename(store / "elsewhere.jsonl")
    (store / "journal/events.jsonl").symlink_to(store / "elsewhere.jsonl")


def a_pipe(store: Path) -> None:
    (store / "journal/events.jsonl").unlink()
    os.mkfifo(store / "journal/events.jsonl")


def utf_16(store: Path) -> None:
    path = store / "journal/events.jsonl"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


def a_later_format(store: Path) -> None:
    path = store / "journal/events.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"v":1}', b'"v":99}'))


def a_last_event_of_a_later_format(store: Path) -> None:
    path = store / "journal/events.jsonl"
    *before, last, _ = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*before, last.replace(b'"v":1}', b'"v":2}'), b""]))


def another_companys(store: Path) -> None:
    fill(new_store(store / "theirs", "tower"), 5)
    shutil.rmtree(store / "journal")
    (store / "theirs/journal").rename(store / "journal")


def without_its_events(store: Path) -> None:
    (store / "journal/events.jsonl").unlink()


def without_its_head(store: Path) -> None:
    (store / "journal/head").unlink()


def without_its_private_part(store: Path) -> None:
    (store / "journal/private.jsonl").unlink()


def an_old_copy_of_the_events(store: Path) -> None:
    path = store / "journal/events.jsonl"
    path.write_bytes(b"\n".join([*path.read_bytes().split(b"\n")[:-4], b""]))


HOSTILE: dict[Spoil, str] = {
    emptied: "E-STORE-EMPTY",
    a_folder: "E-STORE-KIND",
    a_link_to_a_device: "E-STORE-KIND",
    a_link_to_another_journal: "E-STORE-KIND",
    a_pipe: "E-STORE-KIND",
    utf_16: "E-STORE-KIND",
    a_later_format: "E-STORE-NEWER",
    a_last_event_of_a_later_format: "E-STORE-NEWER",
    another_companys: "E-STORE-COMPANY",
    without_its_events: "E-STORE-MISSING",
    without_its_head: "E-STORE-MISSING",
    without_its_private_part: "E-STORE-MISSING",
    an_old_copy_of_the_events: "E-STORE-ROLLBACK",
}


def bytes_of(store: Path) -> dict[str, bytes]:
    found = sorted(path for path in (store / "journal").iterdir() if path.is_file() and path.name != "lock")
    return {path.name: path.read_bytes() for path in found if path.resolve().parent == path.parent.resolve()}


@pytest.mark.parametrize("spoil", HOSTILE, ids=lambda spoil: spoil.__name__)
def test_it_is_refused_by_its_own_code_with_a_place_and_a_next_step_and_left_alone(
    tmp_path: Path, spoil: Spoil
) -> None:
    fill(new_store(tmp_path), 5)
    spoil(tmp_path)
    before = bytes_of(tmp_path)
    for use in (lambda: list(opened(tmp_path).read()), lambda: opened(tmp_path).writing().__enter__()):
        with pytest.raises(InspectError) as refused:
            use() if spoil is not without_its_private_part else opened(tmp_path).writing().__enter__()
        problem = refused.value.first
        assert problem.code == HOSTILE[spoil]
        assert refused.value.exit_code == 4
        assert problem.place is not None
        assert problem.hint
        assert problem.message_zh
        assert problem.hint_zh
        assert str(tmp_path) not in refused.value.text("en") + refused.value.text("zh")
    assert bytes_of(tmp_path) == before
    assert verify(tmp_path, project="park").problems[0].code == HOSTILE[spoil]


@pytest.mark.parametrize("spoil", HOSTILE, ids=lambda spoil: spoil.__name__)
def test_a_project_is_never_started_over_it(tmp_path: Path, spoil: Spoil) -> None:
    fill(new_store(tmp_path), 5)
    spoil(tmp_path)
    before = bytes_of(tmp_path)
    with pytest.raises(InspectError, match="E-STORE-EXISTS"):
        create_journal(tmp_path / "journal", "park", {}, actor="cli:test", at=AT)
    assert bytes_of(tmp_path) == before


def test_three_events_cut_off_with_their_head_are_missed_by_last_months_anchor(tmp_path: Path) -> None:
    fill(new_store(tmp_path), 56)
    kept = {path.name: path.read_bytes() for path in (tmp_path / "journal").iterdir()}
    fill(opened(tmp_path), 3, first=100)
    anchor = opened(tmp_path).head().anchor
    for name, data in kept.items():
        (tmp_path / "journal" / name).write_bytes(data)
    problems = verify(tmp_path, against=[anchor]).problems
    assert [problem.code for problem in problems] == ["E-STORE-ROLLBACK"]
    assert "expected at least 60 events, found 57" in problems[0].message


def test_where_there_is_no_project_the_next_step_is_init(tmp_path: Path) -> None:
    with pytest.raises(InspectError) as refused:
        opened(tmp_path).head()
    assert (refused.value.code, refused.value.exit_code) == ("E-STORE-NONE", 2)
    assert "init" in refused.value.hint


def test_a_head_of_a_later_format_is_refused(tmp_path: Path) -> None:
    new_store(tmp_path)
    path = tmp_path / "journal/head"
    fields = orjson.loads(path.read_bytes()[:256])
    del fields["sum"]
    fields["format"] = STORE + 1
    sealed = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    fields["sum"] = hashlib.sha256(b"inspect-core:head:v1\0" + sealed).hexdigest()[:32]
    slot = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS).ljust(255) + b"\n"
    with pytest.raises(InspectError, match="E-STORE-NEWER"):
        parse_head(slot.ljust(4096, b"\0") + slot, path)
