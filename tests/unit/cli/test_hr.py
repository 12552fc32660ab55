"""What HR takes, and the proof months later that every figure still follows from the journal."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
import python_calamine

from tests.unit.cli.at_day import PREVIEW, At, caller, closed, journal, lenient, told

EXPORT = ("hr", "export", "--period", "2026-10")


@pytest.fixture
def at(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> At:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return caller(capfd)


@pytest.fixture
def shut(at: At, filled: Path) -> Path:
    lenient(filled)
    closed(at)
    return filled


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))


@pytest.mark.parametrize("format_", ["xlsx", "csv", "json", "parquet"])
def test_every_format_is_proven_figure_by_figure_months_later(at: At, shut: Path, format_: str) -> None:
    done = told(at("2026-11-07", *EXPORT, "--format", format_, "--json"))
    said = at("2027-04-01", "verify", "--against", done["file"])
    assert said.status == 0, said.err
    assert "all follow from the journal; it is the file exported 2026-11-07" in said.out


def test_the_columns_are_the_stable_ones_with_one_for_each_component(at: At, shut: Path) -> None:
    done = told(at("2026-11-07", *EXPORT, "--format", "csv", "--json"))
    found = rows(Path(done["file"]))
    assert list(found[0])[:4] == ["person", "name", "department", "role"]
    assert {"ruleset.etiquette", "ruleset.patrol"} <= set(found[0])
    scores = told(at("2026-11-07", "score", "--period", "2026-10", "--json"))["people"]
    assert {row["person"]: row["total"] for row in found} == {one["id"]: one["total"] or "" for one in scores}
    assert {row["stage"] for row in found} == {"closed"}


def test_a_figure_that_somebody_changed_is_named_with_its_cell(at: At, shut: Path) -> None:
    done = told(at("2026-11-07", *EXPORT, "--format", "csv", "--json"))
    file = Path(done["file"])
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    cells = lines[1].split(",")
    cells[8] = "99.5"
    forged = shut / "forged.csv"
    forged.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    said = at("2026-12-01", "verify", "--against", forged)
    assert said.status == 4
    assert "forged.csv:2:9: total of P001 is 99.5" in said.err
    assert "E-EXPORT-CELL" in said.err


def test_a_file_that_was_only_saved_again_is_still_proven(at: At, shut: Path) -> None:
    done = told(at("2026-11-07", *EXPORT, "--format", "csv", "--json"))
    again = shut / "again.csv"
    again.write_text("\n".join(Path(done["file"]).read_text(encoding="utf-8-sig").splitlines()), encoding="utf-8")
    said = at("2026-12-01", "verify", "--against", again)
    assert said.status == 0, said.err
    assert "it is the file exported" not in said.out


def test_a_row_left_out_or_of_a_stranger_is_told(at: At, shut: Path) -> None:
    done = told(at("2026-11-07", *EXPORT, "--format", "csv", "--json"))
    lines = Path(done["file"]).read_text(encoding="utf-8-sig").splitlines()
    short = shut / "short.csv"
    short.write_text("\n".join([lines[0], lines[1].replace("P001", "P999"), *lines[2:]]), encoding="utf-8")
    said = at("2026-12-01", "verify", "--against", short)
    assert said.status == 4
    assert "P001 is missing in the file (E-EXPORT-PERSON)" in said.err
    assert "P999 is not in the result (E-EXPORT-PERSON)" in said.err


def test_an_open_period_is_refused_and_a_draft_says_so_in_every_row(at: At, filled: Path) -> None:
    before = journal(filled)
    said = at("2026-11-02", *EXPORT)
    assert (said.status, "E-HR-OPEN" in said.err) == (3, True)
    assert journal(filled) == before
    done = told(at("2026-11-02", *EXPORT, "--draft", "--format", "csv", "--json"))
    assert "draft" in Path(done["file"]).name
    assert {row["stage"] for row in rows(Path(done["file"]))} == {"open"}
    assert at("2026-11-02", "verify", "--against", done["file"]).status == 0


def test_the_next_draft_lists_what_is_other_than_in_the_last(at: At, filled: Path) -> None:
    lenient(filled)
    assert at("2026-11-02", *PREVIEW).status == 0
    assert told(at("2026-11-02", *EXPORT, "--draft", "--format", "json", "--json"))["changes"] == 0
    late = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=王强", "smile-at-three-metres=不合格")
    assert at("2026-11-02", *late, "start=2026-10-09 09:00").status == 0
    done = told(at("2026-11-03", *EXPORT, "--draft", "--format", "json", "--json"))
    changes = json.loads(Path(done["file"]).read_text(encoding="utf-8"))["changes"]
    assert {"total", "ruleset.etiquette"} <= {one["column"] for one in changes if one["person"] == "P001"}


def test_another_system_gets_its_own_columns_on_its_own_scale(at: At, shut: Path) -> None:
    mapping = Path(__file__).parents[3] / "docs" / "hr" / "frappe.yaml"
    done = told(at("2026-11-07", *EXPORT, "--format", "csv", "--map", mapping, "--json"))
    found = rows(Path(done["file"]))
    totals = {
        row["person"]: row["total"]
        for row in rows(Path(told(at("2026-11-07", *EXPORT, "--format", "csv", "--json"))["file"]))
    }
    assert list(found[0]) == ["Employee", "Employee Name", "Appraisal Cycle", "Final Score", "Remarks"]
    for row in found:
        assert abs(float(row["Final Score"]) - float(totals[row["Employee"]]) / 20) <= 0.005
    assert at("2026-12-01", "verify", "--against", done["file"]).status == 0


def test_a_mapping_that_takes_what_there_is_none_of_is_refused(at: At, shut: Path) -> None:
    mapping = shut / "own.yaml"
    mapping.write_text(
        "hand_over: own\ntitle: {zh: 自, en: own}\ncolumns:\n  - {name: A, take: salary}\n", encoding="utf-8"
    )
    before = journal(shut)
    said = at("2026-11-07", *EXPORT, "--map", mapping)
    assert (said.status, "E-HR-COLUMN" in said.err) == (2, True)
    assert journal(shut) == before


def test_a_certificate_is_checked_and_a_changed_one_is_found(at: At, shut: Path) -> None:
    file = shut / "certificate.json"
    assert at("2026-11-07", "hr", "certificate", "--period", "2026-10", "--person", "P001", "--out", file).status == 0
    made = json.loads(file.read_text(encoding="utf-8"))
    assert [one["id"] for one in made["records"]] == ["c1"]
    said = at("2027-04-01", "verify", "--against", file)
    assert said.status == 0, said.err
    file.write_text(json.dumps({**made, "total": "99"}), encoding="utf-8")
    said = at("2027-04-01", "verify", "--against", file)
    assert said.status == 4
    assert "E-EXPORT-CERTIFICATE" in said.err
    assert "E-EXPORT-CELL" in said.err


def test_a_certificate_of_an_open_period_is_refused(at: At, filled: Path) -> None:
    said = at("2026-11-07", "hr", "certificate", "--period", "2026-10", "--person", "P001")
    assert "E-HR-OPEN" in said.err


def test_an_export_of_a_journal_that_was_rewritten_is_found(at: At, shut: Path, made: Path) -> None:
    done = told(at("2026-11-07", *EXPORT, "--format", "csv", "--json"))
    kept = shut.parent / "kept.csv"
    shutil.copy(done["file"], kept)
    for name in ("journal", "views", "closed"):
        shutil.rmtree(shut / name)
    shutil.copytree(made / "filled" / "journal", shut / "journal")
    late = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=王强", "smile-at-three-metres=不合格")
    assert at("2026-11-01", *late, "start=2026-10-09 09:00").status == 0
    closed(at)
    said = at("2026-12-01", "verify", "--against", kept)
    assert said.status == 4
    assert "E-EXPORT-JOURNAL" in said.err
    assert "E-EXPORT-RESULT" in said.err


def test_a_file_that_is_no_export_is_refused(at: At, shut: Path) -> None:
    (shut / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "E-EXPORT-KIND" in at("2026-12-01", "verify", "--against", "other.csv").err


BESIDE = """\
scheme: own
edition: 2026-01-01
title: own
roles:
  guard: {title: Guard, weights: {etiquette: 70, lessons: 30}, least_coverage: 0 %}
  shift_leader: {title: Leader, weights: {patrol: 100}}
  department_supervisor: {title: Head, weights: {patrol: 100}}
