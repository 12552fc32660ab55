"""Photos and papers are kept by the same hand: once under their digest, and each told of in its own words."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from inspect_core.api import InspectError
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
