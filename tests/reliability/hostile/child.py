"""Imports one hostile file in a process that may use 256 MiB more than it needs to start; prints what came of it.

Usage: python -m tests.reliability.hostile.child LABEL
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from inspect_core.app.import_ import import_records
from inspect_core.domain.table import Source
from inspect_core.errors import ImportRefused
from tests.reliability.hostile.corpus import CORPUS
from tests.unit.app.known_project import KeptJournal, ports

ALLOWED = 256 * 1024 * 1024


def main(label: str) -> None:
    case = next(case for case in CORPUS if case.label == label)
    data = case.build()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + ALLOWED
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    journal = KeptJournal()
    began = time.process_time()
    problems = []
    try:
        import_records(ports(journal), case.kind, [Source(case.name, data)], case.form)
    except ImportRefused as error:
        problems = [[each.code, str(each.place), each.message, each.hint] for each in error.problems[:5]]
    sys.stdout.write(
        json.dumps({"seconds": time.process_time() - began, "kept": len(journal.kept), "problems": problems})
    )


if __name__ == "__main__":
    main(sys.argv[1])