bands: {A: 95, B: 60, C: 0}
indicators:
  lessons: {title: {zh: 培训学时, en: Training}, unit: hours, scale: {0: 0, 4: 60, 8: 100}}
vetoes: {asleep: {title: {zh: 睡岗, en: Asleep}, grade: C}}
gates:
  manners: {title: {zh: 礼仪, en: Manners}, ruleset: etiquette, least: 99 %, grade: B}
cards:
  yellow: {title: {zh: 黄牌, en: Yellow card}, by_hand: true, drop: 1}
adjustments:
  bonus: {title: {zh: 奖励, en: Bonus}, by_hand: true, least: 0, most: 3}
"""


@pytest.fixture
def beside(at: At, filled: Path) -> Path:
    """A month of which much does not come from rules: an indicator, gifts, a veto, a gate and a card."""
    own = filled / "rulesets" / "schemes"
    own.mkdir(parents=True, exist_ok=True)
    (own / "own.yaml").write_text(BESIDE, encoding="utf-8")
    settings = filled / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub('scheme *= *"residential"', 'scheme = "own"', text), encoding="utf-8")
    figures = filled.parent / "files" / "figures.csv"
    figures.write_text("指标,考核期,工号,数值,来源,日期\nlessons,2026-10,P001,4,school,2026-10-05\n", encoding="utf-8")
    given = ("--person", "P001", "--reason", "secret", "--by", "P002", "--approved-by", "P003")
    for words in (
        ("import", "indicators", str(figures)),
        ("adjust", "bonus", "--points", "2.5", "--evidence", "c1", *given),
        ("adjust", "bonus", "--points", "0.5", *given),
        ("veto", "asleep", *given),
        ("card", "yellow", *given),
    ):
        said = at("2026-10-09", *words)
        assert said.status == 0, (words, said.err)
    return filled


def test_the_evidence_tells_what_counts_beside_the_rules(at: At, beside: Path) -> None:
    done = told(at("2026-11-02", *EXPORT, "--draft", "--format", "json", "--json"))
    text = Path(done["file"]).read_text(encoding="utf-8")
    assert "secret" not in text
    own = [row for row in json.loads(text)["evidence"] if row["person"] == "P001" and row["sort"] != "rule"]
    (indicator, bonus, first, second, veto, gate, card) = own
    assert [row["sort"] for row in own] == ["indicator", "adjustment", "given", "given", "veto", "gate", "card"]
    named = ("name", "title", "weight", "figure", "source", "date", "points", "of")
    assert [indicator[key] for key in named] == ["lessons", "培训学时", "30", "4", "school", "2026-10-05", "60", "100"]
    assert (bonus["points"], first["figure"], second["figure"], first["points"]) == ("3", "2.5", "0.5", None)
    assert [first[key] for key in ("by", "approved_by", "date", "records")] == ["P002", "P003", "2026-10-09", "c1"]
    assert [veto[key] for key in ("title", "grade", "by", "approved_by")] == ["睡岗", "C", "P002", "P003"]
    assert [gate[key] for key in ("ruleset", "figure", "of")] == ["etiquette", "100", "99"]
    assert [card[key] for key in ("name", "figure", "by", "event")] == ["yellow", "1", "P002", card["event"]]
    assert len({row["event"] for row in (indicator, first, second, veto, card)}) == 5


def test_the_sheet_of_evidence_has_the_same_rows(at: At, beside: Path) -> None:
    done = told(at("2026-11-02", *EXPORT, "--draft", "--json"))
    book = python_calamine.CalamineWorkbook.from_path(done["file"])
    heading, *found = book.get_sheet_by_name("evidence").to_python()
    assert heading[:7] == ["person", "ruleset", "rule", "title", "weight", "points", "of"]
    sorts = [row[heading.index("sort")] for row in found if row[0] == "P001"]
    assert {"rule", "indicator", "adjustment", "given", "veto", "gate", "card"} == set(sorts)
    assert [row[heading.index("figure")] for row in found if row[heading.index("sort")] == "given"] == [2.5, 0.5]
