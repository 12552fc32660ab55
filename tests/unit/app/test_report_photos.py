"""Photos of a report: recognised by their bytes, put beside the pages that link to them, and missed aloud."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from inspect_core.app.report_photos import GONE, PhotoShelf, linked_photos, with_photos
from inspect_core.storage.blobs import PhotoStore

JPEG, PNG, WEBP = b"\xff\xd8\xff photo", b"\x89PNG\r\n\x1a\n photo", b"RIFF0000WEBP photo"
HEIC, PROGRAM = b"0000ftypheic photo", b"<svg onload='alert(1)'/>"


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos")


def shelf(store: PhotoStore, *digests: str) -> PhotoShelf:
    return PhotoShelf(store, frozenset(digests))


@pytest.mark.parametrize(
    ("data", "suffix", "shown"),
    [
        (JPEG, ".jpg", True),
        (PNG, ".png", True),
        (WEBP, ".webp", True),
        (b"GIF89a", ".gif", True),
        (HEIC, ".heic", False),
        (PROGRAM, ".bin", False),
    ],
)
def test_a_photo_is_what_its_first_bytes_say(store: PhotoStore, data: bytes, suffix: str, shown: bool) -> None:
    digest = store.put(data)
    found = shelf(store, digest)[digest]
    assert (found.file, found.size, found.shown) == (f"photos/{digest}{suffix}", len(data), shown)


def test_a_photo_that_is_gone_or_damaged_has_no_file(store: PhotoStore) -> None:
    damaged, gone = store.put(JPEG), sha256(PNG).hexdigest()
    store.path(damaged).write_bytes(PNG)
    found = shelf(store, damaged, gone, "no digest")
    assert [found[digest] for digest in (damaged, gone, "no digest")] == [GONE, GONE, GONE]


def test_a_digest_nobody_told_is_not_on_the_shelf(store: PhotoStore) -> None:
    digest = store.put(JPEG)
    assert digest not in shelf(store)
    assert sorted(shelf(store, digest)) == [digest]
    assert len(shelf(store, digest)) == 1


def test_the_photos_that_pages_link_to_come_after_the_pages_and_no_others(store: PhotoStore) -> None:
    linked, other = store.put(JPEG), store.put(PNG)
    pages = {"people/a.html": f'<img src="../photos/{linked}.jpg">'.encode()}
    files = dict(with_photos(pages, shelf(store, linked, other), store))
    assert files == {**pages, f"photos/{linked}.jpg": JPEG}
    assert next(iter(files)) == "people/a.html"


def test_a_page_that_names_a_strange_photo_gets_none(store: PhotoStore) -> None:
    digest = store.put(JPEG)
    pages = {"people/a.html": f"photos/{digest}.jpg photos/{'0' * 64}.png".encode()}
    assert linked_photos(pages, shelf(store, "0" * 64)) == {}
