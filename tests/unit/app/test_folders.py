"""Which projects are meant by folders, by folders of folders and by patterns."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_core.app.folders import projects
from inspect_core.errors import UsageError


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three projects side by side, and a folder that is none."""
    for name in ("b-estate", "a-estate", "c-estate"):
        project(tmp_path / "region" / name, name)
    (tmp_path / "region" / "papers").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "region"


def project(folder: Path, id: str) -> None:
    folder.mkdir(parents=True)
    text = f'[project]\nid = "{id}"\n[rules]\nrulesets = ["patrol"]\nscheme = "residential"\n'
    (folder / "inspect-core.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        (["region"], ["a-estate", "b-estate", "c-estate"]),
        (["region/*"], ["a-estate", "b-estate", "c-estate"]),
        (["reg*"], ["a-estate", "b-estate", "c-estate"]),
        (["region/c-estate", "region/a-estate"], ["c-estate", "a-estate"]),
        (["region/[ab]*", "region"], ["a-estate", "b-estate", "c-estate"]),
        (["region/a-estate", "region/../region/a-estate"], ["a-estate"]),
    ],
)
def test_projects_are_found_each_once_and_in_order(region: Path, said: list[str], ids: list[str]) -> None:
    found = projects(said)
    assert [(one.id, one.problems) for one in found] == [(id, ()) for id in ids]


def test_a_pattern_may_begin_at_the_root(region: Path) -> None:
    assert [one.id for one in projects([f"{region}/b-*"])] == ["b-estate"]


def test_a_folder_without_a_project_and_one_with_wrong_settings_are_told_beside_the_others(region: Path) -> None:
    (region / "b-estate" / "inspect-core.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    found = projects(["region/a-estate", "region/papers", "region/b-estate"])
    codes = [[problem.code for problem in one.problems] for one in found]
    assert codes == [[], ["E-PROJECT-NONE"], ["E-SETTINGS-MISSING", "E-SETTINGS-MISSING"]]
    assert [one.status for one in found] == [0, 2, 2]
    assert str(found[2].problems[0].place).startswith("region/b-estate: inspect-core.toml")


def test_the_same_project_in_two_folders_counts_once(region: Path) -> None:
    project(region / "d-copy", "a-estate")
    found = projects(["region"])
    assert [one.id for one in found if not one.problems] == ["a-estate", "b-estate", "c-estate"]
    assert found[-1].problems[0].code == "E-PROJECTS-TWICE"


@pytest.mark.parametrize("said", [["nowhere/*"], []])
def test_where_no_project_is_meant_the_command_is_refused(region: Path, said: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        projects(said)
    assert refused.value.code == "E-PROJECTS-NONE"
