"""Photos as they are handed in: a picture a browser shows, of a size a phone makes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

from inspect_core.errors import FactError, Place
from inspect_core.ports import Photos

LARGEST: Final = 20 * 1024 * 1024
_STARTS: Final = MappingProxyType(
    {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png", b"GIF87a": ".gif", b"GIF89a": ".gif"}
)


def photo_bytes(name: str, data: bytes) -> bytes:
    """The bytes themselves when they are a JPEG, PNG, WebP, GIF or HEIC of at most 20 MiB; else a FactError."""
    if len(data) > LARGEST:
        raise FactError(
            "E-PHOTO-SIZE",
            f"the photo has {len(data):,} bytes; at most {LARGEST // 2**20} MiB are kept",
            place=Place(file=name),
            hint="make it smaller",
            message_zh=f"照片共 {len(data):,} 字节，最多 {LARGEST // 2**20} MiB",
            hint_zh="请压缩后再传",
        )
    if not _is_picture(data):
        raise FactError(
            "E-PHOTO-KIND",
            "this is no photo",
            place=Place(file=name),
            hint="JPEG, PNG, WebP, GIF and HEIC are kept, whatever the file is called",
            message_zh="这不是照片",
            hint_zh="支持 JPEG、PNG、WebP、GIF、HEIC（按内容判断，与文件名无关）",
        )
    return data


def photos_in(folder: Path, photos: Photos, *, keep: bool) -> dict[str, str]:
    """The digests of the pictures in a folder by file name; with `keep` they are on the disk when this returns."""
    files = (file for file in sorted(folder.iterdir()) if file.is_file())
    pictures = {file.name: file.read_bytes() for file in files if file.stat().st_size <= LARGEST}
    kept: dict[bytes, str] = {}
    found = {}
    for name, data in pictures.items():
        if _is_picture(data):
            if data not in kept:
                kept[data] = photos.put(data) if keep else sha256(data).hexdigest()
            found[name] = kept[data]
    return found


def suffix_of(data: bytes) -> str:
    """How the name of a picture ends, by its first bytes: `.jpg`; empty for what is no picture."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:8] == b"ftyp" and data[8:11] in (b"hei", b"mif"):
        return ".heic"
    return next((suffix for start, suffix in _STARTS.items() if data.startswith(start)), "")


def _is_picture(data: bytes) -> bool:
    """By the first bytes: an SVG is a program and no photo."""
    return bool(suffix_of(data))
