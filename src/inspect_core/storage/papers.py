"""What a close pins for good: results, texts of rules and calendars, in DIR/closed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from inspect_core.api import ErrorPlace, IntegrityError
from inspect_core.storage.disk import Disk, short_name
from inspect_core.storage.kept import KeptFiles, Sentences


class PaperStore(KeptFiles):
    """The papers of one project; each is on the disk before the event that names it is written."""

    def __init__(self, folder: Path, *, disk: Disk | None = None) -> None:
        super().__init__(folder, _SENTENCES, disk=disk)


def _gone(path: Path, error: OSError | None = None) -> IntegrityError:
    return _wrong(path, "E-CLOSED-MISSING", "a paper of a closed period is gone", "封账文件缺失")


def _changed(path: Path) -> IntegrityError:
    return _wrong(path, "E-CLOSED-DAMAGED", "a paper of a closed period was changed", "封账文件已损坏或被改动")


def _no_digest(folder: Path, digest: str) -> IntegrityError:
    return _wrong(folder, "E-CLOSED-MISSING", f"{digest!r} names no paper", f"{digest!r} 不是文件摘要")


_SENTENCES: Final = Sentences(_gone, _changed, _gone, _no_digest)


def _wrong(path: Path, code: str, message: str, message_zh: str) -> IntegrityError:
    return IntegrityError(
        code,
        message,
        place=ErrorPlace(file=short_name(path)),
        hint="put the folder closed/ back from a backup",
        message_zh=message_zh,
        hint_zh="请从备份恢复 closed 文件夹",
    )
