"""A file with columns of its own comes in through a mapping, and each of its records is scored by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspect_core.cli.main import run

RULESET = """
ruleset: lobby
edition: 2026-01-01
title: lobby
forms: {round: {title: round, at: area}}
rules:
  tidy: {title: tidy, kind: checklist, form: round, ask: tidy, credit: place, points: 100}
"""
SCHEME = """
scheme: plain
edition: 2026-01-01
title: plain
roles: {guard: {weights: {lobby: 100}}}
bands: {good: 80, poor: 0}
"""
SETTINGS = """
[project]
id = "p"
[rules]
rulesets = ["lobby"]
scheme = "plain"
"""
MAPPING = """
mapping: theirs
title: theirs
people: {once: true, fields: {id: "{Who}", role: guard}, leave: others}
places: {once: true, fields: {id: "{Room}", kind: area}, leave: others}
observations:
  form: round
  fields: {id: "{No}", observer: "{Who}", start: "{Day} 08:00", place: "{Room}"}
  answers: {tidy: "{Tidy?}"}
  words: {good: pass, bad: fail}
  leave: others
"""
SEEN = "No,Who,Day,Room,Tidy?,Weather\n1,li,2026-10-08,hall,good,rain\n2,li,2026-10-09,roof,bad,sun\n3,wu,2026-10-09,hall,,\n"


@dataclass(frozen=True)
class Said:
    """How a call ended, and what it printed."""

    status: int
    out: str
    talk: str


@dataclass(frozen=True)
class Project:
    """A project that was filled through the mapping."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def call(self, *arguments: str) -> Said:
        status = run(["--project", str(self.folder), "--lang", "en", *arguments])
        return Said(status, *self.capsys.readouterr())


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    folder = tmp_path / "p"
    project = Project(folder, capsys)
    assert run(["init", str(folder), "--id", "p"]) == 0
    (folder / "inspect-core.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "rulesets" / "lobby.yaml").write_text(RULESET, encoding="utf-8")
    (folder / "rulesets" / "schemes" / "plain.yaml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "theirs.csv").write_text(SEEN, encoding="utf-8")
    (tmp_path / "theirs.yaml").write_text(MAPPING, encoding="utf-8")
    for kind in ("people", "places", "observations"):
        done = project.call("import", kind, str(tmp_path / "theirs.csv"), "--mapping", str(tmp_path / "theirs.yaml"))
        assert done.status == 0, done.talk
    return project


def visits(project: Project, *arguments: str) -> list[tuple[str, str | None, str | None]]:
    done = project.call("score", "--period", "2026-10", "--by", "visit", "--json", *arguments)
    assert done.status == 0, done.talk
    return [(one["observation"], one["score"], one["grade"]) for one in json.loads(done.out)["visits"]]


def test_each_record_has_its_score(project: Project) -> None:
    assert visits(project) == [("1", "100", "good"), ("2", "0", "poor"), ("3", None, None)]


def test_records_of_a_place_or_a_person_are_picked_out(project: Project) -> None:
    assert [id for id, _, _ in visits(project, "--place", "hall")] == ["1", "3"]
    assert [id for id, _, _ in visits(project, "--person", "li")] == ["1", "2"]
    assert [id for id, _, _ in visits(project, "--person", "li", "--place", "roof")] == ["2"]


def test_people_read_a_table_and_how_many_records_no_rule_judged(project: Project) -> None:
    done = project.call("score", "--period", "2026-10", "--by", "visit")
    assert [line.split() for line in done.out.splitlines() if line.strip().startswith("2026-")] == [
        ["2026-10-08", "1", "round", "hall", "100.00", "good"],
        ["2026-10-09", "2", "round", "roof", "0.00", "poor"],
    ]
    assert "1 more that no rule judged" in done.talk


def test_a_record_under_the_mark_ends_with_status_1(project: Project) -> None:
    said = ("score", "--period", "2026-10", "--by", "visit", "--fail-under", "50")
    assert project.call(*said).status == 1
    assert project.call(*said, "--place", "hall").status == 0


def test_a_mapping_that_is_wrong_is_refused_with_its_line(project: Project, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("mapping: wrong\ntitle: wrong\npeeple: {}\n", encoding="utf-8")
    done = project.call("import", "people", str(tmp_path / "theirs.csv"), "--mapping", str(tmp_path / "wrong.yaml"))
    assert done.status != 0
    assert "wrong.yaml:3" in done.talk
