"""What explain prints of records that were taken back, and score of a month before the project began."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.conftest import Call


def test_a_voided_record_is_told_at_the_end_with_its_reason(call: Call, filled: Path) -> None:
    assert call("void", "c1", "--reason", "entered twice").status == 0
    said = call("explain", "--period", "2026-10", "--person", "P001", "--lang", "en").out
    assert "records voided or replaced (not counted)" in said
    told = said.partition("records voided or replaced (not counted)")[2].splitlines()
    assert told[1].startswith("  - c1  2026-10-08 09:00  南门岗")
    assert told[2].startswith("    voided  ")
    assert told[2].endswith("2026-10-09 12:00  entered twice")


def test_without_such_records_nothing_is_said_of_them(call: Call, filled: Path) -> None:
    assert "作废" not in call("explain", "--period", "2026-10", "--person", "P001", "--lang", "zh").out


def test_a_month_before_the_project_began_says_that_nothing_was_due(call: Call, filled: Path) -> None:
    said = call("score", "--period", "2025-01", "--lang", "en")
    assert (said.status, said.out) == (0, "nothing was due in this period\n")
    assert "本期无应检项" in call("score", "--period", "2025-01", "--lang", "zh").out
