"""What was given by hand and what other systems said stays as it was once the period is closed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from inspect_core.cli.main import run
from tests.unit.cli.test_giving import BONUS, VETO, YELLOW
from tests.unit.cli.test_giving import SCHEME as BY_HAND

Later = Callable[..., Any]
WEIGHED = BY_HAND.replace("{etiquette: 100}", "{etiquette: 80, lessons: 20}")
SCHEME = WEIGHED + "indicators: {lessons: {title: Lessons, unit: hours, target: 8, source: school}}\n"
FIGURES = "指标,考核期,工号,数值,日期\nlessons,2026-10,P001,{value},2026-10-31\n"


@pytest.fixture
def later(filled: Path, capfd: pytest.CaptureFixture[str]) -> Later:
    """Calls the command line on a day of November: `later(2, "score", …)`; what it printed, as data where it is."""
    folder = filled / "rulesets" / "schemes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.yaml").write_text(SCHEME, encoding="utf-8")
    settings = filled / "inspect-core.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"residential"', '"own"'), encoding="utf-8")

    def called(day: int, *words: str | Path, status: int = 0) -> Any:
        capfd.readouterr()
        with time_machine.travel(datetime(2026, 11, day, 4, 0, tzinfo=UTC), tick=False):
            found = run([*map(str, words), "--json"])
        said = capfd.readouterr()
        assert found == status, said.err
        return json.loads(said.out or said.err)

    return called


def figures(folder: Path, value: str) -> Path:
    file = folder.parent / "files" / "figures.csv"
    file.write_text(FIGURES.format(value=value), encoding="utf-8")
    return file


def test_after_the_close_nothing_given_taken_back_or_stated_changes_a_score(later: Later, filled: Path) -> None:
    october = ("--period", "2026-10")
    given = [later(2, *words, *october) for words in (BONUS, VETO, YELLOW)]
    later(2, "import", "indicators", figures(filled, "6"))
    later(2, "period", "preview", "2026-10", "--by", "P002")
    later(2, "period", "open-appeals", "2026-10", "--by", "P002")
    later(12, "period", "close", "2026-10", "--by", "P002", "--approved-by", "P003")
    before = later(12, "score", *october)["people"]
    (wang,) = (one for one in before if one["id"] == "P001")
    assert (wang["total"], wang["grade"], wang["indicators"][0]["score"]) == ("98.5", "C", "75")
    certificate = later(12, "hr", "certificate", *october, "--person", "P001")
    statement = wang["indicators"][0]["statement"]
    assert {"c1", statement, *(one["id"] for one in given)} <= {one["id"] for one in certificate["records"]}
    assert later(13, "adjust", *BONUS[1:], *october, status=3)["errors"][0]["code"] == "E-GIVE-CLOSED"
    later(13, "void", given[1]["id"], "--reason", "it was another", "--by", "P002", "--approved-by", "P003")
    later(13, "import", "indicators", figures(filled, "8"))
    assert later(14, "score", *october)["people"] == before
    shown = later(14, "period", "show", "2026-10")
    assert (shown["stage"], shown["same"]) == ("closed", True)
    assert [one["kind"] for one in shown["came_after"]] == ["observation.voided", "indicator.stated"]


def test_an_erased_person_keeps_what_was_given_and_loses_the_reason(later: Later, filled: Path) -> None:
    for words in (BONUS, VETO, YELLOW):
        later(2, *words, "--period", "2026-10")
    later(2, "import", "indicators", figures(filled, "6"))
    later(2, "person", "export", "P001", "--out", "handed-over")
    told = next((filled / "handed-over").rglob("*.json")).read_text(encoding="utf-8")
    missing = [
        word
        for word in ("put out a fire", "seen on camera", "adjustment.given", "indicator.stated")
        if word not in told
    ]
    assert missing == []
    later(2, "period", "preview", "2026-10", "--by", "P002")
    later(2, "period", "open-appeals", "2026-10", "--by", "P002")
    later(12, "period", "close", "2026-10", "--by", "P002", "--approved-by", "P003")
    later(13, "person", "erase", "P001", "--reason", "request", "--by", "P002", "--approved-by", "P003")
    (wang,) = (one for one in later(14, "score", "--period", "2026-10")["people"] if one["id"] == "P001")
    assert (wang["grade"], wang["vetoes"][0]["given"]["reason"]) == ("C", "")
    assert wang["adjustments"][0]["points"] == "2.5"
    assert later(14, "period", "show", "2026-10")["same"] is True


def test_a_figure_of_a_closed_period_is_told_listed_and_carried_into_the_next(
    later: Later, filled: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    later(2, "import", "indicators", figures(filled, "6"))
    later(2, "period", "preview", "2026-10", "--by", "P002")
    later(2, "period", "open-appeals", "2026-10", "--by", "P002")
    later(12, "period", "close", "2026-10", "--by", "P002", "--approved-by", "P003")
    for value, language, told in (
        (
            "7",
            "en",
            "2026-10 is closed: 1 of what came in is about it, is listed there, and changes none of its scores",
        ),
        ("8", "zh", "2026-10 已封账：本次有 1 条与其有关，已列出，不改变其得分"),
    ):
        capfd.readouterr()
        with time_machine.travel(datetime(2026, 11, 13, 4, 0, tzinfo=UTC), tick=False):
            assert run(["import", "indicators", str(figures(filled, value)), "--lang", language]) == 0
        said = capfd.readouterr().err
        assert told in said
        assert "inspect-core period show 2026-10" in said
    (october,) = later(14, "score", "--period", "2026-10", "--person", "P001")["people"]
    november = later(14, "score", "--period", "2026-11", "--person", "P001")
    assert october["indicators"][0]["value"] == "6"
    (owed,) = november["owed"]  # nothing is known of November, so nobody has a total that it could be added to
    assert (owed["points"], owed["period"], owed["before"], owed["after"]) == ("5", "2026-10", "96", "101")
