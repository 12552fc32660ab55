"""A disk that writes short, fills up, fails a sync or stops half-way leaves the old store or the new one."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_core.errors import Problem, SystemFault
from inspect_core.storage.blobs import PhotoStore
from inspect_core.storage.check import verify
from inspect_core.storage.create import create_journal
from inspect_core.storage.disk import Disk
from inspect_core.storage.views import Views
from tests.reliability.disks import Counting, Dying, Failing, Killed, Short
from tests.reliability.stores import AT, fill, new_store, opened, seen

CALLS_OF_AN_APPEND = ["pwrite private.jsonl", "sync private.jsonl", "pwrite events.jsonl", "sync events.jsonl"]
CALLS_OF_THE_HEAD = ["pwrite head", "sync head"]
EVERY_CALL = range(1, 7)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    fill(new_store(tmp_path), 3)
    return tmp_path


def ids(store: Path) -> list[str]:
    return [event.id for event in opened(store).read()]


def append_two(store: Path, disk: Disk) -> None:
    with opened(store, disk=disk).writing() as writer:
        writer.append([seen(10, note="dark"), seen(11, note="wet")], AT)


def is_old_or_new(store: Path) -> bool:
    return ids(store) in (["park", "o1", "o2", "o3"], ["park", "o1", "o2", "o3", "o10", "o11"])


def goes_on(store: Path) -> bool:
    """Whether the next command just works, and says so."""
    fill(opened(store), 1, first=50)
    return verify(store).ok and ids(store)[-1] == "o50"


def test_private_lines_then_events_then_the_head_each_synced_before_the_next(store: Path) -> None:
    disk = Counting()
    append_two(store, disk)
    assert disk.calls == CALLS_OF_AN_APPEND + CALLS_OF_THE_HEAD


@pytest.mark.parametrize("at", EVERY_CALL)
@pytest.mark.parametrize("sticky", [False, True])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_an_error_at_any_call_is_not_acknowledged_and_the_store_is_old_or_new(
    store: Path, at: int, error: int, sticky: bool
) -> None:
    disk = Failing(at, error, sticky=sticky)
    with pytest.raises(SystemFault) as refused:
        append_two(store, disk)
    assert refused.value.exit_code == 5
    assert refused.value.code in ("E-STORE-WRITE", "E-STORE-SYNC")
    assert is_old_or_new(store)
    assert goes_on(store)


def test_after_an_error_of_a_write_the_same_journal_goes_on_when_the_disk_does(store: Path) -> None:
    disk = Failing(3, errno.ENOSPC)
    journal = opened(store, disk=disk)
    with journal.writing() as writer:
        with pytest.raises(SystemFault) as refused:
            writer.append([seen(10, note="dark")], AT)
        writer.append([seen(11)], AT)
    assert "No space left" in refused.value.message
    assert str(refused.value.place) == "journal/events.jsonl"
    assert ids(store) == ["park", "o1", "o2", "o3", "o11"]


@pytest.mark.parametrize("at", [2, 4, 6])
def test_after_a_failed_sync_nothing_is_tried_again_and_the_journal_is_read_only_until_reopened(
    store: Path, at: int
) -> None:
    disk = Failing(at, errno.EIO)
    journal = opened(store, disk=disk)
    with journal.writing() as writer:
        with pytest.raises(SystemFault) as refused:
            writer.append([seen(10, note="dark")], AT)
        assert refused.value.code == "E-STORE-SYNC"
        syncs = [call for call in disk.calls if call.startswith("sync")]
        assert len(syncs) == at // 2
        with pytest.raises(SystemFault, match="E-STORE-READONLY"):
            writer.append([seen(11)], AT)
    with pytest.raises(SystemFault, match="E-STORE-READONLY"), journal.writing():
        pass
    assert [call for call in disk.calls if call.startswith("sync")] == syncs
    assert len(list(journal.read())) >= 4
    assert goes_on(store)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_short_write_is_finished_or_taken_back(store: Path, at: int) -> None:
    append_two(store, Short(at, full=False))
    assert ids(store)[-2:] == ["o10", "o11"]
    fill(opened(store), 1, first=20)
    with pytest.raises(SystemFault):
        append_two(store, Short(at, full=True))
    assert len(ids(store)) in (7, 9)
    assert goes_on(store)


class Careless(Short):
    """The guard removed: whoever wrote this disk never looked at how much was written."""

    def write_all(self, file: int, data: bytes, offset: int) -> None:
        self.pwrite(file, data, offset)


def test_ignoring_a_short_write_would_lose_what_was_acknowledged(store: Path) -> None:
    append_two(store, Careless(2, full=False))
    assert not verify(store).ok


@pytest.mark.parametrize("halfway", [False, True])
@pytest.mark.parametrize("at", EVERY_CALL)
def test_killed_at_any_call_of_an_append(store: Path, at: int, halfway: bool) -> None:
    with pytest.raises(Killed):
        append_two(store, Dying(at, halfway=halfway))
    assert is_old_or_new(store)
    assert goes_on(store)


@pytest.mark.parametrize("killed", [3, 4, 5])
@pytest.mark.parametrize("again", range(1, 5))
def test_killed_again_while_it_recovers(store: Path, killed: int, again: int) -> None:
    with pytest.raises(Killed):
        append_two(store, Dying(killed, halfway=True))
    with contextlib.suppress(Killed), opened(store, disk=Dying(again, halfway=True)).writing():
        pass
    assert is_old_or_new(store)
    assert goes_on(store)


def test_a_tail_that_was_never_acknowledged_is_dropped_with_a_notice(store: Path) -> None:
    with pytest.raises(Killed):
        append_two(store, Dying(5))
    assert ids(store) == ["park", "o1", "o2", "o3"]
    assert [notice.code for notice in verify(store).notices] == ["N-STORE-TAIL"]
    notices: list[Problem] = []
    with opened(store, notices=notices).writing():
        pass
    assert [notice.code for notice in notices] == ["N-STORE-TAIL", "N-STORE-TAIL"]
    assert verify(store).notices == ()


def test_with_a_torn_slot_what_was_synced_before_it_is_kept(store: Path) -> None:
    with pytest.raises(Killed):
        append_two(store, Dying(5, halfway=True))
    assert ids(store)[-2:] == ["o10", "o11"]
    assert [problem.code for problem in verify(store).problems] == ["E-STORE-HEAD"]
    assert goes_on(store)
    assert opened(store).private()[6] == {"note": "wet"}


def test_a_killed_creation_leaves_no_journal_or_a_whole_one(tmp_path: Path) -> None:
    for at in range(1, 20):
        folder = tmp_path / str(at)
        folder.mkdir()
        with contextlib.suppress(Killed):
            create_journal(folder / "journal", "park", {}, actor="cli:test", at=AT, disk=Dying(at))
        if (folder / "journal").exists():
            assert verify(folder).ok
        else:
            create_journal(folder / "journal", "park", {}, actor="cli:test", at=AT)
            assert verify(folder).ok


def calls(work: Callable[[Disk], object]) -> list[str]:
    disk = Counting()
    work(disk)
    return disk.calls


def test_a_file_gets_its_name_after_it_is_synced_and_the_name_is_synced_too(tmp_path: Path) -> None:
    made = calls(lambda disk: disk.put(tmp_path / "x", b"data"))
    assert [call.split()[0] for call in made] == ["pwrite", "sync", "replace", "sync"]
    assert made[-1] == "sync folder"


@pytest.mark.parametrize("at", range(1, 8))
def test_a_photo_is_whole_or_not_there_and_no_half_made_file_stays(tmp_path: Path, at: int) -> None:
    with contextlib.suppress(SystemFault):
        PhotoStore(tmp_path / "photos", disk=Failing(at, errno.ENOSPC)).put(b"jpeg" * 100)
    photos = PhotoStore(tmp_path / "photos")
    digest = photos.put(b"jpeg" * 100)
    assert photos.get(digest) == b"jpeg" * 100
    assert [path.name for path in (tmp_path / "photos").rglob("*") if path.is_file()] == [digest]


def test_a_full_disk_costs_a_view_and_never_a_result(store: Path) -> None:
    notices: list[str] = []
    views = Views(
        store / "views",
        opened(store),
        disk=Failing(1, errno.ENOSPC, sticky=True),
        notify=lambda notice: notices.append(notice.code),
    )
    views.flush()
    assert notices == ["N-VIEW-FLUSH"]
    assert views.observation("o2") is not None
    assert verify(store).ok


class Interrupted(Counting):
    """Somebody presses Ctrl-C at call number `at`."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def spoil(self, call: str) -> None:
        if len(self.calls) == self.at:
            raise KeyboardInterrupt


@pytest.mark.parametrize("at", EVERY_CALL)
def test_ctrl_c_at_any_call_leaves_old_or_new_and_never_half_of_it(store: Path, at: int) -> None:
    journal = opened(store, disk=Interrupted(at))
    with journal.writing() as writer:
        with pytest.raises(KeyboardInterrupt):
            writer.append([seen(10, note="dark"), seen(11, note="wet")], AT)
        if at <= len(CALLS_OF_AN_APPEND):
            writer.append([seen(12)], AT)
        else:
            with pytest.raises(SystemFault, match="E-STORE-READONLY"):
                writer.append([seen(12)], AT)
    expected = [["o12"]] if at <= len(CALLS_OF_AN_APPEND) else [[], ["o10", "o11"]]
    assert ids(store)[4:] in expected
    assert goes_on(store)
