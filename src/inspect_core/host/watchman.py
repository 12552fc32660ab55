"""The last resort against a plugin that neither answers nor lets itself be interrupted: the program ends, in bounded time.

A limit of time throws an exception into the plugin's code (`patience`). Code that catches every exception, waits in
another thread or never comes back from C does not feel it: after some grace the program is ended from outside.
"""

from __future__ import annotations

import faulthandler
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

GRACE: Final = 2.0  # seconds beyond the limit, to answer the interruption
_LOOK: Final = 0.1
_IDLE: Final = 5  # looks
_STDERR: Final = 2


class Watchman:
    """Looks after the plugin that is being asked. `give_up(plugin)` is called from his thread and must not return.

    Where even his thread is not let run, the interpreter ends itself after twice the grace, with what was running on
    stderr.
    """

    def __init__(self, give_up: Callable[[str], None], grace: float = GRACE) -> None:
        self._give_up = give_up
        self._grace = grace
        self._guard = threading.Lock()
        self._asked: tuple[str, float] | None = None
        self._thread: threading.Thread | None = None
        self._set_at = 0.0

    @contextmanager
    def over(self, plugin: str, seconds: float) -> Iterator[None]:
        """Watches while the plugin is asked for so long at most; an outer question goes on after an inner one."""
        outer = self._asked
        until = time.monotonic() + seconds + self._grace
        with self._guard:
            self._asked = (plugin, until if outer is None else min(until, outer[1]))
            self._wind_up(seconds)
        try:
            yield
        finally:
            self._asked = outer

    def _wind_up(self, seconds: float) -> None:
        """His thread and the interpreter's own clock started; the clock not more than once a second, it costs."""
        now = time.monotonic()
        if not self._set_at or now - self._set_at > 1:
            faulthandler.dump_traceback_later(seconds + 2 * self._grace + 1, exit=True, file=_STDERR)
            self._set_at = now
        if self._thread is None:
            self._thread = threading.Thread(target=self._look, name="watchman", daemon=True)
            self._thread.start()

    def _look(self) -> None:
        """Looks until nobody has been asked for a while."""
        idle = 0
        while not self._may_go(idle):
            time.sleep(_LOOK)
            asked = self._asked
            idle = 0 if asked is not None else idle + 1
            if asked is not None and time.monotonic() > asked[1]:
                self._give_up(asked[0])

    def _may_go(self, idle: int) -> bool:
        with self._guard:
            gone = idle > _IDLE and self._asked is None
            if gone:
                faulthandler.cancel_dump_traceback_later()
                self._set_at, self._thread = 0.0, None
            return gone
