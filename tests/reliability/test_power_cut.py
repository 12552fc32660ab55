"""The power goes at any moment: what was acknowledged is there, whatever the disk did with what was not synced.

The calls of real appends are recorded, and every prefix of them is replayed onto a copy of the store with each
choice of unsynced writes lost, kept, or torn in the middle.  A kill cannot show this: the page cache survives it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from inspect_core.errors import InspectError
from inspect_core.storage.disk import Disk
from tests.reliability.stores import AT, fill, new_store, opened, overwrite, seen

FILES = ("events.jsonl", "private.jsonl", "head")


@dataclass
class Write:
    """Some bytes at a place of a file, or a cut to a length."""

    name: str
    offset: int
    data: bytes | None

    def onto(self, files: dict[str, bytes], *, torn: bool = False) -> None:
        old = files[self.name]
        if self.data is None:
            files[self.name] = old[: self.offset]
            return
        data = self.data[: len(self.data) // 2] if torn else self.data
        padded = old.ljust(self.offset, b"\0")
        files[self.name] = padded[: self.offset] + data + padded[self.offset + len(data) :]


@dataclass
class Recorder(Disk):
    """Writes down what is written, what is synced, and what was acknowledged."""

    log: list[Write | str | int] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)

    def open(self, path: Path, flags: int) -> int:
        file = super().open(path, flags)
        self.names[file] = path.name
        return file

    def pwrite(self, file: int, data: bytes | memoryview, offset: int) -> int:
        written = super().pwrite(file, data, offset)
        self.log.append(Write(self.names[file], offset, bytes(data[:written])))
        return written

    def truncate(self, file: int, length: int) -> None:
        super().truncate(file, length)
        self.log.append(Write(self.names[file], length, None))

    def sync(self, file: int) -> None:
        super().sync(file)
        self.log.append(self.names[file])


class Unsynced(Recorder):
    """The guard removed: a sync that does nothing."""

    def sync(self, file: int) -> None:
        pass


def after_the_cut(start: dict[str, bytes], log: list[Write | str | int]) -> Iterator[dict[str, bytes]]:
    """Every state the files may be in when the power goes after the last call of `log`."""
    synced, pending = dict(start), list[Write]()
    for entry in log:
        if isinstance(entry, Write):
            pending.append(entry)
        elif isinstance(entry, str):
            for write in [write for write in pending if write.name == entry]:
                write.onto(synced)
            pending = [write for write in pending if write.name != entry]
    for fates in itertools.product(("lost", "kept", "torn"), repeat=len(pending)):
        files = dict(synced)
        for write, fate in zip(pending, fates, strict=True):
            if fate != "lost":
                write.onto(files, torn=fate == "torn")
        yield files


def recorded(store: Path, disk: Recorder) -> None:
    """Appends of one event, of a batch, and of one after another process was killed half-way."""
    with opened(store, disk=disk).writing() as writer:
        for batch in ([seen(10)], [seen(11, note="dark"), seen(12, note="wet")], [seen(13, note="dry")]):
            writer.append(batch, AT)
            disk.log.append(writer.head.seq)


def lost_acknowledgements(tmp_path: Path, disk: Recorder) -> int:
    """How many states lose an acknowledged event, hold half a batch, or cannot be opened."""
    store = tmp_path / "store"
    fill(new_store(store), 3)
    folder = store / "journal"
    start = {name: (folder / name).read_bytes() for name in FILES}
    recorded(store, disk)
    whole = (4, 5, 7, 8)
    bad = 0
    for length in range(len(disk.log) + 1):
        log = disk.log[:length]
        acknowledged = max((entry for entry in log if isinstance(entry, int)), default=4)
        for files in after_the_cut(start, log):
            for name, data in files.items():
                overwrite(folder / name, data)
            bad += not opens(store, acknowledged, whole)
    return bad


def opens(store: Path, acknowledged: int, whole: tuple[int, ...]) -> bool:
    try:
        with opened(store).writing() as writer:
            last = writer.head.seq
            writer.append([seen(99)], AT)
        read = [event.seq for event in opened(store).read()]
        opened(store).private()
    except InspectError:
        return False
    return last >= acknowledged and last in whole and read == list(range(1, last + 2))


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspect_core.storage.journal._TRIES", 1)


def test_no_power_cut_loses_an_acknowledged_event(tmp_path: Path) -> None:
    assert lost_acknowledgements(tmp_path, Recorder()) == 0


def test_a_journal_that_does_not_sync_is_caught_by_the_same_test(tmp_path: Path) -> None:
    disk = Unsynced()
    store = tmp_path / "store"
    fill(new_store(store), 3)
    start = {name: (store / "journal" / name).read_bytes() for name in FILES}
    with opened(store, disk=disk).writing() as writer:
        writer.append([seen(10)], AT)
    bad = 0
    for files in after_the_cut(start, disk.log):
        for name, data in files.items():
            overwrite(store / "journal" / name, data)
        bad += not opens(store, 5, (5,))
    assert bad > 0
