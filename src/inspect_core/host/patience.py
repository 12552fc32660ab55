"""How long a plugin may take for one answer: a plugin that never answers must not keep a month from being scored."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

AGAIN: Final = 0.5  # seconds after which whoever caught the interruption is interrupted again


class TookTooLong(Exception):
    """The time was up."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Lets what runs inside take so long and no longer: then TookTooLong is thrown into it, and again if it is caught.

    What comes back too late has not answered, whatever it says. Only the main thread of a POSIX program can be interrupted; elsewhere nothing is limited. An outer limit goes on
    counting while an inner one holds.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    begun = time.monotonic()
    handler = signal.signal(signal.SIGALRM, _time_is_up)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, handler)
        taken = time.monotonic() - begun
        rest = left - taken
        signal.setitimer(signal.ITIMER_REAL, max(rest, 0.001) if left else 0, AGAIN if left else 0)
    if taken > seconds or (left and rest <= 0):
        raise TookTooLong("no answer in time")


def _time_is_up(number: int, frame: FrameType | None) -> None:
    raise TookTooLong("no answer in time")
