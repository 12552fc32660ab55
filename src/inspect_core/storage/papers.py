"""What a close pins for good: results, texts of rules and calendars, each under the SHA-256 of its bytes."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Final

from inspect_core.api import ErrorPlace, IntegrityError
from inspect_core.storage.disk import Disk, refused_by_disk, short_name

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class PaperStore:
    """The papers of one project in DIR/closed; each is on the disk before the event that names it is written."""

    def __init__(self, folder: Path, *, disk: Disk | None = None) -> None:
        self.folder = folder
        self._disk = disk or Disk()

    def put(self, paper: bytes) -> str:
        """The digest under which the paper is on the disk when this returns."""
        digest = sha256(paper).hexdigest()
        path = self.path(digest)
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(mode=0o700)
                self._disk.sync_folder(self.folder.parent)
            if not path.is_file() or path.read_bytes() != paper:
                self._disk.put(path, paper)
            else:
                self._disk.sync_folder(self.folder)  # another process may have been killed before it did
        except OSError as error:
            raise refused_by_disk(path, error) from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of a paper; IntegrityError when it is missing or not what its digest says."""
        path = self.path(digest)
        try:
            paper = path.read_bytes()
        except OSError:
            raise _wrong(path, "E-CLOSED-MISSING", "a paper of a closed period is gone", "封账文件缺失") from None
        if sha256(paper).hexdigest() != digest:
            raise _wrong(path, "E-CLOSED-DAMAGED", "a paper of a closed period was changed", "封账文件已损坏或被改动")
        return paper

    def path(self, digest: str) -> Path:
        """Where a paper is kept."""
        if not _DIGEST.fullmatch(digest):
            raise _wrong(self.folder, "E-CLOSED-MISSING", f"{digest!r} names no paper", f"{digest!r} 不是文件摘要")
        return self.folder / digest


def _wrong(path: Path, code: str, message: str, message_zh: str) -> IntegrityError:
    return IntegrityError(
        code,
        message,
        place=ErrorPlace(file=short_name(path)),
        hint="put the folder closed/ back from a backup",
        message_zh=message_zh,
        hint_zh="请从备份恢复 closed 文件夹",
    )
