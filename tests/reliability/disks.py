"""Disks that misbehave: they write short, fill up, fail a sync, or die at a chosen call."""

from __future__ import annotations

import os
from pathlib import Path

from inspect_core.storage.disk import Disk


class Killed(BaseException):
    """The process is gone: nothing after this call happens."""


class Counting(Disk):
    """Counts the calls that change the disk and lets a subclass spoil one of them."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.names: dict[int, str] = {}

    def spoil(self, call: str) -> None:
        """Called before each call; raises to spoil it."""

    def _next(self, call: str, name: str) -> None:
        self.calls.append(f"{call} {name}")
        self.spoil(call)

    def open(self, path: Path, flags: int) -> int:
        file = super().open(path, flags)
        self.names[file] = path.name
        return file

    def close(self, file: int) -> None:
        self.names.pop(file, None)
        super().close(file)

    def pwrite(self, file: int, data: bytes | memoryview, offset: int) -> int:
        self._next("pwrite", self.names[file])
        return super().pwrite(file, data, offset)

    def sync(self, file: int) -> None:
        self._next("sync", self.names.get(file, "folder"))
        super().sync(file)

    def truncate(self, file: int, length: int) -> None:
        self._next("truncate", self.names[file])
        super().truncate(file, length)

    def replace(self, old: Path, new: Path) -> None:
        self._next("replace", new.name)
        super().replace(old, new)


class Failing(Counting):
    """An OSError at call number `at` (from 1), once or from then on."""

    def __init__(self, at: int, error: int, *, sticky: bool = False) -> None:
        super().__init__()
        self.at, self.error, self.sticky = at, error, sticky

    def spoil(self, call: str) -> None:
        if len(self.calls) == self.at or (self.sticky and len(self.calls) > self.at):
            raise OSError(self.error, os.strerror(self.error))


class Short(Counting):
    """Writes half of what it is given, at write number `at`; from then on nothing fits when `full`."""

    def __init__(self, at: int, *, full: bool) -> None:
        super().__init__()
        self.at, self.full, self.writes = at, full, 0

    def pwrite(self, file: int, data: bytes | memoryview, offset: int) -> int:
        self.writes += 1
        if self.writes == self.at:
            return os.pwrite(file, data[: len(data) // 2], offset)
        if self.full and self.writes > self.at:
            return 0
        return super().pwrite(file, data, offset)


class Dying(Counting):
    """Killed at call number `at`: before it, or (a write) half-way through it.  A dead process does nothing more."""

    def __init__(self, at: int, *, halfway: bool = False) -> None:
        super().__init__()
        self.at, self.halfway = at, halfway

    def spoil(self, call: str) -> None:
        if len(self.calls) >= self.at:
            raise Killed

    def pwrite(self, file: int, data: bytes | memoryview, offset: int) -> int:
        if self.halfway and len(self.calls) + 1 == self.at:
            os.pwrite(file, data[: len(data) // 2], offset)
        return super().pwrite(file, data, offset)
