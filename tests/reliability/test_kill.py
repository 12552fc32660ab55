"""A process killed at random moments loses nothing it acknowledged, and the same loop catches a store that does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def killed(root: Path, *arguments: str, loop: str = "kill") -> subprocess.CompletedProcess[str]:
    """The loop in a process of its own: it forks, and a test runner has threads."""
    command = [sys.executable, "-m", f"tests.reliability.{loop}", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)


def test_twenty_kills_lose_nothing(root: Path) -> None:
    done = killed(root, "--kills", "20")
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"20 kills, (\d+) writes acknowledged, 0 complaints", done.stdout)
    assert found is not None, done.stdout
    assert int(found[1]) > 20


def test_the_same_loop_catches_stock_json_storage(root: Path) -> None:
    done = killed(root, "--kills", "150", "--store", "stock")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "unreadable" in done.stdout or "lost although acknowledged" in done.stdout


def test_a_dozen_kills_of_somebody_at_work_in_a_project_lose_nothing_and_leave_the_score(root: Path) -> None:
    done = killed(root, "--kills", "12", "--seed", "1", loop="kill_app")  # some die in an excuse
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"12 kills, (\d+) steps acknowledged, 0 complaints", done.stdout)
    assert found is not None, done.stdout
    assert int(found[1]) > 12


def test_the_same_work_on_stock_json_storage_is_caught(root: Path) -> None:
    done = killed(root, "--kills", "150", "--store", "stock", loop="kill_app")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "unreadable" in done.stdout or "lost although acknowledged" in done.stdout
