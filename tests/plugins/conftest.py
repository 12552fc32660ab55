"""Plugins made up for one test: real distributions in a folder that Python looks through."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inspect_core import bootstrap
from inspect_core.app.init import NewProject, init_project
from inspect_core.app.project import App
from inspect_core.errors import Problem

Install = Callable[..., None]
Open = Callable[..., App]


class StandingClock:
    """Noon of 8 October 2026, always."""

    def now(self) -> datetime:
        return datetime(2026, 10, 8, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder Python finds distributions in; what was imported from it is forgotten afterwards."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", None) and str(folder) in str(sys.modules[name].__file__):
            del sys.modules[name]


@pytest.fixture
def install(site: Path) -> Install:
    """Installs a plugin: `install("acme-kinds", "1.0", code)`; its module is the name with underscores.

    With `record` there is a list of its files, as an installer leaves one.
    """

    def put(name: str, version: str, code: str, *, record: bool = False) -> None:
        module = name.replace("-", "_")
        (site / f"{module}.py").write_text(f"from inspect_core.api import *\nfrom pathlib import Path\n{code}", "utf-8")
        info = site / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[inspect_core]\n{module} = {module}\n", "utf-8")
        if record:
            files = [f"{module}.py", *(f"{info.name}/{file}" for file in ("METADATA", "entry_points.txt", "RECORD"))]
            (info / "RECORD").write_text("".join(f"{file},,\n" for file in files), "utf-8")

    return put


@pytest.fixture
def notices() -> list[Problem]:
    """What was noticed on the way."""
    return []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that allows no plugin."""
    folder = tmp_path / "project"
    init_project(folder, NewProject(id="lakeside"), {}, bootstrap.create_journal, StandingClock(), "test")
    return folder


@pytest.fixture
def opened(project: Path, notices: list[Problem]) -> Open:
    """Opens the project with these plugins on its list: `opened({"acme-kinds": "1.0"}, {"acme-kinds": hash})`."""

    def open_with(allow: dict[str, str] | None = None, hashes: dict[str, str] | None = None) -> App:
        pins = {name: f', hash = "{hash}"' for name, hash in (hashes or {}).items()}
        lines = [
            f'"{name}" = {{ version = "{version}"{pins[name]} }}' if name in pins else f'"{name}" = "{version}"'
            for name, version in (allow or {}).items()
        ]
        file = project / "inspect-core.toml"
        head = file.read_text(encoding="utf-8").partition("[plugins.allow]")[0]
        file.write_text("\n".join([head, "[plugins.allow]", *lines, ""]), encoding="utf-8")
        return bootstrap.build(project, clock=StandingClock(), actor="test", notify=notices.append)

    return open_with
