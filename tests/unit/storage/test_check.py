"""`verify` looks at everything and says what it found."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from inspect_core.api import Draft, UsageError
from inspect_core.storage.blobs import PhotoStore
from inspect_core.storage.check import Report, verify
from inspect_core.storage.head import new_head, parse_head
from inspect_core.storage.tiny import _digest
from inspect_core.storage.views import Views
from tests.reliability.stores import AT, fill, new_store, opened, person, seen


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with people, notes, a photo and views."""
    journal = new_store(tmp_path)
    photo = PhotoStore(tmp_path / "photos").put(b"jpeg")
    facts = {"form": "patrol", "observer": "P01", "start": "2026-10-09T08:10:00+08:00"}
    with journal.writing() as writer:
        drafts = [person("P01", "王小明"), person("P02", "李四"), seen(1, note="wet")]
        writer.append([*drafts, Draft("observation.recorded", "p1", facts, "P01", {"photos": [photo]})], AT)
    Views(tmp_path / "views", journal).flush()
    return tmp_path


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_sound_store_is_counted(store: Path) -> None:
    report = verify(store, project="park", against=[opened(store).head().anchor])
    assert report.ok
    assert (report.events, report.private, report.erased, report.photos, report.views) == (5, 4, 0, 1, 2)
    assert report.orphans == ()
    assert report.notices == ()


def test_nothing_is_written(store: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    verify(store)
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == before


def test_a_photo_that_is_gone_or_changed_is_a_problem_and_an_orphan_is_not(store: Path) -> None:
    photos = PhotoStore(store / "photos")
    orphan = photos.put(b"other")
    assert verify(store).orphans == (orphan,)
    assert verify(store).ok
    path = photos.path(sha256(b"jpeg").hexdigest())
    path.write_bytes(b"gif")
    assert codes(verify(store)) == ["E-PHOTO-DAMAGED"]
    path.unlink()
    report = verify(store)
    assert codes(report) == ["E-PHOTO-MISSING"]
    assert str(store) not in report.problems[0].text()


def test_an_erased_person_is_counted_and_the_chain_still_verifies(store: Path) -> None:
    with opened(store).writing() as writer:
        writer.append([Draft("person.erased", "e1", {"person": "P02", "parts": "3"}, "P01")], AT)
        assert writer.erase([3]) == 1
    report = verify(store)
    assert report.ok
    assert (report.events, report.private, report.erased) == (6, 3, 1)
    people = Views(store / "views", opened(store)).people(with_private=True)
    assert [person.get("name") for person in people] == ["王小明", None]


def test_a_private_part_that_is_gone_although_nobody_erased_it_is_a_problem(store: Path) -> None:
    path = store / "journal/private.jsonl"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:1], *lines[2:]]))
    head = parse_head((store / "journal/head").read_bytes(), store / "journal/head").newest
    assert head is not None
    shorter = type(head)(head.turn + 1, head.seq, head.hash, head.events, path.stat().st_size)
    (store / "journal/head").write_bytes(new_head(shorter))
    assert codes(verify(store)) == ["E-STORE-ERASED"]


def test_a_private_part_dropped_behind_the_programs_back_is_a_problem(store: Path) -> None:
    path = store / "journal/private.jsonl"
    path.write_bytes(path.read_bytes().split(b"\n", 1)[1])
    assert codes(verify(store)) == ["E-STORE-PRIVATE"]


def test_private_parts_that_were_swapped_or_doubled_are_a_problem(store: Path) -> None:
    path = store / "journal/private.jsonl"
    one, two, *rest = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([two, one, *rest]))
    assert codes(verify(store)) == ["E-STORE-PRIVATE"]
    path.write_bytes(b"\n".join([one, one, two, *rest]))
    assert codes(verify(store)) == ["E-STORE-PRIVATE"]


@pytest.mark.parametrize("name", ["master.jsonl", "observations-2026-10.jsonl"])
def test_a_view_edited_with_its_checksum_made_right_is_a_problem(store: Path, name: str) -> None:
    path = store / "views" / name
    envelope, tables, end = path.read_bytes().split(b"\n")
    fields = orjson.loads(envelope)
    del fields["sha256"]
    forged = tables.replace(b"patrol", b"petrol").replace(b'"role":"guard"', b'"role":"boss"')
    assert forged != tables
    envelope = orjson.dumps({**fields, "sha256": _digest(fields, forged)})
    path.write_bytes(b"\n".join([envelope, forged, end]))
    assert codes(verify(store)) == ["E-VIEW-DIFFERS"]


def test_a_view_that_lags_or_is_damaged_is_no_problem(store: Path) -> None:
    fill(opened(store), 3, first=10)
    assert verify(store).ok
    (store / "views/master.jsonl").write_bytes(b"x")
    assert verify(store).ok


@pytest.mark.parametrize("text", ["", "60", "60:xyz", "x:" + "a" * 64, "1:" + "A" * 64])
def test_what_is_no_anchor_is_a_mistake_of_the_user(store: Path, text: str) -> None:
    with pytest.raises(UsageError, match="an anchor looks like"):
        verify(store, against=[text])


def test_where_there_is_nothing_to_verify_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E-STORE-NONE"):
        verify(tmp_path)
