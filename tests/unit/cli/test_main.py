"""The command line as a whole: languages, exit statuses, what goes to stdout and what to stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from inspect_core import __version__
from inspect_core.cli import main as cli
from inspect_core.cli.both import Command, Family, Option
from inspect_core.cli.speech import language_of

Call = Callable[..., Any]


def commands() -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, (module, _, _) in cli.COMMANDS.items():
        command = import_module(f"inspect_core.cli.{module}").command
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {inner}", one) for inner, one in command.commands.items()]
    return found


def chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


class TestHelp:
    @pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else "")
    def test_every_command_is_explained_in_both_languages(self, name: str, command: click.Command) -> None:
        assert isinstance(command, Command | Family)
        assert chinese(command.zh)
        assert command.en.isascii()
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert isinstance(parameter, Option), f"{name} {parameter.opts}"
                assert chinese(parameter.zh), f"{name} {parameter.opts}"
                assert parameter.en, f"{name} {parameter.opts}"

    def test_the_list_of_commands_is_in_the_language_asked_for(self, call: Call) -> None:
        assert "score a period" in call("--help").out
        assert "给一个考核期评分" in call("--lang", "zh", "--help").out
        assert "给一个考核期评分" in call("--help", "--lang", "zh").out

    def test_help_of_a_command_shows_an_example_to_copy(self, call: Call) -> None:
        assert "inspect-core score --period 2026-10" in call("score", "--help").out

    def test_help_comes_within_a_quarter_of_a_second_and_loads_neither_polars_nor_pydantic(
        self, tmp_path: Path
    ) -> None:
        program = (
            "import sys; from inspect_core.cli.main import run; run(['--help']); "
            "print(sorted({'polars', 'pydantic', 'yaml', 'jinja2', 'rich', 'orjson'} & set(sys.modules)), file=sys.stderr)"
        )
        command = [sys.executable, "-c", program]
        tries = []
        for _ in range(5):
            before = os.times()
            done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
            after = os.times()
            used = after.children_user + after.children_system - before.children_user - before.children_system
            tries.append(used)
        assert done.stderr.strip() == "[]"
        assert min(tries) < 0.25

    def test_the_version_is_said(self, call: Call) -> None:
        assert call("--version").out == f"inspect-core {__version__}\n"


class TestLanguage:
    @pytest.mark.parametrize(
        ("args", "environ", "language"),
        [
            ([], {}, "en"),
            ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
            ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
            ([], {"LANG": "de_DE.UTF-8"}, "en"),
            ([], {"LANG": "en_US", "INSPECT_LANG": "zh"}, "zh"),
            (["--lang", "zh"], {"INSPECT_LANG": "en"}, "zh"),
            (["score", "--lang=zh"], {}, "zh"),
            (["--", "--lang", "zh"], {}, "en"),
            (["--lang"], {}, "en"),
            (["--lang", "fr"], {"LANG": "zh_CN"}, "zh"),
        ],
    )
    def test_it_is_the_one_asked_for_or_that_of_the_locale(
        self, args: Sequence[str], environ: Mapping[str, str], language: str
    ) -> None:
        assert language_of(args, environ) == language


class TestRefusals:
    def test_a_command_nobody_knows_is_a_matter_of_usage(self, call: Call, tmp_path: Path, monkeypatch: Any) -> None:
        monkeypatch.chdir(tmp_path)
        said = call("scroe")
        assert (said.status, said.out) == (2, "")
        assert "(E-USAGE)" in said.err

    def test_it_is_refused_in_chinese_to_those_who_read_chinese(self, call: Call) -> None:
        said = call("--lang", "zh", "init")
        assert said.status == 2
        assert said.err.startswith("缺少 DIR (E-USAGE)\n  请看 ")

    def test_without_a_command_the_help_is_shown_and_nothing_else(self, call: Call) -> None:
        said = call()
        assert said.status == 2
        assert "E-USAGE" not in said.err
        assert "doctor" in said.err

    @pytest.mark.parametrize(
        ("words", "start"),
        [
            (("scroe",), "没有命令 scroe (E-USAGE)"),
            ((), "缺少命令 (E-USAGE)"),
            (
                ("import", "observation", "x.csv"),
                "people|places|shifts|roster|observations|gaps|indicators 的取值不对：可用：people、places",
            ),
        ],
    )
    def test_no_english_is_left_in_the_chinese_of_a_misuse(
        self, call: Call, words: tuple[str, ...], start: str
    ) -> None:
        assert call("--lang", "zh", *words).err.startswith(start)

    def test_without_a_project_the_next_step_is_said(self, call: Call, tmp_path: Path, monkeypatch: Any) -> None:
        monkeypatch.chdir(tmp_path)
        said = call("score")
        assert said.status == 2
        assert "(E-PROJECT-NONE)" in said.err
        assert "inspect-core init" in said.err

    def test_with_json_a_refusal_is_json_on_stderr(self, call: Call, tmp_path: Path, monkeypatch: Any) -> None:
        monkeypatch.chdir(tmp_path)
        said = call("score", "--json")
        assert (said.status, said.out) == (2, "")
        (error,) = json.loads(said.err)["errors"]
        assert error["code"] == "E-PROJECT-NONE"
        assert set(error) == {"code", "place", "message", "hint"}
        assert set(error["message"]) == {"zh", "en"}

    def test_a_setting_that_is_wrong_names_its_place_and_the_nearest_word(self, call: Call, project: Path) -> None:
        file = project / "inspect-core.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("scheme =", "schema ="), encoding="utf-8")
        said = call("forms")
        assert said.status == 2
        assert (
            "inspect-core.toml#/rules/schema: 'schema' is not known (E-SETTINGS-KEY)\n  did you mean scheme?"
            in said.err
        )

    def test_an_interrupted_command_ends_with_130(self, call: Call, monkeypatch: Any) -> None:
        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("inspect_core.app.init.init_project", interrupted)
        assert call("init", "somewhere").status == 130

    def test_what_the_machine_refuses_is_told_without_a_traceback(self, call: Call, monkeypatch: Any) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device", "reports/x")

        monkeypatch.setattr("inspect_core.app.init.init_project", full)
        said = call("init", "somewhere")
        assert said.status == 5
        assert said.err.startswith("reports/x: No space left on device (E-SYSTEM)")

    def test_a_reader_that_stops_reading_is_no_failure_of_ours(self, project: Path) -> None:
        program = f"{sys.executable} -m inspect_core.cli.main -q rules list | head -1"
        done = subprocess.run(program, shell=True, cwd=project, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr


class TestProject:
    def test_the_nearest_one_upwards_is_meant(self, call: Call, project: Path, monkeypatch: Any) -> None:
        monkeypatch.chdir(project / "rulesets" / "schemes")
        assert call("-q", "forms").status == 0

    def test_it_may_be_named_before_or_after_the_command(
        self, call: Call, project: Path, tmp_path: Path, monkeypatch: Any
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert call("--project", project, "forms").status == 0
        assert call("forms", "--project", project).status == 0
        monkeypatch.setenv("INSPECT_PROJECT", str(project))
        assert call("forms").status == 0

    def test_a_project_is_never_overwritten(self, call: Call, project: Path) -> None:
        before = (project / "inspect-core.toml").read_bytes()
        said = call("init", project)
        assert (said.status, (project / "inspect-core.toml").read_bytes()) == (2, before)
        assert "(E-PROJECT-EXISTS)" in said.err

    def test_verbose_says_which_project_and_which_plugins(self, call: Call, project: Path) -> None:
        assert f"project {project}  plugins -" in call("-v", "forms").err

    def test_quiet_means_results_only(self, call: Call, project: Path) -> None:
        assert call("-q", "forms").err == ""


def test_each_command_is_its_own_module_and_is_imported_late() -> None:
    program = (
        "import sys, inspect_core.cli.main; print(sum(name.startswith('inspect_core.cli.') for name in sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(found.stdout) <= 4
