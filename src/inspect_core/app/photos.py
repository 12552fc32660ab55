"""Photos as they are handed in: a picture a browser shows, of a size a phone makes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

from inspect_core.app import photo_refusals as refusals
from inspect_core.app.photo_cleaning import cleaned
from inspect_core.errors import FactError, Problem
from inspect_core.ports import Photos

LARGEST: Final = 20 * 1024 * 1024
_CANNOT_BE_CLEANED: Final = frozenset({"", ".heic"})  # no picture, an SVG among them; and what only a phone can decode
_STARTS: Final = MappingProxyType(
    {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png", b"GIF87a": ".gif", b"GIF89a": ".gif"}
)


def photo_bytes(name: str, data: bytes) -> bytes:
    """The photo as it is kept, of a JPEG, PNG, WebP or GIF of at most 20 MiB; else a FactError."""
    if len(data) > LARGEST:
        raise refusals.too_large(name, len(data), LARGEST)
    if suffix_of(data) in _CANNOT_BE_CLEANED:
        raise refusals.no_photo(name)
    return cleaned(name, data)


def photos_in(folder: Path, photos: Photos, *, keep: bool) -> dict[str, str]:
    """The digests of the pictures in a folder by file name; with `keep` they are on the disk when this returns.

    FactError with every picture that cannot be kept; then none of them is.
    """
    files = (file for file in sorted(folder.iterdir()) if file.is_file())
    pictures = {file.name: file.read_bytes() for file in files if file.stat().st_size <= LARGEST}
    clean: dict[bytes, bytes] = {}
    problems: list[Problem] = []
    for name, data in pictures.items():
        if suffix_of(data) and data not in clean:
            try:
                clean[data] = photo_bytes(name, data)
            except FactError as error:
                problems += error.problems
    if problems:
        raise FactError.of(problems)
    digests = photos.put_all(clean.values()) if keep else [sha256(photo).hexdigest() for photo in clean.values()]
    kept = dict(zip(clean, digests, strict=True))
    return {name: kept[data] for name, data in pictures.items() if data in kept}


def suffix_of(data: bytes) -> str:
    """How the name of a picture ends, by its first bytes: `.jpg`; empty for what is no picture."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:8] == b"ftyp" and data[8:11] in (b"hei", b"mif"):
        return ".heic"
    return next((suffix for start, suffix in _STARTS.items() if data.startswith(start)), "")
