"""Many projects in one command: scored and reported side by side, refusals at the end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import done
from tests.unit.cli.told_fields import untold

Call = Callable[..., Any]
OCTOBER = ("--period", "2026-10")


@pytest.fixture(scope="module")
def kept(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two projects, lakeside and hillside, and a folder with settings that cannot be read."""
    region = tmp_path_factory.mktemp("kept") / "region"
    shutil.copytree(made / "filled", region / "lakeside")
    hillside = region / "hillside"
    done(["init", str(hillside), "--id", "hillside", "--name", "山景苑", "--name-en", "Hillside"])
    shutil.copy(region / "lakeside" / "inspect-core.toml", hillside)
    settings = hillside / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8").replace("lakeside", "hillside").replace("Lakeside", "Hillside")
    settings.write_text(text, encoding="utf-8")
    for kind in ("people", "places", "roster"):
        done(["-q", "--project", str(hillside), "import", kind, str(made / "files" / f"{kind}.csv")])
    broken = region / "broken"
    broken.mkdir()
    (broken / "inspect-core.toml").write_text("no settings", encoding="utf-8")
    return region


@pytest.fixture
def region(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(kept, tmp_path / "region")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "region"


def test_many_projects_are_scored_in_order_and_the_broken_one_is_named_at_the_end(call: Call, region: Path) -> None:
    said = call("score", "--projects", "region", *OCTOBER, "--json", "--lang", "en")
    assert said.status == 2
    view = json.loads(said.out)
    assert view["format"] == "inspect-core/region/1"
    assert [one["project"]["id"] for one in view["projects"]] == ["hillside", "lakeside"]
    assert [one["folder"] for one in view["failed"]] == ["region/broken"]
    errors = json.loads(said.err)["errors"]
    assert [(one["code"], one["place"]["file"]) for one in errors] == [
        ("E-SETTINGS", "region/broken: inspect-core.toml")
    ]


def test_a_project_scores_among_others_as_it_does_alone(call: Call, region: Path) -> None:
    folders = ("--projects", "region/lakeside", "region/hillside")
    for runner in (("--runner", "serial"), ("--jobs", "1"), ("--jobs", "2")):
        view = json.loads(call("score", *folders, *OCTOBER, "--json", *runner).out)
        for one in view["projects"]:
            alone = json.loads(call("--project", one["folder"], "score", *OCTOBER, "--json").out)
            assert (one["score"], one["coverage"]) == tuple(
                alone["project_score"][key] for key in ("score", "coverage")
            )
            assert one["journal"] == alone["journal"]
            assert one["people"]["count"] == len(alone["people"])


def test_each_project_has_its_report_and_the_circular_links_to_it(call: Call, region: Path) -> None:
    said = call("report", "--projects", "region/*side", *OCTOBER, "--out", "out", "--lang", "en", "--runner", "serial")
    assert said.status == 0, said.err
    assert said.out.rstrip().endswith("out/region.html")
    page = Path("out/region.html").read_text(encoding="utf-8")
    view = json.loads(Path("out/region.json").read_text(encoding="utf-8"))
    assert Path("out/region.xlsx").read_bytes().startswith(b"PK")
    for one in view["projects"]:
        assert f'href="{one["report"]}"' in page
        assert Path("out", one["report"]).is_file()
    assert ">Lakeside</a>" in page
    assert ">Hillside</a>" in page


def test_the_same_region_makes_the_same_bytes(call: Call, region: Path) -> None:
    words = ("report", "--projects", "region/*side", *OCTOBER, "--runner", "serial", "-q")
    for out in ("one", "two"):
        assert call(*words, "--out", out).status == 0
    for file in sorted(Path("one").rglob("*")):
        if file.is_file():
            assert file.read_bytes() == Path("two", file.relative_to("one")).read_bytes(), file


def test_a_project_that_cannot_be_scored_is_refused_and_the_others_are_done(call: Call, region: Path) -> None:
    journal = region / "hillside" / "journal" / "events.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"P002", b"P00X", 1))
    shutil.rmtree(region / "hillside" / "views", ignore_errors=True)
    said = call("score", "--projects", "region/hillside", "region/lakeside", *OCTOBER, "--lang", "en")
    assert said.status == 4
    assert "Lakeside" in said.out
    assert "region/hillside" in said.err
    assert "2 projects, 1 not done" in said.err


def test_the_status_is_one_where_somebody_of_any_project_is_under_the_number(call: Call, region: Path) -> None:
    words = ("score", "--projects", "region/lakeside", "region/hillside", *OCTOBER, "--runner", "serial", "-q")
    assert call(*words, "--fail-under", "0").status == 0
    assert call(*words, "--fail-under", "100").status == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("score", "--projects", "region", "--person", "P001"), "E-USAGE"),
        (("score", "--projects", "region", "--by", "visit"), "E-USAGE"),
        (("score", "region"), "E-USAGE"),
        (("score", "--jobs", "2"), "E-USAGE"),
        (("report", "--projects", "region"), "E-USAGE"),
        (("report", "--projects", "region", "--out", "x", "--kind", "survey"), "E-USAGE"),
        (("report", "--projects", "region", "--out", "x", "--blank"), "E-USAGE"),
        (("score", "--projects", "region/lakeside", "--runner", "dask"), "E-RUNNER-UNKNOWN"),
        (("score", "--projects", "nowhere*"), "E-PROJECTS-NONE"),
        (("report", "--projects", "region/lakeside", *OCTOBER, "--out", "x", "--format", "doc"), "E-REPORT-FORMAT"),
    ],
)
def test_what_cannot_be_asked_of_many_projects_is_refused(
    call: Call, region: Path, words: tuple[str, ...], code: str
) -> None:
    said = call(*words)
    assert (said.status, code in said.err) == (2, True), said.err


def test_every_field_of_a_region_is_explained(call: Call, region: Path) -> None:
    view = json.loads(call("score", "--projects", "region", *OCTOBER, "--json", "--runner", "serial").out)
    assert untold(view, "## The region") - {"code", "message", "hint", "place", "file", "line", "pointer"} == set()
