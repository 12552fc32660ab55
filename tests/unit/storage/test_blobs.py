"""Photos are kept under the digest of their bytes."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from inspect_core.api import IntegrityError, SystemFault, UsageError
from inspect_core.storage.blobs import PhotoStore


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos")


def test_a_photo_is_kept_under_its_digest(photos: PhotoStore) -> None:
    digest = photos.put(b"jpeg")
    assert digest == sha256(b"jpeg").hexdigest()
    assert photos.path(digest) == photos.folder / digest[:2] / digest
    assert photos.get(digest) == b"jpeg"
    assert photos.path(digest).stat().st_mode & 0o777 == 0o600


def test_the_same_photo_twice_is_one_photo(photos: PhotoStore) -> None:
    assert photos.put(b"jpeg") == photos.put(b"jpeg")
    assert len([path for path in photos.folder.rglob("*") if path.is_file()]) == 1


def test_a_damaged_photo_is_noticed_and_mended_by_sending_it_again(photos: PhotoStore) -> None:
    digest = photos.put(b"jpeg")
    photos.path(digest).write_bytes(b"gif")
    assert photos.damaged([digest]) == (digest,)
    with pytest.raises(IntegrityError, match="E-PHOTO-DAMAGED"):
        photos.get(digest)
    photos.put(b"jpeg")
    assert photos.damaged([digest]) == ()


def test_missing_photos_are_listed(photos: PhotoStore) -> None:
    digest = photos.put(b"jpeg")
    gone = sha256(b"gone").hexdigest()
    assert photos.missing([digest, gone, "../../etc/passwd"]) == (gone, "../../etc/passwd")
    with pytest.raises(IntegrityError, match="E-PHOTO-MISSING"):
        photos.get(gone)


def test_photos_nobody_names_are_listed_and_kept(photos: PhotoStore) -> None:
    named, orphan = photos.put(b"one"), photos.put(b"two")
    (photos.folder / "ab").mkdir(exist_ok=True)
    (photos.folder / "ab" / "README").write_text("not a photo")
    assert photos.orphans({named}) == (orphan,)
    assert photos.orphans({named, orphan}) == ()
    assert PhotoStore(photos.folder / "nowhere").orphans(set()) == ()


@pytest.mark.parametrize("name", ["", "../x", "AB" * 32, "ab" * 31, "ab" * 32 + "\n", "/etc/passwd"])
def test_what_is_no_digest_names_no_file(photos: PhotoStore, name: str) -> None:
    with pytest.raises(UsageError, match="E-PHOTO-DIGEST"):
        photos.path(name)


def test_a_folder_that_cannot_be_made_is_a_fault_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("a file in its place")
    with pytest.raises(SystemFault) as refused:
        PhotoStore(tmp_path / "photos").put(b"jpeg")
    assert str(tmp_path) not in str(refused.value)
    assert os.listdir(tmp_path) == ["photos"]  # noqa: PTH208 - names are all that is asked
