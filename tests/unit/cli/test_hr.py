"""What HR takes, and the proof months later that every figure still follows from the journal."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

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
