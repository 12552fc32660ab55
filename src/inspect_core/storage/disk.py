"""The few system calls the store makes, in one place: every byte count checked, every error in words.

Tests hand in a disk that records its calls, writes short, fills up or dies at a given call.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import shutil
import stat
import sys
from pathlib import Path
from typing import Final

from inspect_core.api import ErrorPlace, IntegrityError, SystemFault

OURS_ALONE: Final = 0o600  # the journal holds names and phone numbers

_LEFT_BEHIND: Final = re.compile(r"\.(.+)\.(\d{1,9})\.[0-9a-f]{8}")


class Disk:
    """A disk that tells the truth: what is synced stays."""

    def open(self, path: Path, flags: int) -> int:
        """A file descriptor; a symbolic link is never followed."""
        return os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, OURS_ALONE)

    def close(self, file: int) -> None:
        """The descriptor given back."""
        os.close(file)

    def pwrite(self, file: int, data: bytes | memoryview, offset: int) -> int:
        """Some or all of `data` at `offset`; the number of bytes that really went out."""
        return os.pwrite(file, data, offset)

    def sync(self, file: int) -> None:
        """What was written to the file is on the disk when this returns."""
        if sys.platform == "darwin":  # there fsync stops at the cache of the disk
            fcntl.fcntl(file, fcntl.F_FULLFSYNC)
        else:
            os.fsync(file)

    def truncate(self, file: int, length: int) -> None:
        """The file cut to `length` bytes."""
        os.ftruncate(file, length)

    def replace(self, old: Path, new: Path) -> None:
        """The file or folder `old` under the name `new`, at once."""
        os.replace(old, new)  # noqa: PTH105 - one of the calls tests count

    def unlink(self, path: Path) -> None:
        """The name taken away; no error when it is not there."""
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """The names in the folder are on the disk when this returns."""
        file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            self.sync(file)
        finally:
            os.close(file)

    def write_all(self, file: int, data: bytes, offset: int) -> None:
        """All of `data` at `offset`, or an OSError: near a full disk a write is short without an error."""
        rest = memoryview(data)
        while rest:
            written = self.pwrite(file, rest, offset)
            if written <= 0:
                raise OSError(errno.EIO, "nothing was written")
            rest = rest[written:]
            offset += written

    def put(self, path: Path, data: bytes) -> None:
        """A file that is either not there (or the old one) or complete: written aside, synced, renamed, name synced."""
        aside = aside_name(path)
        try:
            file = self.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            try:
                self.write_all(file, data, 0)
                self.sync(file)
            finally:
                self.close(file)
            self.replace(aside, path)
        except OSError:
            with contextlib.suppress(OSError):
                self.unlink(aside)
            raise
        self.sync_folder(path.parent)


def sweep(folder: Path, ending: str = "") -> tuple[str, ...]:
    """The names of files and folders a killed process left half-made in `folder`, now removed.

    In a folder that is not ours `ending` says which are: only names that were made of one with that ending go.
    """
    swept: list[str] = []
    for path in sorted(folder.glob(".*.*")):
        found = _LEFT_BEHIND.fullmatch(path.name)
        if found is None or not found[1].endswith(ending) or _alive(int(found[2])):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()
        swept.append(path.name)
    return tuple(swept)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def aside_name(path: Path) -> Path:
    """Where a file or folder is made before it gets its name; `sweep` knows whose it was."""
    return path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")


def short_name(path: Path) -> str:
    """A path as messages show it: the folder and the file, never the way to them."""
    return f"{path.parent.name}/{path.name}"


def refused_by_disk(path: Path, error: OSError) -> SystemFault:
    """The fault that says which file the disk refused and why."""
    why = os.strerror(error.errno) if error.errno else str(error)
    return SystemFault(
        "E-STORE-WRITE",
        f"the disk refused: {why}; nothing was recorded",
        place=ErrorPlace(file=short_name(path)),
        hint="make room or give the right to write there, then try again",
        message_zh=f"磁盘拒绝写入：{why}；本次未记录任何内容",
        hint_zh="腾出空间或给予写入权限后重试",
    )


def open_plain(disk: Disk, path: Path, flags: int) -> int:
    """A descriptor of a regular file; IntegrityError E-STORE-KIND for a folder, a link or a device."""
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        raise missing(path) from None
    if not stat.S_ISREG(kind):
        raise IntegrityError(
            "E-STORE-KIND",
            "this is not a plain file; the store was left as it is",
            place=ErrorPlace(file=short_name(path)),
            hint="put the real file back, from a backup if need be",
            message_zh="这不是普通文件；存储未做任何改动",
            hint_zh="请放回真正的文件，必要时从备份恢复",
        )
    try:
        return disk.open(path, flags)
    except OSError as error:
        raise refused_by_disk(path, error) from error


def missing(path: Path) -> IntegrityError:
    """The error for a file of the store that is gone."""
    return IntegrityError(
        "E-STORE-MISSING",
        "a file of the store is gone; nothing new was started in its place",
        place=ErrorPlace(file=short_name(path)),
        hint="put the whole journal folder back from a backup",
        message_zh="存储文件缺失；未另行新建",
        hint_zh="请从备份恢复整个 journal 文件夹",
    )
