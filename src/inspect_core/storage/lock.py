"""One writer at a time: a lock on a file of its own, because the files it guards may be replaced."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspect_core.api import ErrorPlace, SystemFault
from inspect_core.storage.disk import OURS_ALONE, short_name

PATIENCE = 10.0  # seconds; longer than the largest import holds it


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """The lock held while the context lasts; SystemFault naming the holder after `patience` seconds.

    Not for network file systems without locks: there it is refused, never skipped.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only writers lock; readers need not pay for the import

    lock = FileLock(path, timeout=patience, mode=OURS_ALONE, poll_interval=0.005, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise _held(path, patience) from None
    except (OSError, NotImplementedError) as error:
        raise _no_lock(path, error) from error
    try:
        _sign(path)
        yield
    finally:
        lock.release()


def _sign(path: Path) -> None:
    """Our name in the lock file, for whoever has to wait; the lock holds without it."""
    name = f"process {os.getpid()} ({Path(sys.argv[0]).name or 'python'})".ljust(80) + "\n"
    with contextlib.suppress(OSError):
        file = os.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            os.pwrite(file, name.encode("utf-8", "replace"), 0)
        finally:
            os.close(file)


def _holder(path: Path) -> str:
    try:
        text = path.read_bytes()[:200].decode("utf-8", "replace").split("\n")[0].strip()
    except OSError:
        text = ""
    return text if text.isprintable() and text else "another process"


def _held(path: Path, patience: float) -> SystemFault:
    holder = _holder(path)
    return SystemFault(
        "E-STORE-LOCK",
        f"the store is locked by {holder}; gave up after {patience:g} s and recorded nothing",
        place=ErrorPlace(file=short_name(path)),
        hint="wait until it is done, then try again",
        message_zh=f"存储被 {holder} 占用；等待 {patience:g} 秒后放弃，未记录任何内容",
        hint_zh="等它结束后重试",
    )


def _no_lock(path: Path, error: OSError | NotImplementedError) -> SystemFault:
    number = error.errno if isinstance(error, OSError) else None
    why = os.strerror(number) if number else "locks do not work on this file system"
    return SystemFault(
        "E-STORE-LOCK",
        f"the store cannot be locked: {why}; nothing is ever written without the lock",
        place=ErrorPlace(file=short_name(path)),
        hint="keep the project on a local disk you may write to",
        message_zh=f"无法锁定存储：{why}；没有锁就绝不写入",
        hint_zh="请把项目放在可写的本地磁盘上",
    )
