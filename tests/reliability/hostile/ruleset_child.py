"""Reads one hostile ruleset in a process that may use 256 MiB more than it needs to start; prints what came of it.

Usage: python -m tests.reliability.hostile.ruleset_child LABEL
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from inspect_core.errors import RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import bind_scheme
from tests.reliability.hostile.rulesets import CORPUS
from tests.unit.demo.shipped_forms import kinds

ALLOWED = 256 * 1024 * 1024


def main(label: str) -> None:
    case = next(case for case in CORPUS if case.label == label)
    known = kinds()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + ALLOWED
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    began = time.process_time()
    problems = []
    try:
        document = read_text(case.text, "r.yaml")
        bind_scheme(document) if case.scheme else bind_ruleset(document, known)
    except RulesetError as error:
        problems = [[one.code, str(one.place), one.hint] for one in error.problems]
    sys.stdout.write(json.dumps({"seconds": time.process_time() - began, "problems": problems}))


if __name__ == "__main__":
    main(sys.argv[1])
