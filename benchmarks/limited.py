"""The engine inside a memory limit: 50 million answers in a gigabyte.

python limited.py ROWS MEGABYTES [PROJECTS A BATCH]

Uses a memory control group of its own where the system lets it make one (Linux, version 1 or 2, as root); the kernel
then ends the run when it needs more. Elsewhere the run is only watched, and the script says so. Afterwards the
hand-written plan scores the same batch by batch, without a limit, and every table must be the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from score import run, table

HERE = Path(__file__).parent
GROUPS = Path("/sys/fs/cgroup")


def _files() -> tuple[Path, str, str]:
    """Where a group is made, and the names of its files for the limit and for what was used at most."""
    if (GROUPS / "cgroup.controllers").exists():
        return GROUPS, "memory.max", "memory.peak"
    return GROUPS / "memory", "memory.limit_in_bytes", "memory.max_usage_in_bytes"


@contextmanager
def group(megabytes: int) -> Iterator[Path | None]:
    """A control group with the limit, or nothing where that is not allowed."""
    parent, limit, _ = _files()
    folder = parent / f"inspect-core-{os.getpid()}"
    try:
        folder.mkdir()
        (folder / limit).write_text(str(megabytes * 2**20), encoding="ascii")
    except OSError as error:
        print(f"no memory group here ({error.strerror}): the run is watched, not limited")
        yield None
        return
    try:
        yield folder
    finally:
        folder.rmdir()


def main(rows: int, megabytes: int, batch: str = "96") -> None:
    """Runs and tells."""
    with group(megabytes) as folder, tempfile.TemporaryDirectory() as out:
        command = [sys.executable, str(HERE / "score.py"), "--one", "ours", str(rows), f"{out}/ours.parquet", batch]
        enter = (lambda: (folder / "cgroup.procs").write_text(str(os.getpid()))) if folder else None
        done = subprocess.run(command, check=False, capture_output=True, text=True, preexec_fn=enter)
        if done.returncode:
            sys.exit(f"ended with {done.returncode} (-9: the limit of {megabytes} MB was not enough)\n{done.stderr}")
        found = json.loads(done.stdout.strip().splitlines()[-1])
        print(f"{rows} rows, {batch} projects a batch: {found['wall']:.1f} s, {found['cpu']:.1f} CPU s", end="")
        print(f", the process held at most {found['megabytes']:.0f} MB", end="")
        if folder:
            most = int((folder / _files()[2]).read_text(encoding="ascii")) / 2**20
            print(f"; the limit of {megabytes} MB held (with cached files at most {most:.0f} MB)", end="")
        print()
        reference = Path(out) / "reference.parquet"
        run("polars-batches", rows, reference)
        ours = table(Path(out) / "ours.parquet")
        if not ours.equals(table(reference)):
            sys.exit("the hand-written plan gives other numbers")
        print(f"the hand-written plan gives the same: {ours.height} people, {ours.width} columns of whole numbers each")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
