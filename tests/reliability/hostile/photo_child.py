"""Records one hostile photo in a process that may use 256 MiB more than it needs to start; prints what came of it.

Usage: python -m tests.reliability.hostile.photo_child LABEL FILE
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from inspect_core.app.photos import photo_bytes
from inspect_core.errors import FactError
from tests.reliability.hostile.child import ALLOWED
from tests.reliability.hostile.photos import PHOTOS


def main(label: str, file: str) -> None:
    case = next(case for case in PHOTOS if case.label == label)
    data = Path(file).read_bytes()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + ALLOWED
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    began = time.process_time()
    problems, kept = [], b""
    try:
        kept = photo_bytes(case.name, data)
    except FactError as error:
        problems = [[each.code, str(each.place), each.message, each.hint] for each in error.problems]
    said = {"seconds": time.process_time() - began, "kept": kept.hex(), "problems": problems}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
