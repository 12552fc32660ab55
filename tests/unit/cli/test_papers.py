"""`report --kind` writes a paper into the project's reports, and says what it cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call


def test_a_paper_of_a_day_is_written_beside_the_circular(call: Call, filled: Path) -> None:
    said = call("--project", filled, "--lang", "zh", "report", "--kind", "patrol-record", "--record", "c1")
    assert (said.status, said.err) == (0, "")
    page = filled / "reports" / "2026-10" / "patrol-record-c1.html"
    assert said.out.strip() == str(page)
    assert "服务礼仪检查表" in page.read_text(encoding="utf-8")


def test_the_monthly_bulletin_counts_the_check(call: Call, filled: Path) -> None:
    call("--project", filled, "--lang", "en", "report", "--kind", "etiquette-bulletin", "--period", "2026-10")
    page = (filled / "reports" / "2026-10" / "etiquette-bulletin.html").read_text(encoding="utf-8")
    assert "Checks made: 1. Answers judged: 1" in page


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--kind", "poem"], "E-REPORT-KIND"),
        (["--kind", "survey", "--day", "2026-10-08"], "E-REPORT-OPTION"),
        (["--kind", "survey", "--blank"], "E-REPORT-OPTION"),
        (["--record", "c1"], "E-REPORT-OPTION"),
        (["--kind", "survey", "--format", "xlsx"], "E-REPORT-OPTION"),
        (["--kind", "patrol-record", "--record", "nowhere"], "E-REPORT-RECORD"),
        (["--kind", "patrol-record", "--form", "nowhere"], "E-FORM-UNKNOWN"),
    ],
)
def test_what_cannot_be_written_is_refused_by_name(call: Call, project: Path, words: list[str], code: str) -> None:
    said = call("--project", project, "report", *words)
    assert said.status == 2
    assert code in said.err


def test_every_template_is_listed_with_its_file_and_the_projects_own_wins(call: Call, project: Path) -> None:
    (project / "templates" / "report").mkdir(parents=True)
    own = project / "templates" / "report" / "survey.html"
    own.write_text("mine")
    said = call("--project", project, "report", "--templates")
    assert str(own) in said.out
    call("--project", project, "report", "--kind", "survey", "--period", "2026-10")
    assert (project / "reports" / "2026-10" / "survey.html").read_text() == "mine"


def test_a_template_that_reaches_out_is_refused_with_its_line(call: Call, project: Path) -> None:
    (project / "templates" / "report").mkdir(parents=True)
    own = project / "templates" / "report" / "survey.html"
    own.write_text("\n{% include '../../inspect-core.toml' %}")
    said = call("--project", project, "report", "--kind", "survey")
    assert "E-TEMPLATE-OUTSIDE" in said.err
    assert f"{own}:2" in said.err
