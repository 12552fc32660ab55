"""A small project, and the command line called in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from inspect_core.cli.main import run

NOON = datetime(2026, 10, 9, 4, 0, tzinfo=UTC)  # noon in Shanghai

PEOPLE = """工号,姓名,电话,岗位,部门
P001,王强,,秩序维护员,秩序维护部
P002,李梅,,当值班长,秩序维护部
P003,赵敏,,部门主管,秩序维护部
"""
PLACES = """部位编号,名称,类型
gate,南门岗,岗位
"""
ROSTER = """日期,工号,班次,开始,结束,部位
2026-10-08,P001,day,08:00,20:00,gate
2026-10-08,P002,day,08:00,20:00,
2026-10-09,P001,day,08:00,20:00,gate
2026-10-09,P002,day,08:00,20:00,
"""
CHECKS = """编号,巡查人,开始时间,部位,被检查人,smile-at-three-metres
c1,P003,2026-10-08 09:00,南门岗,P001,合格
"""


@dataclass(frozen=True)
class Said:
    """What a call of the command line came to."""

    status: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls the command line on 9 October 2026 at noon: `call("score", "--json")`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def with_words(*words: str | Path) -> Said:
        capfd.readouterr()
        with time_machine.travel(NOON, tick=False):
            status = run([str(word) for word in words])
        said = capfd.readouterr()
        return Said(status, said.out, said.err)

    return with_words


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project and the files, made once: `empty`, `filled`, `files`."""
    folder = tmp_path_factory.mktemp("made")
    files = folder / "files"
    files.mkdir()
    for name, text in {"people": PEOPLE, "places": PLACES, "roster": ROSTER, "checks": CHECKS}.items():
        (files / f"{name}.csv").write_text(text, encoding="utf-8")
    empty, filled = folder / "empty", folder / "filled"
    done(["init", str(empty), "--id", "lakeside", "--name", "临湖苑", "--name-en", "Lakeside"])
    settings = empty / "inspect-core.toml"
    settings.write_text(settings.read_text(encoding="utf-8").partition("[plugins.allow]")[0], encoding="utf-8")
    shutil.copytree(empty, filled)
    for kind in ("people", "places", "roster"):
        done(["-q", "--project", str(filled), "import", kind, str(files / f"{kind}.csv")])
    checks = ["observations", str(files / "checks.csv"), "--form", "courtesy-check"]
    done(["-q", "--project", str(filled), "import", *checks])
    return folder


def done(words: list[str]) -> None:
    with time_machine.travel(NOON, tick=False):
        assert run(words) == 0, words


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project that allows no plugin, and files to import beside it."""
    return _copied(made, "empty", tmp_path, monkeypatch)


@pytest.fixture
def filled(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a guard, a shift leader and a supervisor, one post, two days of duties and one check."""
    return _copied(made, "filled", tmp_path, monkeypatch)


def _copied(made: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(made / "files", tmp_path / "files")
    shutil.copytree(made / name, tmp_path / "lakeside")
    monkeypatch.chdir(tmp_path / "lakeside")
    return tmp_path / "lakeside"
