"""Threads that a plugin leaves running when it has answered: they could change what others count on."""

from __future__ import annotations

import threading
import time
from typing import Final

PATIENCE: Final = 1.0  # seconds a thread is given to come to its end


def threads() -> frozenset[threading.Thread]:
    """The threads that run now.

    One that was started below the level of `threading` appears too late to say whose it is, and is left out.
    """
    return frozenset(each for each in threading.enumerate() if not isinstance(each, threading._DummyThread))  # noqa: SLF001


def left(before: frozenset[threading.Thread]) -> tuple[str, ...]:
    """The names of threads that were not there before and do not end soon.

    Only asked from the main thread there is an answer: elsewhere the threads of others come and go.
    """
    if threading.current_thread() is not threading.main_thread():
        return ()
    until = time.monotonic() + PATIENCE
    for thread in threads() - before:
        thread.join(max(until - time.monotonic(), 0))
    return tuple(sorted(thread.name for thread in threads() - before))
