"""The person appeals, somebody else decides, both numbers are kept, and the month is scored again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.cli.at_day import CLOSE, OPEN, PREVIEW, At, caller, journal, lenient, told

APPEAL = ("appeal", "file", "--period", "2026-10", "--person", "P001", "--text", "I did smile")
RULE = ("--rule", "smile-at-three-metres")
CHECK = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=王强", "smile-at-three-metres=不合格",
         "start=2026-10-09 09:00")  # fmt: skip
DECIDE = ("appeal", "decide", "1")


@pytest.fixture
def at(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> At:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return caller(capfd)


@pytest.fixture
def open_(at: At, filled: Path) -> str:
    """October with a failed check, open to appeals from 2 to 5 November; the id of the check."""
    lenient(filled)
    check: str = told(at("2026-10-09", *CHECK, "--json"))["id"]
    assert at("2026-11-02", *PREVIEW).status == 0
    assert at("2026-11-02", *OPEN).status == 0
    return check


def corrected(at: At, day: str, check: str) -> str:
    """The check corrected to a pass; the id of the correction."""
    words = [word.replace("不合格", "合格") for word in CHECK]
    found: str = told(at(day, *words, "--supersedes", check, "--json"))["id"]
    return found


def test_an_appeal_that_is_revised_keeps_both_numbers_and_the_month_is_scored_again(at: At, open_: str) -> None:
    filed = told(at("2026-11-03", *APPEAL, *RULE, "--json"))
    assert (filed["number"], filed["rule"], filed["observers"]) == (1, "etiquette/smile-at-three-metres", ["P003"])
    correction = corrected(at, "2026-11-03", open_)
    done = told(
        at(
            "2026-11-04",
            *DECIDE,
            "revise",
            "--by",
            "P002",
            "--reason",
            "the camera",
            "--correction",
            correction,
            "--json",
        )
    )
    assert done["before"] == filed["before"]
    assert float(done["after"]) > float(done["before"])
    (person,) = told(at("2026-11-04", "score", "--period", "2026-10", "--person", "P001", "--json"))["people"]
    assert person["total"] == done["after"]
    shown = at("2026-11-04", "appeal", "show", "1")
    assert "I did smile" in shown.out
    assert f"{done['before']} → {done['after']}" in shown.out
    (view,) = told(at("2026-11-04", "appeal", "list", "--json"))["appeals"]
    assert (view["state"], view["before"], view["after"], view["round"]) == (
        "revised",
        done["before"],
        done["after"],
        1,
    )


def test_a_decision_that_changes_nothing_keeps_the_number_and_may_go_to_the_next_level_once(at: At, open_: str) -> None:
    assert at("2026-11-03", *APPEAL).status == 0
    done = told(at("2026-11-04", *DECIDE, "uphold", "--by", "P002", "--reason", "as recorded", "--json"))
    assert done["before"] == done["after"]
    assert at("2026-11-05", "appeal", "escalate", "1", "--by", "P001", "--reason", "look again").status == 0
    assert "E-APPEAL-CONCERNED" in at("2026-11-05", *DECIDE, "uphold", "--by", "P002", "--reason", "again").err
    assert at("2026-11-05", *DECIDE, "reject", "--by", "P003", "--reason", "nothing new").status == 0
    said = at("2026-11-05", "appeal", "escalate", "1", "--by", "P001", "--reason", "once more")
    assert (said.status, "E-APPEAL-STATE" in said.err) == (3, True)
    (view,) = told(at("2026-11-05", "appeal", "list", "--json"))["appeals"]
    assert [step["act"] for step in view["steps"]] == ["uphold", "escalate", "reject"]


@pytest.mark.parametrize(
    ("day", "words", "code"),
    [
        ("2026-11-06", APPEAL, "E-APPEAL-LATE"),
        ("2026-11-03", (*APPEAL, "--rule", "no-such-rule"), "E-APPEAL-ABOUT"),
        ("2026-11-03", (*APPEAL, "--record", "no-such-record"), "E-APPEAL-ABOUT"),
        ("2026-11-03", (*APPEAL[:-1], "  "), "E-APPEAL-REASON"),
        ("2026-11-03", ("appeal", "decide", "1", "uphold", "--by", "P002", "--reason", "x"), "E-APPEAL-UNKNOWN"),
    ],
)
def test_an_appeal_outside_its_window_or_about_nothing_is_refused(
    at: At, open_: str, filled: Path, day: str, words: tuple[str, ...], code: str
) -> None:
    before = journal(filled)
    said = at(day, *words)
    assert said.status in (2, 3)
    assert code in said.err
    assert journal(filled) == before


def test_nobody_appeals_before_the_window_is_open(at: At, filled: Path) -> None:
    assert "E-APPEAL-EARLY" in at("2026-11-02", *APPEAL).err


def test_the_same_thing_is_appealed_once_and_another_thing_again(at: At, open_: str) -> None:
    assert at("2026-11-03", *APPEAL, *RULE).status == 0
    assert "E-APPEAL-TWICE" in at("2026-11-03", *APPEAL, *RULE).err
    assert at("2026-11-03", *APPEAL, "--record", open_).status == 0
    assert at("2026-11-03", "appeal", "withdraw", "1", "--by", "P001", "--reason", "settled").status == 0
    assert at("2026-11-03", *APPEAL, *RULE).status == 0


@pytest.mark.parametrize("by", ["P001", "P003"])
def test_neither_the_person_nor_the_observer_decides(at: At, open_: str, filled: Path, by: str) -> None:
    assert at("2026-11-03", *APPEAL, "--record", open_).status == 0
    before = journal(filled)
    said = at("2026-11-04", *DECIDE, "uphold", "--by", by, "--reason", "mine")
    assert (said.status, "E-APPEAL-CONCERNED" in said.err) == (3, True)
    assert journal(filled) == before


def test_a_revision_names_what_was_corrected_after_the_appeal(at: At, open_: str) -> None:
    assert at("2026-11-03", *APPEAL, *RULE).status == 0
    revise = (*DECIDE, "revise", "--by", "P002", "--reason", "the camera")
    assert "E-APPEAL-CORRECTION" in at("2026-11-04", *revise).err
    assert "E-APPEAL-CORRECTION" in at("2026-11-04", *revise, "--correction", open_).err
    uphold = (*DECIDE, "uphold", "--by", "P002", "--reason", "as it is", "--correction", open_)
    assert "E-APPEAL-CORRECTION" in at("2026-11-04", *uphold).err
    assert at("2026-11-04", "void", open_, "--reason", "wrong person").status == 0
    assert at("2026-11-04", *revise, "--correction", open_).status == 0


def test_the_correction_that_an_appeal_was_decided_by_is_taken_back_by_two_others(at: At, open_: str) -> None:
    assert at("2026-11-03", *APPEAL, "--record", open_).status == 0
    newer = corrected(at, "2026-11-04", open_)
    decide = (*DECIDE, "revise", "--by", "P002", "--reason", "the camera", "--correction", newer)
    assert at("2026-11-04", *decide).status == 0
    void = ("void", newer, "--reason", "the camera was wrong")
    for words, code in (
        ((), "E-VOID-FOUR-EYES"),
        (("--by", "P003"), "E-VOID-FOUR-EYES"),
        (("--by", "P003", "--approved-by", "P001"), "E-VOID-SELF"),
    ):
        assert code in at("2026-11-04", *void, *words).err
    assert at("2026-11-04", *void, "--by", "P003", "--approved-by", "P002").status == 0


def test_a_stranger_neither_withdraws_nor_goes_on(at: At, open_: str) -> None:
    assert at("2026-11-03", *APPEAL).status == 0
    assert "E-APPEAL-BEHALF" in at("2026-11-03", "appeal", "withdraw", "1", "--by", "P002", "--reason", "x").err


def test_a_period_is_not_closed_over_an_open_appeal_without_a_recorded_reason(at: At, open_: str, filled: Path) -> None:
    assert at("2026-11-03", *APPEAL).status == 0
    before = journal(filled)
    said = at("2026-11-06", *CLOSE)
    assert (said.status, "E-PERIOD-APPEALS" in said.err) == (3, True)
    assert journal(filled) == before
    assert at("2026-11-06", *CLOSE, "--override", "   ").status == 3
    done = told(at("2026-11-06", *CLOSE, "--override", "the person left", "--json"))
    assert done["override"] is True
    assert "the person left" not in (filled / "journal" / "events.jsonl").read_text(encoding="utf-8")
    assert "E-PERIOD-CLOSED" in at("2026-11-06", *DECIDE, "uphold", "--by", "P002", "--reason", "late").err


def test_the_answer_is_due_in_workdays_and_late_ones_are_marked(at: At, open_: str) -> None:
    assert at("2026-11-03", *APPEAL).status == 0
    (view,) = told(at("2026-11-10", "appeal", "list", "--json"))["appeals"]
    assert (view["answer_by"], view["overdue"]) == ("2026-11-10", False)
    assert told(at("2026-11-11", "appeal", "list", "--json"))["appeals"][0]["overdue"] is True
    assert "(overdue)" in at("2026-11-11", "appeal", "list").out


def test_an_appeal_and_its_answer_are_told_in_words_that_end_with_their_ids(at: At, open_: str) -> None:
    said = at("2026-11-03", *APPEAL, "--record", open_).out
    assert re.fullmatch(r"appeal 1: filed, id [0-9a-f]{32}\n", said), said
    said = at("2026-11-03", *APPEAL, "--lang", "zh").out
    assert re.fullmatch(r"第 2 号申诉：已提出，编号 [0-9a-f]{32}\n", said), said
    said = at("2026-11-04", *DECIDE, "uphold", "--by", "P002", "--reason", "as it is").out
    assert re.fullmatch(r"appeal 1: upheld [\d.]+ → [\d.]+, id [0-9a-f]{32}\n", said), said


def test_a_slot_is_appealed_by_its_day_or_by_a_time_without_an_offset(at: At, open_: str) -> None:
    for written in ("2026-10-09", "2026年10月9日", "2026-10-09 09:00", "2026-10-09T09:00+08:00", "2026-10-09T01:00Z"):
        filed = told(at("2026-11-03", *APPEAL, *RULE, "--at", written, "--dry-run", "--json"))
        assert filed["at"] == "2026-10-09T09:00:00+08:00", written
    near = at("2026-11-03", *APPEAL, *RULE, "--at", "2026-10-10").err
    assert "E-APPEAL-ABOUT" in near
    assert "2026-10-09T09:00:00+08:00" in near
    wrong = at("2026-11-03", *APPEAL, *RULE, "--at", "yesterday")
    assert wrong.status == 2
    assert "write it like 2026-10-08 or 2026-10-08 15:00" in wrong.err
    wrong = at("2026-11-03", *APPEAL, *RULE, "--at", "昨天", "--lang", "zh")
    assert "写成 2026-10-08 或 2026-10-08 15:00 的样子" in wrong.err


def test_where_no_appeal_is_such_as_was_asked_for_it_is_not_said_that_there_are_none(at: At, open_: str) -> None:
    assert at("2026-11-03", "appeal", "list").err == "there are no appeals\n"
    assert at("2026-11-03", *APPEAL).status == 0
    for words in (("--person", "P002"), ("--period", "2026-09")):
        assert at("2026-11-03", "appeal", "list", *words).err == "there are no such appeals\n"
        assert at("2026-11-03", "appeal", "list", *words, "--lang", "zh").err == "没有符合条件的申诉\n"
