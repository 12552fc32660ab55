"""A ruleset of 1,000 rules: read, bound, laid under an overlay, checked by the command line; should stay under 1 s.

    .venv/bin/python benchmarks/thousand_rules.py [RULES]

Prints the median of five runs of each step, in CPU seconds and by the wall; the command line with its start.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from inspect_core.app.overlays import effective
from inspect_core.app.publish import publication
from inspect_core.app.shelves import PROJECT, Shelf
from inspect_core.bootstrap import registry_of
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_file

FOLDER = Path("build/bench/thousand-rules/rulesets")
RUNS = 5
HEAD = """\
ruleset: thousand
edition: 2026-10-01
title: {{zh: 一千条, en: A thousand rules}}
points: {count}
forms:
  patrol: {{title: {{zh: 巡查表, en: Patrol}}, at: post}}
  check: {{title: {{zh: 检查表, en: Check}}, about: person}}
rules:
"""
BODIES = (
    (
        "kind: frequency\n    counts: patrol\n    by: shift_leader\n    per: [post, shift]\n"
        "    at_least: {2025-01-01: 3, 2026-03-01: 4}\n    grade: proportional"
    ),
    "kind: checklist\n    form: check\n    ask: {zh: 第 NO 项是否合格?, en: Is NO as it should be?}\n    credit: subject",
    (
        "kind: deduction\n    form: check\n    full: 2\n    credit: subject\n    faults:\n"
        "      fault-NO: {ask: {zh: 第 NO 项几处?, en: How many NO?}, each: place, deduct: 0.2}"
    ),
    "kind: interval\n    counts: patrol\n    per: [post, day]\n    at_most: 2 h\n    credit: project",
)
RULE = "  rule-{no}:\n    title: {{zh: 第 {no} 条应当做到, en: Rule {no} is kept}}\n    {body}\n    source: 合同第 {no} 条\n    points: 1\n"


def text(count: int) -> str:
    """A ruleset of so many rules of four kinds."""
    rules = (RULE.format(no=no, body=BODIES[no % len(BODIES)].replace("NO", str(no))) for no in range(1, count + 1))
    return HEAD.format(count=count) + "".join(rules)


def overlay(count: int) -> str:
    """An overlay that changes every tenth rule."""
    changed = "".join(f"  rule-{no}: {{note: 由合同补充}}\n" for no in range(10, count + 1, 10))
    return f"ruleset: ours\nedition: 2026-10-01\nextends: thousand\nchange:\n{changed}"


def timed(step: Callable[[], object]) -> str:
    """The medians of some runs."""
    found = []
    for _ in range(RUNS):
        wall, cpu = time.perf_counter(), time.process_time()
        step()
        found.append((time.process_time() - cpu, time.perf_counter() - wall))
    cpu, wall = (statistics.median(times) for times in zip(*found, strict=True))
    return f"{cpu:.2f} s CPU  {wall:.2f} s wall"


def called(*words: str) -> str:
    """The medians of some calls of the command line, each a process of its own."""
    program = Path(sys.executable).with_name("inspect-core")
    walls = []
    for _ in range(RUNS):
        wall = time.perf_counter()
        subprocess.run([program, *words], check=True, capture_output=True)
        walls.append(time.perf_counter() - wall)
    return f"{statistics.median(walls):.2f} s wall, with its start"


def main() -> None:
    """Writes the files and measures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    whole, over = FOLDER / "thousand.yaml", FOLDER / "ours.yaml"
    whole.write_text(text(count), encoding="utf-8")
    over.write_text(overlay(count), encoding="utf-8")
    found, kinds = (Shelf(PROJECT, FOLDER),), registry_of().kinds.settings()
    print(f"{count} rules, {whole.stat().st_size / 1024:.0f} KiB")
    print("read and bound     ", timed(lambda: bind_ruleset(read_file(whole), kinds)))
    print("as an overlay      ", timed(lambda: bind_ruleset(effective(over, found), kinds)))
    print("publish, dry run   ", timed(lambda: publication("ours", found, kinds, None)))
    print("rules check FILE   ", called("rules", "check", str(whole)))
    print("rules check OVERLAY", called("rules", "check", str(over)))


if __name__ == "__main__":
    main()
