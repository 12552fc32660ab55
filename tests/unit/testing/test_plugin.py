from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_core.engine.tables import Tables
from inspect_core.testing.cases import CaseResult
from inspect_core.testing.plugin import ruleset_of

RULESET = """
ruleset: rounds
edition: 2026-10-01
title: rounds
forms: {patrol: {title: patrol, at: post}}
rules:
  daily:
    title: one round a day
    kind: frequency
    counts: patrol
    per: [post, day]
    on: {dates: [8]}
    at_least: 2
    credit: place
    points: 100
"""
CASES = """
rule: rounds/daily
places: {gate: post}
people: {li: guard}
cases:
  - name: Two rounds earn everything
    day: 2026-10-08
    seen: [{form: patrol, observer: li, place: gate, at: "08:00", times: 2}]
    expect: {points: 100}
  - name: One round is said to earn everything
    day: 2026-10-08
    seen: [{form: patrol, observer: li, place: gate, at: "08:00"}]
    expect: {points: 100, due: 2}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rounds.yaml").write_text(RULESET, encoding="utf-8")
    (tmp_path / "cases" / "rounds").mkdir(parents=True)
    (tmp_path / "cases" / "rounds" / "daily.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


def collected(folder: Path) -> tuple[int, str]:
    """Runs pytest on a folder as its author would."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-v", "--rootdir", str(folder), str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    return run.returncode, run.stdout


def test_each_case_is_a_test_named_by_its_sentence(folder: Path) -> None:
    code, output = collected(folder)
    assert code == 1
    assert "cases/rounds/daily.yaml::Two rounds earn everything PASSED" in output
    assert "cases/rounds/daily.yaml::One round is said to earn everything FAILED" in output
    # a failing case says what differs, then the rule in words, then what became of each slot
    assert "points: expected 100, found 50" in output
    assert "at least twice per post, per day" in output
    assert "partly  2026-10-08 10-08 00:00 - 10-09 00:00  gate  1 of 2  credit: nobody" in output
    assert "Traceback" not in output


def test_a_ruleset_that_cannot_be_read_is_told_in_its_own_words(folder: Path) -> None:
    (folder / "rounds.yaml").write_text(RULESET.replace("at_least", "atleast"), encoding="utf-8")
    code, output = collected(folder)
    assert code == 2
    assert "the key 'atleast' is not known (E-RULE-KEY)" in output
    assert "did you mean 'at_least'?" in output
    assert "Traceback" not in output


def test_a_case_file_belongs_to_the_ruleset_its_folder_is_named_after(folder: Path) -> None:
    assert ruleset_of(folder / "cases" / "rounds" / "daily.yaml") == folder / "rounds.yaml"
    assert ruleset_of(folder / "cases" / "rounds" / "deeper" / "daily.yaml") == folder / "rounds.yaml"
    assert ruleset_of(folder / "cases" / "rounds.yaml") == folder / "rounds.yaml"


@pytest.mark.parametrize("file", ["cases/other/daily.yaml", "cases/rounds/daily.txt", "rounds.yaml", "daily.yaml"])
def test_other_files_are_left_to_others(folder: Path, file: str) -> None:
    assert ruleset_of(folder / file) is None


def test_columns_are_built_from_the_words_of_a_case(tables_of: Callable[..., Tables]) -> None:
    tables = tables_of(
        people={"li": "guard"},
        places={"gate": "post"},
        shifts={"night": "20:00-08:00"},
        roster=[{"person": "li", "shift": "night", "place": "gate"}],
        seen=[{"form": "patrol", "observer": "li", "place": "gate", "at": "2026-10-09 02:00"}],
    )
    duty = tables.duties.row(0, named=True)
    visit = tables.visits.collect().row(0, named=True)
    assert (duty["last"] - duty["first"]) == 12 * 3600
    assert visit["day"] == duty["day"]


def test_a_rule_is_scored_from_two_texts(run_rule: Callable[[str, dict[str, Any]], CaseResult]) -> None:
    body = {"places": {"gate": "post"}, "expect": {"points": "0", "due": "2", "outcome": "unmet"}}
    assert run_rule(RULESET, body).passed
    assert run_rule(RULESET, {**body, "expect": {"points": 1}}).wrong == ("points: expected 1, found 0",)
