"""Photos, each kept once under the SHA-256 of its bytes: DIR/photos/ab/abcdef….

A photo is on the disk before the event that names it is written, so no event can name one that is not there.
A photo nobody names (its event was never acknowledged) is an orphan: listed, not deleted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from inspect_core.api import ErrorPlace, IntegrityError, SystemFault, UsageError
from inspect_core.storage.disk import Disk, refused_by_disk, short_name, sweep

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class PhotoStore:
    """The photos of one project."""

    def __init__(self, folder: Path, *, disk: Disk | None = None) -> None:
        self.folder = folder
        self._disk = disk or Disk()

    def put(self, photo: bytes) -> str:
        """The digest (64 hexadecimal digits) under which the photo is on the disk when this returns."""
        digest = sha256(photo).hexdigest()
        path = self.path(digest)
        try:
            new = not path.parent.is_dir()
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if new:
                sweep(self.folder)
                self._disk.sync_folder(self.folder.parent)
                self._disk.sync_folder(self.folder)
            if self._is_whole(digest):
                self._disk.sync_folder(path.parent)  # another process may have been killed before it did
            else:
                self._disk.put(path, photo)
        except OSError as error:
            raise refused_by_disk(path, error) from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of a photo; IntegrityError when it is missing or not what its digest says."""
        path = self.path(digest)
        try:
            photo = path.read_bytes()
        except FileNotFoundError:
            raise _wrong(path, "E-PHOTO-MISSING", "this photo is gone", "照片缺失") from None
        except OSError as error:
            raise _unreadable(path, error) from error
        if sha256(photo).hexdigest() != digest:
            raise _wrong(path, "E-PHOTO-DAMAGED", "this photo is not the one that was taken", "照片已损坏或被替换")
        return photo

    def path(self, digest: str) -> Path:
        """Where a photo is kept; UsageError for what is not a digest."""
        if not _DIGEST.fullmatch(digest):
            raise UsageError(
                "E-PHOTO-DIGEST",
                "a photo is named by 64 hexadecimal digits",
                message_zh="照片以 64 位十六进制摘要命名",
            )
        return self.folder / digest[:2] / digest

    def drop(self, digest: str) -> bool:
        """The photo deleted; whether it was there."""
        path = self.path(digest)
        there = path.exists()
        try:
            self._disk.unlink(path)
            if there:
                self._disk.sync_folder(path.parent)
        except OSError as error:
            raise refused_by_disk(path, error) from error
        return there

    def missing(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Those of the digests that no photo is kept under, in their order; what is no digest is missing too."""
        return tuple(name for name in digests if not (_DIGEST.fullmatch(name) and self.path(name).is_file()))

    def damaged(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Those of the digests whose photo is there and is not what its digest says."""
        return tuple(
            name
            for name in digests
            if _DIGEST.fullmatch(name) and self.path(name).is_file() and not self._is_whole(name)
        )

    def orphans(self, named: Collection[str]) -> tuple[str, ...]:
        """The digests of photos no event names, sorted."""
        return tuple(
            sorted(
                path.name
                for path in self.folder.glob("??/*")
                if _DIGEST.fullmatch(path.name) and path.name not in named
            )
        )

    def _is_whole(self, digest: str) -> bool:
        try:
            return sha256(self.path(digest).read_bytes()).hexdigest() == digest
        except FileNotFoundError:
            return False


def _wrong(path: Path, code: str, message: str, message_zh: str) -> IntegrityError:
    return IntegrityError(
        code,
        message,
        place=ErrorPlace(file=short_name(path)),
        hint="put the photos folder back from a backup",
        message_zh=message_zh,
        hint_zh="请从备份恢复 photos 文件夹",
    )


def _unreadable(path: Path, error: OSError) -> SystemFault:
    return SystemFault(
        "E-PHOTO-READ",
        f"this photo cannot be read: {error.strerror}",
        place=ErrorPlace(file=short_name(path)),
        hint="give the right to read it, or check the disk",
        message_zh=f"无法读取照片：{error.strerror}",
        hint_zh="请授予读取权限或检查磁盘",
    )
