"""The journal as the rest of the program uses it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from inspect_core.api import DataError, Draft, IntegrityError, Journal, UsageError
from inspect_core.storage.chain import LONGEST_LINE
from inspect_core.storage.create import create_journal
from inspect_core.storage.journal import FileJournal
from tests.reliability.stores import AT, fill, new_store, opened, person, seen


@pytest.fixture
def journal(tmp_path: Path) -> FileJournal:
    return new_store(tmp_path)


def test_it_is_a_journal_as_the_inside_asks_for_one(journal: FileJournal) -> None:
    asked: Journal = journal
    assert asked.head().seq == 1


def test_the_first_event_says_which_project_it_is(journal: FileJournal) -> None:
    (first,) = journal.read()
    assert (first.kind, first.id, first.seq, first.prev) == ("project.created", "park", 1, "0" * 64)
    assert journal.head().anchor == f"1:{first.hash}"


def test_an_appended_event_is_returned_as_it_is_read_later(journal: FileJournal, tmp_path: Path) -> None:
    with journal.writing() as writer:
        made = writer.append([seen(1), person("P01", "王小明")], AT)
        assert writer.head.seq == 3
    assert list(opened(tmp_path).read(after=1)) == list(made)
    assert [event.prev for event in made][1] == made[0].hash
    assert journal.head().hash == made[-1].hash


def test_reading_begins_after_any_event(journal: FileJournal) -> None:
    fill(journal, 20)
    everything = list(journal.read())
    for after in range(22):
        assert list(journal.read(after=after)) == everything[after:]


def test_events_are_fetched_by_number_in_the_order_of_the_journal(journal: FileJournal) -> None:
    fill(journal, 30)
    everything = list(journal.read())
    assert journal.events([30, 2, 99, 2, 0, -1]) == (everything[1], everything[29])
    assert journal.events(range(1, 32)) == tuple(everything)
    assert journal.events([]) == ()


def test_events_are_found_by_the_record_they_are_about(journal: FileJournal) -> None:
    with journal.writing() as writer:
        writer.append([person("P01", "a"), seen(1), person("P01", "b"), seen(2)], AT)
    assert journal.find(["P01", "o2", "nobody"]) == {"P01": (2, 4), "o2": (5,)}
    assert set(journal.find()) == {"park", "P01", "o1", "o2"}


@pytest.mark.parametrize("spoilt", [b"X", b"\n"])
def test_an_event_changed_while_the_journal_is_open_is_not_handed_out_by_number(
    journal: FileJournal, tmp_path: Path, spoilt: bytes
) -> None:
    fill(journal, 30)
    journal.events([2])
    path = tmp_path / "journal/events.jsonl"
    lines = path.read_bytes().split(b"\n")
    ends = len(b"\n".join(lines[:5]))
    with path.open("r+b") as file:
        file.seek(ends if spoilt == b"X" else ends - 1)
        file.write(spoilt)
    assert [event.seq for event in journal.events([2, 4])] == [2, 4]
    with pytest.raises(IntegrityError):
        journal.events([4, 5, 7])


def test_private_parts_are_kept_apart_and_sealed(journal: FileJournal, tmp_path: Path) -> None:
    with journal.writing() as writer:
        writer.append([person("P01", "王小明"), seen(1), seen(2, note="wet")], AT)
    events = (tmp_path / "journal/events.jsonl").read_bytes()
    assert "王小明".encode() not in events
    assert b"wet" not in events
    assert journal.private() == {2: {"name": "王小明", "phone": "13800000000"}, 4: {"note": "wet"}}
    assert journal.private([4, 3, 99]) == {4: {"note": "wet"}}
    assert journal.private([]) == {}
    assert [event.commitment is not None for event in journal.read()] == [False, True, False, True]


def test_the_same_private_part_twice_is_sealed_differently(journal: FileJournal) -> None:
    with journal.writing() as writer:
        one, two = writer.append([seen(1, note="wet"), seen(2, note="wet")], AT)
    assert one.commitment != two.commitment


BAD: list[dict[str, Any]] = [
    {"score": 0.1},
    {"note": "\0"},
    {"note": "\ud800"},
    {"text": "x" * (LONGEST_LINE + 1)},
]


@pytest.mark.parametrize("bad", BAD, ids=["float", "nul", "surrogate", "long"])
@pytest.mark.parametrize("private", [False, True])
def test_one_bad_draft_and_nothing_of_its_batch_is_written(journal: FileJournal, bad: Any, private: bool) -> None:
    before = journal.head()
    draft = Draft("x", "o2", {}, "P01", bad) if private else Draft("x", "o2", bad, "P01")
    with journal.writing() as writer:
        with pytest.raises(DataError) as refused:
            writer.append([seen(1, note="dark"), draft], AT)
        assert writer.append([seen(3)], AT)[0].seq == 2
    assert refused.value.place is not None
    assert str(refused.value.place.pointer).startswith("/1/private" if private else "/1/body")
    assert before.seq == 1


@pytest.mark.parametrize("part", ["kind", "id", "actor"])
def test_ids_and_actors_are_checked_like_bodies(journal: FileJournal, part: str) -> None:
    names = {"kind": "x", "id": "o1", "actor": "P01"} | {part: "a\0b"}
    with journal.writing() as writer, pytest.raises(DataError, match=f"/0/{part}"):
        writer.append([Draft(names["kind"], names["id"], {}, names["actor"])], AT)


def test_a_time_without_an_offset_is_refused(journal: FileJournal) -> None:
    with journal.writing() as writer, pytest.raises(DataError, match="without an offset"):
        writer.append([seen(1)], datetime(2026, 10, 8))  # noqa: DTZ001 - what is tested


def test_appending_nothing_changes_nothing(journal: FileJournal) -> None:
    before = journal.head()
    with journal.writing() as writer:
        assert writer.append([], AT) == ()
    assert journal.head() == before


def test_a_large_batch_is_one_acknowledgement(journal: FileJournal) -> None:
    with journal.writing() as writer:
        made = writer.append([seen(number) for number in range(20_000)], AT)
    assert len(made) == 20_000
    assert journal.head().seq == 20_001
    assert sum(1 for _ in journal.read(after=10_000)) == 10_001


def test_any_mapping_may_be_a_body(journal: FileJournal) -> None:
    class Frozen(dict[str, Any]):
        """A body of another type."""

    with journal.writing() as writer:
        writer.append([Draft("x", "o1", Frozen(a=(1, 2)), "P01", Frozen(b=1))], AT)
    assert next(iter(journal.read(after=1))).body == {"a": [1, 2]}


def test_a_journal_is_started_once(journal: FileJournal, tmp_path: Path) -> None:
    before = journal.head()
    with pytest.raises(UsageError, match="E-STORE-EXISTS"):
        create_journal(tmp_path / "journal", "park", {}, actor="cli:test", at=AT)
    assert journal.head() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["journal"]


def test_an_empty_folder_is_good_enough_to_start_in(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    create_journal(tmp_path / "journal", "park", {}, actor="cli:test", at=AT)
    assert opened(tmp_path).head().seq == 1


def test_a_journal_opened_for_another_project_is_refused(tmp_path: Path) -> None:
    new_store(tmp_path)
    with pytest.raises(IntegrityError, match="E-STORE-COMPANY"):
        list(opened(tmp_path, project="tower").read())
    assert len(list(opened(tmp_path, project=None).read())) == 1


def test_what_changes_while_the_journal_is_open_is_noticed(journal: FileJournal, tmp_path: Path) -> None:
    fill(journal, 5)
    list(journal.read())
    path = tmp_path / "journal/events.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"id":"o3"', b'"id":"o9"'))
    with pytest.raises(IntegrityError, match="event 4 was changed"):
        list(journal.read())


def test_a_journal_set_back_while_it_is_open_is_noticed(journal: FileJournal, tmp_path: Path) -> None:
    old = {path.name: path.read_bytes() for path in (tmp_path / "journal").iterdir()}
    fill(journal, 5)
    list(journal.read())
    for name, data in old.items():
        (tmp_path / "journal" / name).write_bytes(data)
    with pytest.raises(IntegrityError, match="E-STORE-ROLLBACK"), journal.writing():
        pass


def test_the_files_are_for_their_owner_alone(journal: FileJournal, tmp_path: Path) -> None:
    fill(journal, 1)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "journal").iterdir()} == {0o600}
    assert (tmp_path / "journal").stat().st_mode & 0o777 == 0o700
