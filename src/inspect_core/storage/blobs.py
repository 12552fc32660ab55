"""Photos, each kept once under the SHA-256 of its bytes: DIR/photos/ab/abcdef….

A photo nobody names (its event was never acknowledged) is an orphan: listed, not deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from inspect_core.api import ErrorPlace, IntegrityError, SystemFault, UsageError
from inspect_core.storage.disk import Disk, refused_by_disk, short_name
from inspect_core.storage.kept import KeptFiles, Sentences, is_digest


class PhotoStore(KeptFiles):
    """The photos of one project."""

    def __init__(self, folder: Path, *, disk: Disk | None = None) -> None:
        super().__init__(folder, _SENTENCES, fanned=True, disk=disk)

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
        return tuple(name for name in digests if not (is_digest(name) and self.path(name).is_file()))

    def damaged(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Those of the digests whose photo is there and is not what its digest says."""
        return tuple(
            name for name in digests if is_digest(name) and self.path(name).is_file() and not self.is_whole(name)
        )

    def orphans(self, named: Collection[str]) -> tuple[str, ...]:
        """The digests of photos no event names, sorted."""
        found = (path.name for path in self.folder.glob("??/*"))
        return tuple(sorted(name for name in found if is_digest(name) and name not in named))


def _gone(path: Path) -> IntegrityError:
    return _wrong(path, "E-PHOTO-MISSING", "this photo is gone", "照片缺失")


def _changed(path: Path) -> IntegrityError:
    return _wrong(path, "E-PHOTO-DAMAGED", "this photo is not the one that was taken", "照片已损坏或被替换")


def _no_digest(_: Path, __: str) -> UsageError:
    return UsageError(
        "E-PHOTO-DIGEST",
        "a photo is named by 64 hexadecimal digits",
        message_zh="照片以 64 位十六进制摘要命名",
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


_SENTENCES: Final = Sentences(_gone, _changed, _unreadable, _no_digest)


def _wrong(path: Path, code: str, message: str, message_zh: str) -> IntegrityError:
    return IntegrityError(
        code,
        message,
        place=ErrorPlace(file=short_name(path)),
        hint="put the photos folder back from a backup",
        message_zh=message_zh,
        hint_zh="请从备份恢复 photos 文件夹",
    )
