"""Everything told of a person is handed over, and afterwards it is gone: the chain verifies and no total moves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspect_core.storage.writer import FileWriter
from tests.unit.cli.at_day import CLOSE, OPEN, PREVIEW, At, caller, lenient, told
from tests.unit.cli.marked import MARKS, WHO, found_below, plant, prepared, texts_below

ERASE = ("person", "erase", WHO, "--reason", "left", "--by", "P003", "--approved-by", "P002")
NOVEMBER = "2026-11-10"


@pytest.fixture
def at(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> At:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return caller(capfd)


@pytest.fixture
def marked(at: At, filled: Path, tmp_path: Path) -> Path:
    """The project with thirty marks of P001."""
    prepared(filled)
    (tmp_path / "in").mkdir()
    plant(at, filled, tmp_path / "in")
    return filled


def score(at: At) -> list[Any]:
    people = told(at(NOVEMBER, "score", "--period", "2026-10", "--json"))["people"]
    return [(one["id"], one["total"], one["grade"], one["status"], one["rank"]) for one in people]


def test_thirty_marks_are_thirty_in_the_export_and_none_after_the_erasure(at: At, marked: Path, tmp_path: Path) -> None:
    assert found_below(marked) == set(MARKS)
    plain = b"".join(data for name, data in texts_below(marked) if name in ("events.jsonl", "private.jsonl"))
    assert [mark for mark in MARKS if mark.encode() in plain] == []
    assert at(NOVEMBER, "person", "export", WHO, "--out", tmp_path / "export").status == 0
    handed_over = b"".join(data for _, data in texts_below(tmp_path / "export"))
    assert [mark for mark in MARKS if mark.encode() not in handed_over] == []
    for format_ in ("html", "xlsx", "json", "csv"):
        assert at(NOVEMBER, "report", "--period", "2026-10", "--format", format_).status == 0
    before = score(at)
    done = told(at(NOVEMBER, *ERASE, "--json"))
    assert (done["left"], done["mentions"], done["elsewhere"], len(done["photos"])) == ([], [], [], 4)
    assert found_below(marked) == set()
    assert at(NOVEMBER, "verify").status == 0
    assert score(at) == before


def test_afterwards_the_person_goes_by_the_id_everywhere_and_nothing_breaks(at: At, marked: Path) -> None:
    told(at(NOVEMBER, *ERASE, "--json"))
    (mine,) = told(at(NOVEMBER, "score", "--period", "2026-10", "--person", WHO, "--json"))["people"]
    assert mine["name"] == WHO
    for words in (
        ("explain", "--period", "2026-10", "--person", WHO),
        ("report", "--period", "2026-10"),
        ("report", "--period", "2026-10", "--format", "xlsx"),
        ("finding", "show", "1"),
        ("findings",),
        ("appeal", "show", "1"),
        ("veto", "--list"),
        ("card", "--list"),
        ("adjust", "--list"),
        ("person", "export", WHO),
        ("person", "accesses", WHO),
        ("due",),
        ("forms",),
    ):
        said = at(NOVEMBER, *words)
        assert (said.status, "Traceback" in said.err) == (0, False), (words, said.err)
    assert found_below(marked) == set()


def test_a_dry_run_lists_what_would_go_and_changes_nothing(at: At, marked: Path) -> None:
    assert at(NOVEMBER, "report", "--period", "2026-10").status == 0
    before = [one for one in texts_below(marked) if one[0] != "lock"]
    said = told(at(NOVEMBER, *ERASE, "--dry-run", "--json"))
    assert said["parts"] > 20
    assert "reports/2026-10/index.html" in said["reports"] or len(said["reports"]) > 0
    assert (said["id"], said["seq"]) == (None, None)
    assert [one for one in texts_below(marked) if one[0] != "lock"] == before


def test_a_second_erasure_finds_nothing_and_what_is_told_later_is_told_anew(at: At, marked: Path) -> None:
    told(at(NOVEMBER, *ERASE, "--json"))
    assert "E-ERASE-NOTHING" in at(NOVEMBER, *ERASE).err
    note = ("record", "courtesy-check", "observer=P003", "subject=P001", "place=gate", "start=2026-11-09 10:00",
            "smile-at-three-metres=pass", "note=back again", "--no-input")  # fmt: skip
    assert at(NOVEMBER, *note).status == 0
    assert told(at(NOVEMBER, *ERASE, "--json"))["parts"] == 1
    assert at(NOVEMBER, "verify").status == 0


def test_an_erasure_that_was_interrupted_is_finished_by_the_same_again(
    at: At, marked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: Any, seqs: Any, people: Any = ()) -> int:
        raise OSError("the machine went down")

    with monkeypatch.context() as patched:
        patched.setattr(FileWriter, "erase", killed)
        assert at(NOVEMBER, *ERASE).status != 0
    assert at(NOVEMBER, *ERASE).status == 0
    assert found_below(marked) == set()
    assert at(NOVEMBER, "verify").status == 0


def test_what_others_tell_of_the_person_is_listed_and_goes_when_it_is_asked_for(at: At, marked: Path) -> None:
    name = MARKS[2]
    told_of_another = ("record", "courtesy-check", "observer=P003", "subject=P002", "place=gate", f"note=with {name}",
                       "start=2026-10-08 17:00", "smile-at-three-metres=pass", "--no-input", "--json")  # fmt: skip
    other = told(at("2026-10-09", *told_of_another))["id"]
    (marked / "notes.txt").write_text(f"call {name}", encoding="utf-8")
    said = told(at(NOVEMBER, *ERASE, "--dry-run", "--json"))
    assert [one["id"] for one in said["mentions"]] == [other]
    assert said["elsewhere"] == ["notes.txt"]
    told(at(NOVEMBER, *ERASE, "--mentions", "--json"))
    assert (marked / "notes.txt").exists()
    (marked / "notes.txt").unlink()
    assert found_below(marked) == set()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("person", "erase", "P001", "--reason", "because", "--by", "P003", "--approved-by", "P002"), "E-ERASE-REASON"),
        (("person", "erase", "P001", "--reason", "left", "--by", "P003", "--approved-by", "P003"), "E-ERASE-ALONE"),
        (("person", "erase", "P001", "--reason", "left", "--by", "P001", "--approved-by", "P003"), "E-ERASE-SELF"),
        (("person", "erase", "P999", "--reason", "left", "--by", "P002", "--approved-by", "P003"), "E-PERSON-UNKNOWN"),
    ],
)
def test_what_is_refused_erases_nothing(at: At, filled: Path, words: tuple[str, ...], code: str) -> None:
    before = (filled / "journal/events.jsonl").read_bytes(), (filled / "journal/private.jsonl").read_bytes()
    assert code in at(NOVEMBER, *words).err
    assert ((filled / "journal/events.jsonl").read_bytes(), (filled / "journal/private.jsonl").read_bytes()) == before


def test_while_an_appeal_is_open_its_person_is_not_erased(at: At, filled: Path) -> None:
    lenient(filled)
    assert at("2026-11-02", *PREVIEW).status == 0
    assert at("2026-11-02", *OPEN).status == 0
    assert at("2026-11-03", "appeal", "file", "--period", "2026-10", "--person", "P001", "--text", "no").status == 0
    assert "E-ERASE-OPEN" in at("2026-11-04", *ERASE).err


def test_the_export_is_json_a_page_in_two_languages_and_the_photos(at: At, marked: Path, tmp_path: Path) -> None:
    for language, word in (("zh", "谁看过"), ("en", "Who looked")):
        out = tmp_path / language
        assert at(NOVEMBER, "person", "export", WHO, "--out", out, "--lang", language).status == 0
        assert word in (out / "person.html").read_text(encoding="utf-8")
    view = json.loads((tmp_path / "en/person.json").read_text(encoding="utf-8"))
    assert view["format"] == "inspect-core/person/1"
    assert [one["period"]["id"] for one in view["scores"]] == ["2026-10"]
    assert sorted(path.name for path in (tmp_path / "en/photos").iterdir()) == sorted(
        Path(one["file"]).name for one in view["photos"]
    )
    assert [one["what"] for one in view["accesses"]].count("person_export") == 2


def test_a_closed_total_and_what_was_handed_to_hr_before_still_follow_from_the_journal(
    at: At, marked: Path, tmp_path: Path
) -> None:
    assert at("2026-11-09", *CLOSE).status == 0
    file = tmp_path / "october.csv"
    assert at("2026-11-09", "hr", "export", "--period", "2026-10", "--format", "csv", "--out", file).status == 0
    shown = told(at("2026-11-09", "period", "show", "2026-10", "--json"))
    before = score(at)
    told(at(NOVEMBER, *ERASE, "--json"))
    assert score(at) == before
    again = told(at(NOVEMBER, "period", "show", "2026-10", "--json"))
    assert {**again, "journal": None} == {**shown, "journal": None}
    assert at(NOVEMBER, "verify", "--against", file).status == 0
    assert found_below(marked) == set()
