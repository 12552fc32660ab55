"""Photos and papers are kept by the same hand: once under their digest, and each told of in its own words."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from inspect_core.api import InspectError, SystemFault
from inspect_core.storage.blobs import PhotoStore
from inspect_core.storage.disk import Disk
from inspect_core.storage.kept import KeptFiles, is_digest
from inspect_core.storage.papers import PaperStore

STORES: dict[str, Callable[..., KeptFiles]] = {"PHOTO": PhotoStore, "CLOSED": PaperStore}


class Synced(Disk):
    """A disk that notes which folders it made sure of."""

    def __init__(self) -> None:
        self.folders: list[str] = []

    def sync_folder(self, folder: Path) -> None:
        self.folders.append(folder.name)
        super().sync_folder(folder)


@pytest.mark.parametrize("word", STORES)
def test_what_is_kept_comes_back_and_is_kept_once(tmp_path: Path, word: str) -> None:
    store = STORES[word](tmp_path / "kept")
    digest = store.put(b"bytes")
    assert (store.put(b"bytes"), store.get(digest), store.is_whole(digest)) == (digest, b"bytes", True)
    assert [path.name for path in store.folder.rglob("*") if path.is_file()] == [digest]


@pytest.mark.parametrize("word", STORES)
def test_what_is_gone_or_was_changed_is_told_in_the_words_of_what_it_is(tmp_path: Path, word: str) -> None:
    store = STORES[word](tmp_path / "kept")
    digest = store.put(b"bytes")
    store.path(digest).write_bytes(b"others")
    with pytest.raises(InspectError, match=f"E-{word}-DAMAGED"):
        store.get(digest)
    assert not store.is_whole(digest)
    store.path(digest).unlink()
    with pytest.raises(InspectError, match=f"E-{word}-MISSING"):
        store.get(digest)
    assert not store.is_whole(digest)


def test_every_folder_that_was_made_is_made_sure_of_in_the_one_above(tmp_path: Path) -> None:
    disk, above = Synced(), tmp_path.name
    PaperStore(tmp_path / "closed", disk=disk).put(b"bytes")
    assert disk.folders[:1] == [above]
    disk.folders.clear()
    PhotoStore(tmp_path / "photos", disk=disk).put(b"bytes")
    assert disk.folders[:2] == [above, "photos"]


def test_only_small_hexadecimal_digits_are_a_digest() -> None:
    digest = sha256(b"").hexdigest()
    assert is_digest(digest)
    assert not any(map(is_digest, ("", digest[1:], digest.upper(), f"{digest}\n", f"../{digest}")))


class InPairs(Disk):
    """A disk that takes a file only while it is handed another one."""

    def __init__(self) -> None:
        self.pair = threading.Barrier(2, timeout=30)

    def put(self, path: Path, data: bytes) -> None:
        self.pair.wait()
        super().put(path, data)


class Full(Disk):
    """A disk with no room for one of the files."""

    def put(self, path: Path, data: bytes) -> None:
        if data == b"7":
            raise OSError(errno.ENOSPC, "No space left on device")
        super().put(path, data)


def test_many_at_once_wait_for_the_disk_side_by_side_and_come_back_in_their_order(tmp_path: Path) -> None:
    store = PhotoStore(tmp_path / "photos", disk=InPairs())
    photos = [str(number).encode() for number in range(20)]
    digests = store.put_all(photos)
    assert digests == [sha256(photo).hexdigest() for photo in photos]
    assert all(store.is_whole(digest) for digest in digests)


def test_where_one_of_many_does_not_fit_none_is_said_to_be_kept(tmp_path: Path) -> None:
    store = PhotoStore(tmp_path / "photos", disk=Full())
    with pytest.raises(SystemFault, match="No space left"):
        store.put_all([str(number).encode() for number in range(20)])
