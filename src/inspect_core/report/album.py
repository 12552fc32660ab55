"""The photos of one page: small ones beside the record as long as the page stays light, then links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from inspect_core.api import ReportPhoto
from inspect_core.report.links import href

MOST_SHOWN: Final = 60
MOST_BYTES: Final = 30 * 2**20
_SHORT: Final = 12  # digits of a digest that stand for a photo without a name


@dataclass(frozen=True, slots=True)
class PhotoPart:
    """A photo as a page names it: `href` where it is kept, `shown` where its picture stands on the page.

    `missing` tells that it was handed in and is gone; without both it was only named, never handed in.
    """

    name: str
    href: str = ""
    shown: bool = False
    missing: bool = False


@dataclass(slots=True)
class Album:
    """Counts the pictures of one page; a record that several rules judge shows its photos under the first it failed.

    Where a record met what was asked it stands folded, and shows them too.
    """

    known: Mapping[str, ReportPhoto] = field(default_factory=dict)
    root: str = "../"
    _left: int = MOST_SHOWN
    _bytes: int = MOST_BYTES
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def photos_of(self, found: Mapping[str, Any], *, folded: bool = False) -> tuple[PhotoPart, ...]:
        """The photos of one observation, in the order they were named."""
        record = "" if folded else str(found["observation"])
        names = [str(name) for name in found.get("photos") or ()]
        digests = [str(digest) for digest in found.get("photo_digests") or ()]
        if len(names) == len(digests):
            return tuple(self._part(name, digest, record) for name, digest in zip(names, digests, strict=True))
        kept = tuple(self._part(digest, digest, record) for digest in digests)
        return (*kept, *(PhotoPart(name) for name in names if name not in digests))

    def _part(self, name: str, digest: str, record: str) -> PhotoPart:
        called = name if name != digest else f"{digest[:_SHORT]}…"
        photo = self.known.get(digest)
        if photo is None or not photo.file:
            return PhotoPart(called, missing=True)
        fits = self._left > 0 and photo.size <= self._bytes
        shown = photo.shown and fits and (record, digest) not in self._seen
        if shown:
            if record:
                self._seen.add((record, digest))
            self._left -= 1
            self._bytes -= photo.size
        return PhotoPart(called, href(self.root + photo.file), shown)
