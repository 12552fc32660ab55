"""Many projects of the demo's size, scored and reported in one command: one process, then two.

    python benchmarks/projects.py [N] [--jobs 1 2] [--runs 1] [--folder DIR] [--json]

N demo projects (50 unless said), each of another seed, are made once in DIR and kept there for the next time. Each run
begins without views, so that reading the journal is counted, and writes into an empty folder. Prints wall and CPU
seconds and how many times faster than the first number of processes each is.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from inspect_core.demo.make import demo_project

PERIOD = "2026-10"
FIRST_SEED = 1


def made(folder: Path, seed: int) -> None:
    """One project, unless it is there from the last time."""
    own = folder / f"project-{seed:03d}"
    done = own / ".made"
    if not done.exists():
        demo_project(own, "zh", seed=seed)
        shutil.rmtree(own / "files")
        done.touch()


def projects(folder: Path, count: int) -> list[Path]:
    """That many projects in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = range(FIRST_SEED, FIRST_SEED + count)
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(made, folder), seeds))
    return [folder / f"project-{seed:03d}" for seed in seeds]


def run(found: list[Path], jobs: int) -> dict[str, float]:
    """All of them in one command with so many processes: seconds on the wall, and of all processors together."""
    for project in found:
        shutil.rmtree(project / "views", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as out:
        words = ["report", "--projects", *map(str, found), "--period", PERIOD, "--out", out, "--jobs", str(jobs), "-q"]
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "inspect_core.cli.main", *words], check=True, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - begun
        pages = sum(1 for _ in Path(out).rglob("*.html"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return {"jobs": jobs, "wall": wall, "cpu": cpu, "pages": pages}


def show(count: int, found: dict[int, list[dict[str, float]]]) -> None:
    """The medians as a table."""
    load = os.getloadavg()[0]
    print(f"{count} projects of the demo's size, scored and reported; load of the machine at the end {load:.1f}\n")
    print("| processes | wall s | CPU s | projects a minute | times as fast |\n|---|---|---|---|---|")
    base = None
    for jobs, runs in found.items():
        wall, cpu = (statistics.median(each[key] for each in runs) for key in ("wall", "cpu"))
        base = base or wall
        print(f"| {jobs} | {wall:.1f} | {cpu:.1f} | {count * 60 / wall:.0f} | {base / wall:.2f} |")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("count", type=int, nargs="?", default=50)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "inspect-core-projects")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    own = projects(given.folder, given.count)
    found: dict[int, list[dict[str, float]]] = {jobs: [] for jobs in given.jobs}
    for turn in range(given.runs):
        for jobs in given.jobs if turn % 2 == 0 else reversed(given.jobs):
            found[jobs].append(run(own, jobs))
    if given.json:
        print(json.dumps([each for runs in found.values() for each in runs], indent=2))
    else:
        show(given.count, found)


if __name__ == "__main__":
    main()
