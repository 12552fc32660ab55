"""The demo month closed, and scored again wherever it may be: other seeds, time zones, locales, another Python.

    python -m tests.golden.same_bytes [PYTHON ...]

scores it under every seed, zone and locale there is with this Python, and once with each other one, and prints how many
different results there were. The other ones need what requirements/run.txt names, and nothing of this checkout.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path

import time_machine

from inspect_core.cli.main import run
from inspect_core.demo.make import demo_project

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ("0", "1", "31337")
ZONES = ("Asia/Shanghai", "America/St_Johns", "Pacific/Chatham")
LOCALES = ("C", "C.UTF-8", "zh_CN.UTF-8")
TOLD = (
    "score --period 2026-10 --json",
    "explain --period 2026-10 --person P008 --json",
    "explain --period 2026-10 --person P008 --improve --json",
    "fairness --period 2026-10 --json",
    "findings --all --json",
    "due --at 2026-10-20T10:00+08:00 --json",
)
CLOSING = (
    (datetime(2026, 11, 2, 1, 0, tzinfo=UTC), ("preview", "2026-10", "--by", "P001")),
    (datetime(2026, 11, 2, 2, 0, tzinfo=UTC), ("open-appeals", "2026-10", "--by", "P001")),
    (datetime(2026, 11, 16, 1, 0, tzinfo=UTC), ("close", "2026-10", "--by", "P001", "--approved-by", "P002")),
)


def closed_month(folder: Path) -> Path:
    """The demo project with its October closed; no plugin is needed to score it."""
    demo_project(folder, "zh")
    settings = folder / "inspect-core.toml"
    settings.write_text(settings.read_text(encoding="utf-8").partition("[plugins.allow]")[0], encoding="utf-8")
    for moment, words in CLOSING:
        said = StringIO()
        with time_machine.travel(moment, tick=False), redirect_stdout(said), redirect_stderr(said):
            status = run(["--project", str(folder), "period", *words])
        assert status == 0, said.getvalue()
    return folder


def surroundings() -> Iterator[dict[str, str]]:
    """Every seed with every zone with every locale."""
    for seed, zone, locale in itertools.product(SEEDS, ZONES, LOCALES):
        yield {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}


def in_pairs() -> Iterator[dict[str, str]]:
    """Nine of them in which every two values of different kinds meet."""
    for first, second in itertools.product(range(3), repeat=2):
        yield {"PYTHONHASHSEED": SEEDS[first], "TZ": ZONES[second], "LC_ALL": LOCALES[(first + second) % 3]}


def scored(project: Path, around: Mapping[str, str], python: str = sys.executable) -> bytes:
    """What `score --json` prints there, from the source of this checkout."""
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "HOME": str(project)}
    command = [python, "-m", "inspect_core.cli.main", "-q", "--project", str(project), "score", "--period", "2026-10"]
    done = subprocess.run([*command, "--json"], env={**own, **around}, capture_output=True, check=False, cwd=project)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def in_order(seed: int, project: Path, out: Path) -> dict[str, bytes]:
    """What the commands of TOLD print and write there, by the name of the file, with tables in an order of this seed."""
    out.mkdir()
    words = [word for line in (*TOLD, f"report --period 2026-10 --out {out}") for word in (*line.split(), "--")]
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "HOME": str(project)}
    command = [sys.executable, "-m", "tests.golden.any_order", str(seed), str(project), *words]
    done = subprocess.run(command, env=own, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    printed = done.stdout.replace(bytes(out), b"OUT")
    return {"printed": printed, **{path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}}


def main(pythons: list[str]) -> int:
    """The number of different results; 0 as status where it is one."""
    with tempfile.TemporaryDirectory() as folder:
        project = closed_month(Path(folder) / "demo")
        found = {f"{python} {around}": scored(project, around) for python in ("this",) for around in surroundings()}
        found |= {python: scored(project, {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}, python) for python in pythons}
    digests = {sha256(bytes_).hexdigest() for bytes_ in found.values()}
    print(f"{len(found)} runs, {len(digests)} different: {', '.join(sorted(digests))}")  # noqa: T201
    return int(len(digests) != 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
