"""The settings of a project are read strictly; every slip has its place and the nearest word."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from inspect_core.app.init import NewProject, settings_text
from inspect_core.app.settings import FILE, ProjectSettings, find_project, read_settings
from inspect_core.errors import UsageError

GOOD = """
[project]
id = "lakeside"
name = "临湖苑"
[rules]
rulesets = ["patrol"]
scheme = "residential"
"""


def read(folder: Path, text: str) -> UsageError:
    (folder / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_settings(folder)
    return refused.value


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(GOOD, encoding="utf-8")
    settings = read_settings(tmp_path)
    assert settings.project.time_zone == "Asia/Shanghai"
    assert settings.period.start_day == 1
    assert settings.plugins.allow == {}
    assert settings.project.title.en == "临湖苑"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[rules]", "[rule]", "inspect-core.toml#/rule: 'rule' is not known (E-SETTINGS-KEY)\n  did you mean rules?"),
        ("scheme", "sheme", "'sheme' is not known (E-SETTINGS-KEY)\n  did you mean scheme?"),
        ('id = "lakeside"', "", "inspect-core.toml#/project/id: 'id' is missing (E-SETTINGS-MISSING)"),
        ('id = "lakeside"', "id = 7", "#/project/id:"),
        ('id = "lakeside"', 'id = " a"', "an id has no space at its ends"),
        ("[rules]", "[project.x]\n[rules]", "#/project/x:"),
        ("[rules]", "[period]\nstart_day = 31\n[rules]", "#/period/start_day:"),
        ("[rules]", '[period]\nstart_day = "1"\n[rules]', "#/period/start_day:"),
        ('rulesets = ["patrol"]', "rulesets = []", "#/rules/rulesets:"),
        ('name = "临湖苑"', 'time_zone = "Mars/Base"', "write a time zone like Asia/Shanghai"),
        ('name = "临湖苑"', 'language = "fr"', "#/project/language:"),
        ("[rules]", "[plugins.allow]\na = 1\n[rules]", "#/plugins/allow/a:"),
        ("[rules]", "[rules", "it is not TOML"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in str(read(tmp_path, GOOD.replace(old, new, 1)))


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    error = read(tmp_path, GOOD.replace("scheme", "sheme").replace("name =", "nam ="))
    assert len(error.problems) == 3
    assert all(problem.message_zh and problem.hint_zh for problem in error.problems)


def test_a_folder_without_settings_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E-PROJECT-NONE"):
        read_settings(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes("名称".encode("gb18030"))
    with pytest.raises(UsageError, match="UTF-8"):
        read_settings(tmp_path)


def test_the_nearest_project_upwards_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_project(inner) is None
    (tmp_path / FILE).touch()
    assert find_project(inner) == tmp_path


@pytest.mark.parametrize("name", ["临湖苑", 'with "quotes"', "back\\slash", "two\nlines", "del\x7f"])
def test_what_init_writes_reads_back_whatever_the_name(name: str) -> None:
    text = settings_text(ProjectSettings(id="x", name=name), NewProject(), {"inspect-core-patrol": "0.1.0"})
    plain = tomllib.loads(text)
    assert plain["project"]["name"] == name
    assert plain["plugins"]["allow"] == {"inspect-core-patrol": "0.1.0"}
