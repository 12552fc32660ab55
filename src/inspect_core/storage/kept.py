"""Files kept once under the SHA-256 of their bytes: written, read back, and told apart from what they should be.

What is kept is on the disk before the event that names it is written, so no event can name what is not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from inspect_core.api import InspectError
from inspect_core.storage.disk import Disk, refused_by_disk, sweep

_SIDE_BY_SIDE: Final = 8  # files on their way to the disk at once
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of a file that is gone, that was changed, that cannot be read, and of a name that is no digest."""

    gone: Callable[[Path], InspectError]
    changed: Callable[[Path], InspectError]
    unreadable: Callable[[Path, OSError], InspectError]
    no_digest: Callable[[Path, str], InspectError]


class KeptFiles:
    """The files of one folder; with `fanned` each in a folder of its own first two digits."""

    def __init__(self, folder: Path, sentences: Sentences, *, fanned: bool = False, disk: Disk | None = None) -> None:
        self.folder = folder
        self._said = sentences
        self._fanned = fanned
        self._disk = disk or Disk()

    def put(self, data: bytes) -> str:
        """The digest (64 hexadecimal digits) under which the bytes are on the disk when this returns."""
        digest = sha256(data).hexdigest()
        path = self.path(digest)
        try:
            if not path.parent.is_dir():
                self._make(path.parent)
            if self.is_whole(digest):
                self._disk.sync_folder(path.parent)  # another process may have been killed before it did
            else:
                self._disk.put(path, data)
        except OSError as error:
            raise refused_by_disk(path, error) from error
        return digest

    def put_all(self, every: Iterable[bytes]) -> list[str]:
        """The digest of each, all of them on the disk when this returns: they wait for it side by side."""
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as hands:
            return list(hands.map(self.put, every))

    def get(self, digest: str) -> bytes:
        """The bytes; an error in the words of what is kept where they are missing or not what their digest says."""
        path = self.path(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise self._said.gone(path) from None
        except OSError as error:
            raise self._said.unreadable(path, error) from error
        if sha256(data).hexdigest() != digest:
            raise self._said.changed(path)
        return data

    def path(self, digest: str) -> Path:
        """Where it is kept; an error for what is not a digest."""
        if not is_digest(digest):
            raise self._said.no_digest(self.folder, digest)
        return self.folder / digest[:2] / digest if self._fanned else self.folder / digest

    def is_whole(self, digest: str) -> bool:
        """Whether it is there and is what its digest says."""
        try:
            return sha256(self.path(digest).read_bytes()).hexdigest() == digest
        except FileNotFoundError:
            return False

    def _make(self, folder: Path) -> None:
        """The folder, whose entry in those above it is on the disk when this returns."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sweep(self.folder)
        self._disk.sync_folder(self.folder.parent)
        if folder != self.folder:
            self._disk.sync_folder(self.folder)


def is_digest(name: str) -> bool:
    """Whether a name is 64 small hexadecimal digits and nothing else."""
    return _DIGEST.fullmatch(name) is not None
