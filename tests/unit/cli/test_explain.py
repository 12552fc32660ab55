"""What explain prints of records that were taken back, and score of a month before the project began."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.app.pictures import picture, written
from tests.unit.cli.at_day import caller, closed, lenient, told
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


def test_a_rule_that_judged_nothing_of_somebody_is_said_to_have_moved_no_point(call: Call, filled: Path) -> None:
    whole = ("explain", "--period", "2026-10", "--person", "P001", "--rule")
    said = call(*whole, "leader-rounds", "--lang", "en").out
    assert said.endswith("\n\nleader-rounds judged nothing of 王强 in this period and moved no point\n")
    assert "本期没有按 leader-rounds 考核王强的事项" in call(*whole, "leader-rounds", "--lang", "zh").out
    assert "moved no point" not in call(*whole, "smile-at-three-metres", "--lang", "en").out


def test_a_month_before_the_project_began_says_that_nothing_was_due(call: Call, filled: Path) -> None:
    said = call("score", "--period", "2025-01", "--lang", "en")
    assert (said.status, said.out) == (0, "nothing was due in this period\n")
    assert "本期无应检项" in call("score", "--period", "2025-01", "--lang", "zh").out


def test_one_rule_is_told_with_its_photos_and_in_a_closed_period_with_the_text_it_was_judged_by(
    capfd: pytest.CaptureFixture[str], filled: Path, tmp_path: Path
) -> None:
    lenient(filled)
    at = caller(capfd)
    photo = tmp_path / "post.png"
    photo.write_bytes(written(picture(), "PNG"))
    check = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=王强", "smile-at-three-metres=不合格")
    assert at("2026-10-09", *check, "start=2026-10-09 09:00", f"photo={photo}").status == 0
    whole = ("explain", "--period", "2026-10", "--person", "P001", "--lang", "en")
    rule = (*whole, "--rule", "smile-at-three-metres")
    open_ = at("2026-11-02", *rule).out
    kept = re.search(r"^ +(photos/(\w\w)/\2\w{62})$", open_, re.MULTILINE)
    assert kept
    assert (filled / kept[1]).is_file()
    assert "judged by the text of" not in open_
    closed(at)
    said = at("2027-04-01", *rule).out
    assert said.splitlines()[0].endswith("2026-10  closed")
    assert re.search(r"^  judged by the text of 2026-10-01  sha256 [0-9a-f]{12}…$", said, re.MULTILINE)
    assert re.search(r"^    source: \S", said, re.MULTILINE)
    assert kept[1] in said
    everything = at("2027-04-01", *whole).out
    assert "photos/" not in everything
    assert "judged by the text of" not in everything


def test_what_a_closed_period_left_owing_is_told_before_and_after(
    capfd: pytest.CaptureFixture[str], filled: Path
) -> None:
    lenient(filled)
    at = caller(capfd)
    check = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=王强", "start=2026-10-09 09:00")
    assert at("2026-10-09", *check, "smile-at-three-metres=不合格").status == 0
    closed(at)
    late = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=王强", "start=2026-10-10 09:00")
    assert at("2026-11-10", *late, "smile-at-three-metres=合格").status == 0
    words = ("explain", "--period", "2026-11", "--person", "P001")
    (owed,) = told(at("2026-11-11", *words, "--json"))["owed"]
    line = f"no total here, stays owed  {owed['points']}  {owed['before']} → {owed['after']}"
    assert line in at("2026-11-11", *words, "--lang", "en").out
    november = [word.replace("2026-10-10", "2026-11-10") for word in late]
    assert at("2026-11-11", *november, "smile-at-three-metres=合格").status == 0
    (taken,) = (one["carried"] for one in told(at("2026-11-12", *words, "--json"))["adjustments"])
    assert taken == {key: owed[key] for key in ("period", "before", "after")}
    line = f"corrections of 2026-10 after its close  {owed['points']}  {taken['before']} → {taken['after']}"
    assert line in at("2026-11-12", *words, "--lang", "en").out
