"""The photos of a report: what is known of each, and which of them are put beside the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from inspect_core.app.photos import suffix_of
from inspect_core.app.report_view import ReportFiles, ReportPhoto
from inspect_core.errors import IntegrityError, SystemFault, UsageError
from inspect_core.ports import Photos

FOLDER: Final = "photos"
GONE: Final = ReportPhoto("")
_UNKNOWN: Final = ".bin"
_SHOWN: Final = frozenset({".jpg", ".png", ".gif", ".webp"})
_LINK: Final = re.compile(rb"\bphotos/([0-9a-f]{64})\.[a-z]{3,4}\b")


class PhotoShelf(Mapping[str, ReportPhoto]):
    """What is known of photos by digest, looked up when a page asks; a photo that is gone or damaged has no file.

    Only the file's name is kept, so that the photos of a month need not fit into memory.
    """

    def __init__(self, photos: Photos, digests: frozenset[str]) -> None:
        self._photos = photos
        self._digests = digests
        self._known: dict[str, ReportPhoto] = {}

    def __getitem__(self, digest: str) -> ReportPhoto:
        if digest not in self._digests:
            raise KeyError(digest)
        if digest not in self._known:
            self._known[digest] = self._looked_at(digest)
        return self._known[digest]

    def __iter__(self) -> Iterator[str]:
        return iter(self._in_order)

    def __len__(self) -> int:
        return len(self._digests)

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._digests)

    def _looked_at(self, digest: str) -> ReportPhoto:
        try:
            data = self._photos.get(digest)
        except (IntegrityError, SystemFault, UsageError):
            return GONE
        suffix = suffix_of(data)
        return ReportPhoto(f"{FOLDER}/{digest}{suffix or _UNKNOWN}", len(data), suffix in _SHOWN)


def with_photos(files: ReportFiles, known: Mapping[str, ReportPhoto], photos: Photos) -> Iterator[tuple[str, bytes]]:
    """The files of a report one after the other, then the photos that its pages link to, each read when its turn comes."""
    yield from files.items()
    for file, digest in linked_photos(files, known).items():
        yield file, photos.get(digest)


def linked_photos(files: ReportFiles, known: Mapping[str, ReportPhoto]) -> dict[str, str]:
    """The photos that the written pages link to: the digest by the file in the report folder."""
    found = {match.decode() for data in files.values() for match in _LINK.findall(data)}
    return {known[digest].file: digest for digest in sorted(found & known.keys()) if known[digest].file}
