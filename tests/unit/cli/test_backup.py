"""The commands `backup` and `restore`: what they say, what they write, and their status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from inspect_core.api import Draft
from inspect_core.storage.journal import FileJournal
from tests.reliability.stores import AT

Call = Any


def head(project: Path) -> bytes:
    return (project / "journal/head").read_bytes()


def test_a_project_is_backed_up_checked_and_restored_and_scores_the_same(
    call: Call, filled: Path, tmp_path: Path
) -> None:
    file, new = tmp_path / "b.zip", tmp_path / "new"
    before = head(filled)
    made = call("backup", file)
    assert made.status == 0
    assert f"backed up and checked: {file}" in made.out
    checked = call("backup", "--check", file)
    assert (checked.status, checked.out.splitlines()[1:]) == (0, made.out.splitlines()[1:])
    restored = call("restore", file, new)
    assert restored.status == 0
    assert "erase again" in restored.err
    anchor = restored.out.split()[-1]
    assert call("--project", new, "verify", "--against", anchor, "--against", file).status == 0
    score = call("score", "--period", "2026-10", "--json")
    assert call("--project", new, "score", "--period", "2026-10", "--json").out == score.out
    assert head(filled) == before


def test_both_answer_in_json(call: Call, filled: Path, tmp_path: Path) -> None:
    made = json.loads(call("backup", tmp_path / "b.zip", "--json").out)
    assert (made["missing"], made["store"], list(made["heads"])) == ([], 2, ["journal"])
    assert json.loads(call("backup", tmp_path / "b.zip", "--check", "--json").out) == made
    restored = json.loads(call("restore", tmp_path / "b.zip", tmp_path / "new", "--json").out)
    assert restored == {**made, "to": str(tmp_path / "new")}


def test_both_speak_chinese(call: Call, filled: Path, tmp_path: Path) -> None:
    assert "已备份并核对" in call("--lang", "zh", "backup", tmp_path / "b.zip").out
    assert "完好" in call("--lang", "zh", "backup", "--check", tmp_path / "b.zip").out
    assert "已恢复到" in call("--lang", "zh", "restore", tmp_path / "b.zip", tmp_path / "new").out
    said = call("--lang", "zh", "restore", tmp_path / "b.zip", tmp_path / "new")
    assert (said.status, "只能恢复到尚不存在或空的文件夹" in said.err) == (2, True)


def test_a_project_is_never_restored_over_a_live_one(call: Call, filled: Path, tmp_path: Path) -> None:
    call("backup", tmp_path / "b.zip")
    before = head(filled)
    said = call("restore", tmp_path / "b.zip", filled)
    assert (said.status, "E-RESTORE-TARGET" in said.err, head(filled)) == (2, True, before)
    again = call("backup", tmp_path / "b.zip")
    assert (again.status, "E-BAK-EXISTS" in again.err) == (2, True)


def test_hidden_files_are_left_out_and_told(call: Call, filled: Path, tmp_path: Path) -> None:
    (filled / ".swap").write_text("x", encoding="utf-8")
    assert "left out (hidden, or a link): .swap" in call("backup", tmp_path / "b.zip").err


def test_a_missing_photo_is_named_with_status_4_and_the_backup_is_there(
    call: Call, filled: Path, tmp_path: Path
) -> None:
    seen = Draft("observation.recorded", "o1", {"form": "patrol"}, "P002", {"photos": ["ab" * 32]})
    with FileJournal(filled / "journal").writing() as writer:
        writer.append([seen], AT)
    made = call("backup", tmp_path / "b.zip")
    assert (made.status, "photo missing or damaged" in made.err) == (4, True)
    assert call("backup", "--check", tmp_path / "b.zip").status == 0
