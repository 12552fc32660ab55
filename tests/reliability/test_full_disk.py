"""The kernel itself stops the writing at one byte after another, as a full disk does: nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

LIMITS = (5_000, 5_600, 12)

SWEEP = """
import json, os, resource, shutil, sys
from pathlib import Path
from inspect_core.api import SystemFault
from inspect_core.storage.check import verify
from inspect_core.storage.disk import Disk
from tests.reliability.stores import AT, fill, new_store, opened, seen

class Careless(Disk):
    def write_all(self, file, data, offset):
        os.pwrite(file, data, offset)

os.fsync = lambda file: None  # the kernel's limit is what is tested
folder, careless, limits = Path(sys.argv[1]), sys.argv[2] == "careless", range(*map(int, sys.argv[3:]))

def write(store, limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    acknowledged = 0
    try:
        with opened(store, disk=Careless() if careless else None).writing() as writer:
            while acknowledged < 100:
                writer.append([seen(1000 + acknowledged, note="dark" * 20)], AT)
                acknowledged += 1
    except SystemFault as error:
        assert error.code == "E-STORE-WRITE", error
    os._exit(acknowledged)

fill(new_store(folder / "start"), 5)
lost = failed = stopped = 0
for limit in limits:
    store = folder / "store"
    shutil.copytree(folder / "start", store)
    child = os.fork()
    if child == 0:
        try:
            write(store, limit)
        finally:
            os._exit(255)
    acknowledged = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    stopped += acknowledged < 100
    failed += acknowledged == 255
    report = verify(store)
    lost += not report.ok or report.events != 6 + acknowledged
    if report.ok:
        fill(opened(store), 1, first=5000)
    shutil.rmtree(store)
print(json.dumps({"limits": len(limits), "stopped": stopped, "failed": failed, "lost": lost}))
"""


def swept(tmp_path: Path, root: Path, disk: str) -> dict[str, int]:
    environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"}
    command = [sys.executable, "-c", SWEEP, str(tmp_path), disk, *map(str, LIMITS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_at_every_limit_what_was_acknowledged_is_there_and_the_journal_goes_on(tmp_path: Path, root: Path) -> None:
    assert swept(tmp_path, root, "careful") == {"limits": 50, "stopped": 50, "failed": 0, "lost": 0}


def test_a_store_that_ignores_short_writes_is_caught_by_the_same_sweep(tmp_path: Path, root: Path) -> None:
    found = swept(tmp_path, root, "careless")
    assert found["lost"] > 25
