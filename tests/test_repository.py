"""What is committed: no traces of a machine, versions that agree, everything pinned."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

import inspect_core

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))
PINS = sorted(ROOT.glob("requirements/*.txt"))

# A registry's address in a file ties everybody to one mirror; hashes alone say what is meant.
REGISTRY = re.compile(
    r"pypi[.]|pythonhosted[.]|npmjs[.]|yarnpkg[.]|deb[.]debian[.]|pkg[.]dev|artifactory|crates[.]io|goproxy|"
    r"--(?:extra-)?index-url|--find-links|^index-url",
    re.IGNORECASE | re.MULTILINE,
)
MACHINE = re.compile(r"(?<![\w.)}<>-])[/](?:work|tmp|root|home|Users)[/]\w")
UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "raise Not" + "ImplementedError")))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    """Every committed text file: its path below the root and what it says."""
    raw = [(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in tracked()]
    return [(name, data.decode("utf-8", "replace")) for name, data in raw if b"\0" not in data]


def matching(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern occurs, as file:line; the optional switches of the lock recipe are not addresses."""
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line.replace("--no-emit-index-url", ""))
    ]


def project(folder: Path) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def pinned(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([\w.-]+)==([\w.]+)", line) for line in lines]
    return {match[1].lower(): match[2] for match in found if match}


def test_no_file_names_a_package_registry() -> None:
    own = "tests/test_repository.py:"
    assert [line for line in matching(REGISTRY) if not line.startswith(own)] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert matching(MACHINE) == []


def test_nothing_is_committed_half_done() -> None:
    assert matching(UNFINISHED) == []


def test_the_versions_of_the_core_agree() -> None:
    assert project(ROOT)["version"] == inspect_core.__version__


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_a_plugin_belongs_to_this_core(plugin: Path) -> None:
    table = project(plugin)
    assert table["name"] == f"inspect-core-{plugin.name}"
    assert table["version"] == inspect_core.__version__
    assert f"inspect-core=={inspect_core.__version__}" in table["dependencies"]
    assert table["entry-points"]["inspect_core"] == {plugin.name: f"inspect_core_{plugin.name}.plugin"}


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_a_plugin_brings_its_own_tests(plugin: Path) -> None:
    assert list(plugin.glob("tests/**/test_*.py")) != []


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(path: Path) -> None:
    starts = re.findall(r"^\S.*?(?=^\S|\Z)", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert [line for line in starts if "==" not in line or "--hash=sha256:" not in line] == []


def test_what_runs_is_what_is_tested() -> None:
    run, test = pinned(ROOT / "requirements/run.txt"), pinned(ROOT / "requirements/test.txt")
    assert run.items() <= test.items()


def test_every_dependency_of_the_core_is_pinned() -> None:
    wanted = {re.split(r"[<>=!~;\[ ]", line)[0].lower() for line in project(ROOT)["dependencies"]}
    assert wanted <= pinned(ROOT / "requirements/run.txt").keys()
