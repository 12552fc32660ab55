"""The command `repair`: what it says, what it leaves, and its status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

Call = Any


@pytest.fixture
def damaged(filled: Path) -> Path:
    """A project whose journal has a changed byte in its third event."""
    file = filled / "journal/events.jsonl"
    lines = file.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b'"v":1', b'"v":1 ')
    file.write_bytes(b"\n".join(lines))
    return filled


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_intact_project_needs_nothing(call: Call, filled: Path) -> None:
    said = call("repair")
    assert (said.status, said.out.strip()) == (0, "intact, nothing to repair")


def test_a_tail_that_was_never_acknowledged_is_dropped_when_it_is_not_a_dry_run(call: Call, filled: Path) -> None:
    file = filled / "journal/events.jsonl"
    sound = file.read_bytes()
    file.write_bytes(sound + b"{half")
    said = call("repair", "--dry-run")
    assert said.status == 0
    assert "can be mended" in said.out
    assert file.read_bytes() == sound + b"{half"
    view = json.loads(call("repair", "--json").out)
    assert [problem["code"] for problem in view["mended"]] == ["N-STORE-TAIL"]
    assert (view["ok"], view["dry_run"], view["left"], view["copy"]) == (True, False, [], None)
    assert file.read_bytes() == sound


def test_a_damaged_journal_is_left_as_it_is_with_status_4(call: Call, damaged: Path) -> None:
    before = contents(damaged)
    said = call("repair")
    assert said.status == 4
    assert "E-STORE-CHAIN" in said.out
    assert "repair --to DIR" in said.err
    assert contents(damaged) == before


def test_the_good_part_of_it_is_copied_to_a_new_folder(call: Call, damaged: Path, tmp_path: Path) -> None:
    before, target = contents(damaged), tmp_path / "rescued"
    planned = call("repair", "--to", str(target), "--dry-run")
    assert (planned.status, target.exists()) == (4, False)
    assert "can be copied: 2 events" in planned.out
    view = json.loads(call("repair", "--to", str(target), "--json").out)
    assert (view["copy"]["events"], view["copy"]["gone"], view["copy"]["problems"]) == (2, 0, [])
    assert view["copy"]["dropped"][0]["line"] == 3
    assert contents(damaged) == before
    assert call("--project", str(target), "verify", "--against", view["copy"]["anchor"]).status == 0


def test_a_copy_of_a_sound_journal_is_refused_and_so_is_a_folder_that_is_there(
    call: Call, filled: Path, tmp_path: Path
) -> None:
    said = call("repair", "--to", str(tmp_path / "rescued"))
    assert said.status == 2
    assert "E-REPAIR-SOUND" in said.err


def test_it_speaks_chinese(call: Call, damaged: Path, tmp_path: Path) -> None:
    said = call("--lang", "zh", "repair", "--to", str(tmp_path / "rescued"))
    assert said.status == 4
    assert "已复制：2 条事件" in said.out
    assert "未复制第 3 行" in said.out
