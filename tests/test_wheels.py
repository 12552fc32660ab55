"""What someone installs is complete: the wheel of the core and of each plugin carries its standards and pages."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = [ROOT, *sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))]


def built(project: Path, into: Path) -> zipfile.ZipFile:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into)]
    run = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return zipfile.ZipFile(next(into.glob("*.whl")))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name if project != ROOT else "core")
def test_a_wheel_carries_every_module_and_the_mapped_files(project: Path, tmp_path: Path) -> None:
    built(project, tmp_path).extractall(tmp_path / "site")
    site = files(tmp_path / "site")
    modules = {name: data for name, data in files(project / "src").items() if not name.endswith(".pyc")}
    assert modules.items() <= site.items()
    table = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    mapped = table["tool"]["hatch"]["build"]["targets"]["wheel"].get("force-include", {})
    for source, target in mapped.items():
        origin = project / source
        wanted = files(origin) if origin.is_dir() else {"": origin.read_bytes()}
        assert {f"{target}/{name}".rstrip("/"): data for name, data in wanted.items()}.items() <= site.items()


@pytest.mark.parametrize("folder", ["rulesets", "templates"])
def test_an_installed_core_finds_its_own_copy(folder: str, tmp_path: Path) -> None:
    built(ROOT, tmp_path).extractall(tmp_path / "site")
    program = f"import sys; sys.path.insert(0, sys.argv[1]); from inspect_core.shipped import shipped; print(shipped('{folder}'))"
    command = [sys.executable, "-I", "-c", program, str(tmp_path / "site")]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(tmp_path / "site/inspect_core/_shipped" / folder)
