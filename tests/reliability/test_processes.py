"""Several processes write to one store: everything is stored, or somebody is told why not."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from inspect_core.errors import SystemFault
from inspect_core.storage.check import verify
from inspect_core.storage.views import Views
from tests.reliability.stores import AT, fill, new_store, opened, seen

WRITERS = """
import contextlib, os, sys
from pathlib import Path
import inspect_core.storage.journal as journal
from tests.reliability.stores import AT, opened, seen

store, processes, count, careless = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "unlocked"
if careless:
    journal.locked = lambda path, patience: contextlib.nullcontext()

def write(number):
    for turn in range(count):
        with contextlib.suppress(Exception) if careless else contextlib.nullcontext():
            with opened(store).writing() as writer:
                writer.append([seen(number * 1000 + turn, note="dark")], AT)
            os.write(1, b"o%d\\n" % (number * 1000 + turn))

children = []
for number in range(1, processes + 1):
    child = os.fork()
    if child == 0:
        write(number)
        os._exit(0)
    children.append(child)
sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""


def run(code: str, root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def written_by(store: Path, root: Path, processes: int, count: int, lock: str) -> list[str]:
    """The ids that were acknowledged to `processes` processes writing `count` events each."""
    done = run(WRITERS, root, store, processes, count, lock)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_eight_processes_of_fifty_writes_each_lose_nothing(tmp_path: Path, root: Path) -> None:
    new_store(tmp_path)
    acknowledged = written_by(tmp_path, root, 8, 50, "locked")
    stored = [event.id for event in opened(tmp_path).read(after=1)]
    assert len(acknowledged) == 400
    assert sorted(stored) == sorted(acknowledged)
    assert verify(tmp_path).ok


def test_without_the_lock_the_same_writers_lose_records(tmp_path: Path, root: Path) -> None:
    new_store(tmp_path)
    acknowledged = written_by(tmp_path, root, 4, 50, "unlocked")
    stored: list[str] = []
    with contextlib.suppress(Exception):
        stored.extend(event.id for event in opened(tmp_path).read(after=1))
    assert set(acknowledged) - set(stored) or not verify(tmp_path).ok


def test_threads_sharing_a_journal_lose_nothing(tmp_path: Path) -> None:
    journal = new_store(tmp_path)
    views = Views(tmp_path / "views", journal)
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(20):
                with journal.writing() as writer:
                    writer.append([seen(number * 100 + turn)], AT)
                views.catch_up()
        except BaseException as error:  # noqa: BLE001 - handed to the test below
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(list(journal.read())) == 101
    assert views.catch_up() == 101


def test_whoever_waits_too_long_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    journal = new_store(tmp_path)
    with journal.writing():
        began = time.monotonic()
        with pytest.raises(SystemFault) as refused, opened(tmp_path, patience=0.2).writing():
            pass
        assert time.monotonic() - began < 5
    assert refused.value.code == "E-STORE-LOCK"
    assert f"process {os.getpid()}" in refused.value.message
    assert str(refused.value.place) == "journal/lock"


def test_a_killed_writer_leaves_no_lock_behind(tmp_path: Path, root: Path) -> None:
    new_store(tmp_path)
    holder = (
        "import os, signal, sys; from pathlib import Path; from tests.reliability.stores import opened\n"
        "with opened(Path(sys.argv[1])).writing(): os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = run(holder, root, tmp_path)
    assert killed.returncode == -9
    fill(opened(tmp_path, patience=1), 1)


def test_what_another_process_appended_is_taken_in_before_writing(tmp_path: Path) -> None:
    mine, theirs = new_store(tmp_path), opened(tmp_path)
    fill(mine, 2)
    fill(theirs, 2, first=10)
    fill(mine, 1, first=20)
    assert [event.id for event in theirs.read()] == ["park", "o1", "o2", "o10", "o11", "o20"]


def test_where_there_can_be_no_lock_file_nothing_is_written_and_everything_can_be_read(tmp_path: Path) -> None:
    new_store(tmp_path)
    (tmp_path / "journal/lock").mkdir()
    with pytest.raises(SystemFault) as refused, opened(tmp_path).writing():
        pass
    assert refused.value.code == "E-STORE-LOCK"
    assert str(tmp_path) not in str(refused.value)
    assert len(list(opened(tmp_path).read())) == 1


def test_on_a_file_system_without_locks_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_store(tmp_path)

    def unheard_of(file: int, operation: int) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr("fcntl.flock", unheard_of)
    with pytest.raises(SystemFault, match="E-STORE-LOCK"), opened(tmp_path).writing():
        pass


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    new_store(tmp_path)
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "journal/lock").symlink_to(tmp_path / "precious")
    with pytest.raises(SystemFault, match="E-STORE-LOCK"), opened(tmp_path).writing():
        pass
    assert (tmp_path / "precious").read_text() == "precious"
