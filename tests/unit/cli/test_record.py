"""A record that two people gave is replaced by two, as it is voided by two; any other is replaced on one word."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from inspect_core.storage.journal import FileJournal
from tests.unit.cli.at_day import OPEN, PREVIEW, At, caller, journal, lenient, told

CHECK = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=王强", "start=2026-10-09 09:00")
PASS, FAIL, OTHER = ("smile-at-three-metres=" + answer for answer in ("合格", "不合格", "不适用"))
APPEAL = ("appeal", "file", "--period", "2026-10", "--person", "P001", "--text", "I did smile")
REVISE = ("appeal", "decide", "1", "revise", "--by", "P002", "--reason", "the camera", "--correction")
TWO = ("--by", "P003", "--approved-by", "P002")
NOT_ENOUGH = (
    ((), "E-VOID-FOUR-EYES"),
    (("--by", "P003"), "E-VOID-FOUR-EYES"),
    (("--approved-by", "P002"), "E-VOID-FOUR-EYES"),
    (("--by", "P003", "--approved-by", "P003"), "E-VOID-FOUR-EYES"),
    (("--by", "P003", "--approved-by", "P001"), "E-VOID-SELF"),
    (("--by", "P001", "--approved-by", "P003"), "E-VOID-SELF"),
    (("--by", "P003", "--approved-by", "P999"), "E-PERSON-UNKNOWN"),
)


@pytest.fixture
def at(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> At:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return caller(capfd)


@pytest.fixture
def corrected(at: At, filled: Path) -> str:
    """A failed check, appealed and then corrected to a pass; the id of the correction, by which nothing is decided yet."""
    lenient(filled)
    check = told(at("2026-10-09", *CHECK, FAIL, "--json"))["id"]
    for words in (PREVIEW, OPEN):
        assert at("2026-11-02", *words).status == 0
    assert at("2026-11-03", *APPEAL, "--record", check).status == 0
    return replaced(at, check, PASS)


@pytest.fixture
def decided(at: At, corrected: str) -> str:
    """The correction that the appeal was decided by."""
    assert at("2026-11-04", *REVISE, corrected).status == 0
    return corrected


def manager(at: At, folder: Path) -> None:
    """Somebody without a part in anything joins: P004."""
    file = folder.parent / "files" / "more.csv"
    file.write_text("工号,姓名,岗位,部门\nP004,孙丽,项目负责人,项目管理部\n", encoding="utf-8")
    assert at("2026-11-03", "import", "people", file).status == 0


def replaced(at: At, id: str, answer: str, *words: str) -> str:
    """The record replaced by one with another answer; the id of the new one."""
    found: str = told(at("2026-11-04", *CHECK, answer, "--supersedes", id, *words, "--json"))["id"]
    return found


def test_the_correction_that_an_appeal_was_decided_by_is_replaced_by_two_others(
    at: At, decided: str, filled: Path
) -> None:
    before = journal(filled)
    for words, code in NOT_ENOUGH:
        said = at("2026-11-04", *CHECK, FAIL, "--supersedes", decided, *words)
        assert code in said.err, words
        assert journal(filled) == before
    newer = replaced(at, decided, FAIL, *TWO)
    last = json.loads((filled / "journal" / "events.jsonl").read_bytes().splitlines()[-1])
    assert (last["id"], last["body"]["supersedes"]) == (newer, decided)
    assert (last["body"]["by"], last["body"]["approved_by"]) == ("P003", "P002")


def test_what_took_its_place_stands_on_two_peoples_word_as_well(at: At, decided: str) -> None:
    newer = replaced(at, decided, FAIL, *TWO)
    for words, code in NOT_ENOUGH:
        assert code in at("2026-11-05", "void", newer, "--reason", "no", *words).err, words
        assert code in at("2026-11-05", *CHECK, OTHER, "--supersedes", newer, *words).err, words
    newest = replaced(at, newer, OTHER, *TWO)
    assert at("2026-11-05", "void", newest, "--reason", "no", *TWO).status == 0


def test_nobody_whose_appeal_it_decided_is_one_of_the_two(at: At, corrected: str, filled: Path) -> None:
    manager(at, filled)
    assert at("2026-11-03", *(word.replace("P001", "P002") for word in APPEAL)).status == 0
    again = replaced(at, corrected, FAIL)
    for number in ("1", "2"):
        words = [word.replace("P002", "P004") for word in REVISE]
        assert at("2026-11-04", *words[:2], number, *words[3:], again).status == 0
    assert "is about P002" in at("2026-11-05", "void", again, "--reason", "no", *TWO).err
    assert "is about P002" in at("2026-11-05", *CHECK, OTHER, "--supersedes", again, *TWO).err
    newest = replaced(at, again, PASS, "--by", "P003", "--approved-by", "P004")
    assert "is about P002" in at("2026-11-05", "void", newest, "--reason", "no", *TWO).err
    assert "is about P002" in at("2026-11-05", *CHECK, OTHER, "--supersedes", newest, *TWO).err


def test_the_way_of_an_appeal_to_its_correction_is_open_in_the_next_round_too(
    at: At, decided: str, filled: Path
) -> None:
    manager(at, filled)
    assert at("2026-11-05", "appeal", "escalate", "1", "--by", "P001", "--reason", "look again").status == 0
    newer = replaced(at, decided, FAIL, *TWO)
    done = told(at("2026-11-05", *(word.replace("P002", "P004") for word in REVISE), newer, "--json"))
    assert (done["correction"], float(done["after"]) < float(done["before"])) == (newer, True)


def test_who_replaced_a_record_and_who_approved_it_is_told(at: At, decided: str) -> None:
    replaced(at, decided, FAIL, *TWO)
    explain = ("explain", "--period", "2026-10", "--person", "P001")
    found = {one["observation"]: one for one in told(at("2026-11-05", *explain, "--json"))["withdrawn"]}
    first, second = found.pop(decided), found.popitem()[1]
    assert (first["how"], first["by"], first["approved_by"]) == ("superseded", "赵敏", "李梅")
    assert (second["how"], second["approved_by"]) == ("superseded", None)
    assert "  赵敏  approved by 李梅  " in at("2026-11-05", *explain).out
    assert "  赵敏  批准 李梅  " in at("2026-11-05", *explain, "--lang", "zh").out


def test_who_voided_a_record_and_who_approved_it_is_told(at: At, decided: str) -> None:
    assert at("2026-11-04", "void", decided, "--reason", "the camera was wrong", *TWO).status == 0
    explain = ("explain", "--period", "2026-10", "--person", "P001", "--json")
    found = {one["observation"]: one for one in told(at("2026-11-05", *explain))["withdrawn"]}
    assert (found[decided]["how"], found[decided]["by"], found[decided]["approved_by"]) == ("voided", "赵敏", "李梅")


def test_an_appeal_decided_while_a_record_waits_for_the_journal_is_heeded(
    at: At, corrected: str, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], Any]] = [lambda: at("2026-11-04", *REVISE, corrected)]
    really = FileJournal.writing

    def writing(self: FileJournal) -> AbstractContextManager[Any]:
        while waiting:
            assert waiting.pop()().status == 0
        return really(self)

    monkeypatch.setattr(FileJournal, "writing", writing)
    said = at("2026-11-04", *CHECK, FAIL, "--supersedes", corrected)
    assert (said.status, "E-VOID-FOUR-EYES" in said.err) == (3, True)


def test_an_ordinary_record_is_replaced_on_one_word_but_not_on_that_of_whom_it_is_about(at: At, filled: Path) -> None:
    said = at("2026-10-09", *CHECK, FAIL, "--supersedes", "c1", "--by", "P001")
    assert (said.status, "E-VOID-SELF" in said.err) == (3, True)
    newer = replaced(at, "c1", FAIL, "--by", "李梅")
    newest = replaced(at, newer, PASS)
    two = replaced(at, newest, FAIL, *TWO)
    for words, code in NOT_ENOUGH:
        assert code in at("2026-11-04", *CHECK, PASS, "--supersedes", two, *words).err, words


def test_only_a_record_is_replaced_and_only_what_is_replaced_names_two_people(at: At, filled: Path) -> None:
    excuse = ("excuse", "leader-rounds", "--place", "gate", "--at", "2026-10-08 08:00", "--reason", "flooded")
    id = told(at("2026-10-09", *excuse, "--by", "P001", "--approved-by", "P003", "--json"))["id"]
    before = journal(filled)
    assert "E-RECORD-UNKNOWN" in at("2026-10-09", *CHECK, FAIL, "--supersedes", id, *TWO).err
    for words in (TWO, TWO[:2], TWO[2:]):
        said = at("2026-10-09", *CHECK, FAIL, *words)
        assert (said.status, "--supersedes" in said.err) == (2, True)
    assert "--supersedes 同用" in at("2026-10-09", *CHECK, FAIL, *TWO, "--lang", "zh").err
    assert journal(filled) == before
