"""Opens a file in a process of its own: damaged files make the libraries behind readers ask for gigabytes and abort.

Here that ends the other process and no other; it may use little memory and time, and what it cannot say in JSON
is not heard.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import orjson

PATIENCE: Final = 30.0  # seconds until the process is given up
MOST_SECONDS: Final = 20  # of work, after which the system ends it
MOST_MEMORY: Final = 512 * 1024 * 1024  # bytes on top of what the libraries take to start


def told_apart(module: str, data: bytes, patience: float = PATIENCE) -> dict[str, Any] | None:
    """What `module`, run as a program, tells of the bytes; None when it died, hung, or said nothing useful."""
    try:
        run = subprocess.run(  # noqa: S603 - a module of ours; the bytes come by standard input
            [sys.executable, "-P", "-m", module],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "POLARS_MAX_THREADS": "1"},
            timeout=patience,
            check=False,
        )
        told = orjson.loads(run.stdout) if run.returncode == 0 else None
    except (subprocess.TimeoutExpired, orjson.JSONDecodeError):
        return None
    return told if isinstance(told, dict) else None


def tell(answer: Callable[[bytes], dict[str, Any]]) -> None:
    """The other side: answers the bytes of standard input. Whatever goes wrong ends the process, and that says it."""
    if sys.platform == "linux":
        _limited()
    sys.stdout.buffer.write(orjson.dumps(answer(sys.stdin.buffer.read())))


def _limited() -> None:
    """Memory and time bounded; where the system knows no such bounds, the patience of the one who asks remains."""
    import resource  # noqa: PLC0415 - there is none on Windows

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    memory = pages * resource.getpagesize() + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
