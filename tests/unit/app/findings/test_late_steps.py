"""What is done about findings of a closed period is listed with what came after its close."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.at_day import At, caller, closed, lenient, told
from tests.unit.cli.conftest import filled, made  # noqa: F401 - fixtures

CHECK = (
    "record",
    "courtesy-check",
    "observer=P003",
    "subject=P001",
    "place=gate",
    "greet-at-one-metre=fail",
    "--no-input",
)


@pytest.fixture
def at(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> At:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return caller(capfd)


def seen(at: At, day: str) -> None:
    """A guard who did not greet on that day, told on it."""
    assert at(day, *CHECK, f"start={day} 08:30").status == 0


def act(at: At, day: str, number: int, *words: str) -> str:
    """A step taken on a day; its id."""
    done = told(at(day, "finding", "act", str(number), *words, "--json"))
    return str(done["id"])


def came(at: At, day: str = "2026-11-20") -> list[tuple[str, int | None, str | None]]:
    view = told(at(day, "period", "show", "2026-10", "--json"))
    assert view["same"]
    return [(one["id"], one["finding"], one["corrects"]) for one in view["came_after"]]


def test_steps_with_findings_of_the_closed_period_are_listed_and_no_others(at: At, filled: Path) -> None:  # noqa: F811
    seen(at, "2026-10-09")  # out of time in October
    seen(at, "2026-10-31")  # found in October, to be put right in November
    before = act(at, "2026-11-01", 2, "accept", "--by", "P001")
    closed(at)
    seen(at, "2026-11-07")
    accepted = act(at, "2026-11-08", 1, "accept", "--by", "P001")
    done = act(at, "2026-11-09", 1, "done", "--by", "P001", "--note", "trained")
    second = act(at, "2026-11-09", 2, "done", "--by", "P001", "--note", "trained")
    act(at, "2026-11-10", 3, "accept", "--by", "P001")
    assert came(at) == [(accepted, 1, None), (done, 1, None), (second, 2, None)]
    assert before not in {id for id, _, _ in came(at)}
    shown = at("2026-11-20", "period", "show", "2026-10").out
    assert f"after  2026-11-09 09:00  finding.acted  {done}  cli:" in shown
    assert "  finding 1\n" in shown
    assert "  整改项 1\n" in at("2026-11-20", "period", "show", "2026-10", "--lang", "zh").out


def test_a_step_of_before_that_is_taken_back_after_the_close_is_listed(at: At, filled: Path) -> None:  # noqa: F811
    seen(at, "2026-10-09")
    seen(at, "2026-10-31")
    act(at, "2026-10-10", 1, "accept", "--by", "P001")
    step = act(at, "2026-10-12", 1, "done", "--by", "P001", "--note", "trained")
    closed(at)
    assert came(at, "2026-11-07") == []
    assert at("2026-11-08", "void", step, "--reason", "it was not", "--by", "P001").status == 0
    assert came(at) == [(f"void-{step}", 1, step)]


def test_a_finding_that_was_decided_in_the_period_at_its_close_alone_is_of_it(at: At, filled: Path) -> None:  # noqa: F811
    lenient(filled)
    own = filled / "rulesets" / "schemes" / "residential.yaml"
    own.write_text(own.read_text(encoding="utf-8").replace("minor: 7 d", "minor: 60 d"), encoding="utf-8")
    seen(at, "2026-09-29")
    act(at, "2026-09-29", 1, "accept", "--by", "P001")
    step = act(at, "2026-10-02", 1, "done", "--by", "P001", "--note", "trained")
    closed(at)
    assert at("2026-11-08", "void", step, "--reason", "it was not", "--by", "P001").status == 0
    assert [one[0] for one in came(at)] == [f"void-{step}"]


def test_a_long_list_is_cut_and_counted(at: At, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr("inspect_core.cli.period.MOST_AFTER", 1)
    seen(at, "2026-10-09")
    closed(at)
    act(at, "2026-11-08", 1, "accept", "--by", "P001")
    act(at, "2026-11-09", 1, "done", "--by", "P001", "--note", "trained")
    assert at("2026-11-20", "period", "show", "2026-10").out.endswith("  1 more; --json lists all\n")
    assert "  另有 1 项；--json 列出全部\n" in at("2026-11-20", "period", "show", "2026-10", "--lang", "zh").out
