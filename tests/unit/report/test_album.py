"""Photos on a page: shown while the page stays light, linked after that, and never passed over in silence."""

from __future__ import annotations

from typing import Any

from inspect_core.api import ReportPhoto
from inspect_core.report.album import MOST_BYTES, MOST_SHOWN, Album, PhotoPart


def kept(number: int, size: int = 1000, *, shown: bool = True) -> tuple[str, ReportPhoto]:
    digest = f"{number:064x}"
    return digest, ReportPhoto(f"photos/{digest}.jpg", size, shown)


def record(names: list[str], digests: list[str], id: str = "r1") -> dict[str, Any]:
    return {"observation": id, "photos": names, "photo_digests": digests}


def test_a_photo_is_shown_under_its_name_with_a_link_out_of_the_persons_folder() -> None:
    digest, photo = kept(1)
    assert Album({digest: photo}).photos_of(record(["a.jpg"], [digest])) == (
        PhotoPart("a.jpg", f"../photos/{digest}.jpg", shown=True),
    )


def test_a_photo_that_is_gone_says_so_and_one_never_handed_in_is_only_named() -> None:
    digest, photo = kept(1)
    album = Album({digest: photo, "f" * 64: ReportPhoto("")})
    assert album.photos_of(record(["a.jpg"], ["f" * 64])) == (PhotoPart("a.jpg", missing=True),)
    assert album.photos_of(record(["a.jpg"], [])) == (PhotoPart("a.jpg"),)
    two = album.photos_of(record(["a.jpg", "b.jpg"], [digest]))
    assert [(photo.name, bool(photo.href)) for photo in two] == [
        (digest[:12] + "…", True),
        ("a.jpg", False),
        ("b.jpg", False),
    ]


def test_the_photo_of_a_record_that_several_rules_judge_is_shown_once() -> None:
    digest, photo = kept(1)
    album = Album({digest: photo})
    turns = [album.photos_of(record(["a.jpg"], [digest], id))[0].shown for id in ("r1", "r1", "r2")]
    assert turns == [True, False, True]


def test_under_what_was_met_it_is_shown_and_leaves_it_to_what_was_not() -> None:
    digest, photo = kept(1)
    album = Album({digest: photo})
    found = record(["a.jpg"], [digest])
    turns = [album.photos_of(found, folded=folded)[0].shown for folded in (True, False, True, False)]
    assert turns == [True, True, True, False]


def test_a_page_shows_so_many_photos_and_links_the_others() -> None:
    photos = dict(kept(number) for number in range(MOST_SHOWN + 2))
    shown = Album(photos).photos_of(record(list(photos), list(photos)))
    assert [photo.shown for photo in shown].count(True) == MOST_SHOWN
    assert all(photo.href for photo in shown)


def test_a_page_shows_so_many_bytes_of_photos_and_a_smaller_one_may_still_fit() -> None:
    photos = dict([kept(1, MOST_BYTES - 10), kept(2, 11), kept(3, 10)])
    shown = Album(photos).photos_of(record(list(photos), list(photos)))
    assert [photo.shown for photo in shown] == [True, False, True]


def test_what_no_browser_is_sure_to_show_is_linked() -> None:
    digest, photo = kept(1, shown=False)
    (found,) = Album({digest: photo}).photos_of(record([digest], [digest]))
    assert (found.shown, bool(found.href)) == (False, True)
