"""Backups of a store that others are writing to, and backups and restores that are killed in the middle."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspect_core.storage.backup import back_up, check_backup
from inspect_core.storage.check import verify
from inspect_core.storage.restore import restore
from tests.reliability.stores import AT, fill, new_store, opened

BACKUPS = 20
WRITER = """
import itertools, os, sys
from pathlib import Path
from tests.reliability.stores import AT, opened, seen

journal = opened(Path(sys.argv[1]))
for number in itertools.count(1000):
    with journal.writing() as writer:
        writer.append([seen(number, note="dark" if number % 2 else "")], AT)
"""
KILLED = """
import os, sys
from pathlib import Path
from inspect_core.storage.backup import back_up
from inspect_core.storage.backup_file import Unwatched
from inspect_core.storage.restore import restore
from tests.reliability.stores import AT

deed, store, target, last = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])

class Dying(Unwatched):
    left = last

    def __call__(self, words, total):
        self.done(None)

    def done(self, value):
        Dying.left -= 1
        if Dying.left < 0:
            os.kill(os.getpid(), 9)
        return value

if deed == "backup":
    back_up(store, target, project="park", made_at=AT, made_by="x", watch=Dying())
else:
    restore(store, target, watch=Dying())
"""


def environment(root: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"}


def made(store: Path, file: Path) -> str:
    """The anchor of a backup made now."""
    return back_up(store, file, project="park", made_at=AT, made_by="x").heads["journal"]


def test_twenty_backups_of_a_store_that_is_written_to_are_whole_and_fit_it(tmp_path: Path, root: Path) -> None:
    store = tmp_path / "park"
    fill(new_store(store), 40)
    dice, seqs = random.Random(20), [opened(store).head().seq]
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(store)], env=environment(root))
    try:
        for number in range(BACKUPS):
            while opened(store).head().seq == seqs[-1]:
                assert writer.poll() is None
                time.sleep(0.005)
            time.sleep(dice.random() / 20)
            file, target = tmp_path / f"{number}.zip", tmp_path / f"restored{number}"
            anchor = made(store, file)
            assert restore(file, target).heads["journal"] == anchor
            report = verify(target, project="park", against=[anchor])
            assert report.ok, report.problems
            assert opened(store).hash_at(report.events) == anchor.partition(":")[2]
            seqs.append(report.events)
    finally:
        writer.kill()
        writer.wait()
    assert len(set(seqs)) == BACKUPS + 1
    assert verify(store, project="park").ok


@pytest.mark.parametrize("deed", ["backup", "restore"])
def test_killed_anywhere_there_is_no_backup_and_no_project_and_the_next_try_tidies_up(
    tmp_path: Path, root: Path, deed: str
) -> None:
    store = tmp_path / "park"
    fill(new_store(store), 5)
    made(store, tmp_path / "first.zip")
    given = store if deed == "backup" else tmp_path / "first.zip"
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    for last in range(30):
        target = tmp_path / f"target{last}"
        command = [sys.executable, "-c", KILLED, deed, str(given), str(target), str(last)]
        ended = subprocess.run(command, env=environment(root), check=False).returncode
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        assert not target.exists()
        assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == before
    assert last >= 5, "the deed has at least so many parts"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".") and f"target{last}" not in path.name]
    if deed == "backup":
        assert check_backup(target).project == "park"
    else:
        assert verify(target, project="park").ok
