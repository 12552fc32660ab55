"""Adjustments, vetoes and cards are given by hand by two people, enter the month, and may be taken back."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_core import bootstrap
from inspect_core.domain.events import PERIOD_CLOSED, Draft

Call = Callable[..., Any]
SCHEME = """\
scheme: own
edition: 2026-01-01
title: own
roles:
  guard: {title: Guard, weights: {etiquette: 100}}
  shift_leader: {title: Leader, weights: {patrol: 100}}
  department_supervisor: {title: Head, weights: {patrol: 100}}
bands: {A: 95, B: 60, C: 0}
highest: 103
vetoes: {asleep: {title: Asleep, grade: C}}
cards:
  yellow: {title: {zh: 黄牌, en: Yellow card}, by_hand: true}
  red: {title: {zh: 红牌, en: Red card}, after: {yellow: 2}, grade: C}
adjustments:
  bonus: {title: {zh: 奖励, en: Bonus}, by_hand: true, least: 0, most: 5}
  damage: {title: {zh: 损坏, en: Damage}, by_hand: true, least: -3, most: 0, needs_evidence: true}
  praise: {title: Praise, form: courtesy-check, each: 1, most: 5}
"""
TWO = ("--by", "P002", "--approved-by", "P003")
BONUS = ("adjust", "bonus", "--person", "P001", "--points", "2.5", "--reason", "put out a fire", *TWO)
VETO = ("veto", "asleep", "--person", "P001", "--reason", "seen on camera", *TWO)
YELLOW = ("card", "yellow", "--person", "P001", "--reason", "late", *TWO)


@pytest.fixture
def own(filled: Path) -> Path:
    """The project with a scheme that has names to give by hand."""
    folder = filled / "rulesets" / "schemes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.yaml").write_text(SCHEME, encoding="utf-8")
    settings = filled / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub('scheme *= *"residential"', 'scheme = "own"', text), encoding="utf-8")
    return filled


def wang(call: Call, period: str = "2026-10") -> dict[str, Any]:
    score = json.loads(call("score", "--period", period, "--person", "P001", "--json").out)
    found: dict[str, Any] = score["people"][0]
    return found


def events(folder: Path) -> bytes:
    return (folder / "journal" / "events.jsonl").read_bytes()


def test_a_bonus_enters_the_month_with_its_reason_and_leaves_it_when_it_is_taken_back(call: Call, own: Path) -> None:
    before = wang(call)
    assert (before["total"], [one["name"] for one in before["adjustments"]]) == ("101", ["praise"])
    done = json.loads(call(*BONUS, "--evidence", "c1", "--json").out)
    assert {key: done[key] for key in ("adjustment", "person", "period", "points", "by", "approved_by")} == {
        "adjustment": "bonus", "person": "P001", "period": "2026-10", "points": "2.5", "by": "P002", "approved_by": "P003",
    }  # fmt: skip
    after = wang(call)
    assert (after["before_adjustments"], after["total"]) == ("100", "103")  # up to the highest of the scheme
    bonus = after["adjustments"][0]
    assert (bonus["name"], bonus["points"], bonus["count"], bonus["observations"]) == ("bonus", "2.5", 1, [])
    assert bonus["given"] == [
        {
            "id": done["id"],
            "points": "2.5",
            "reason": "put out a fire",
            "by": {"id": "P002", "name": "李梅"},
            "approved_by": {"id": "P003", "name": "赵敏"},
            "on": "2026-10-09",
            "evidence": ["c1"],
        }
    ]
    assert call("void", done["id"], "--reason", "it was another", *TWO).status == 0
    assert {**wang(call), "rank": None} == {**before, "rank": None}
    assert "E-RECORD-WITHDRAWN" in call("void", done["id"], "--reason", "again").err
    assert call("verify").status == 0


def test_the_reason_stands_in_the_private_part_alone(call: Call, own: Path) -> None:
    call(*BONUS)
    assert b"fire" not in events(own)
    assert json.loads(call("adjust", "--list", "--json").out)["adjustments"][0]["reason"] == "put out a fire"


def test_a_veto_given_by_hand_makes_the_grade_and_says_who_gave_it(call: Call, own: Path) -> None:
    assert wang(call)["grade"] == "A"
    call(*VETO)
    found = wang(call)
    assert (found["grade"], found["earned_grade"], found["total"]) == ("C", "A", "101")
    (veto,) = found["vetoes"]
    assert (veto["name"], veto["rule"], veto["observation"], veto["given"]["reason"]) == (
        "asleep", None, None, "seen on camera",
    )  # fmt: skip
    told = call("explain", "--period", "2026-10", "--person", "P001", "--lang", "en").out
    assert "seen on camera  by 李梅, approved by 赵敏, 2026-10-09" in told


def test_yellow_cards_of_two_months_make_a_red_one(call: Call, own: Path) -> None:
    call(*YELLOW, "--period", "2026-09")
    call(*YELLOW)
    found = wang(call)
    assert [(one["name"], one["periods"]) for one in found["cards"]] == [
        ("yellow", ["2026-10"]),
        ("red", ["2026-09", "2026-10"]),
    ]
    assert found["grade"] == "C"
    assert found["cards"][0]["says"]["en"] == "Yellow card (given by hand)"
    assert found["cards"][1]["given"] is None


def test_a_card_given_by_hand_that_waits_for_another_says_so(call: Call, own: Path) -> None:
    call("card", "red", "--person", "P001", "--reason", "worst of all", *TWO)
    (red,) = wang(call)["cards"]
    assert (red["says"]["en"], red["periods"]) == ("Red card (given by hand): the grade is C", ["2026-10"])


def test_the_list_tells_what_stands(call: Call, own: Path) -> None:
    assert "nothing was given" in call("adjust", "--list", "--lang", "en").err
    call(*BONUS)
    call(*VETO, "--period", "2026-09")
    (one,) = json.loads(call("adjust", "--list", "--json").out)["adjustments"]
    assert (one["adjustment"], one["person"]["name"], one["title"]["zh"]) == ("bonus", "王强", "奖励")
    assert json.loads(call("veto", "--list", "--period", "2026-10", "--json").out) == {"vetoes": []}
    assert len(json.loads(call("veto", "--list", "--json").out)["vetoes"]) == 1
    assert "put out a fire" in call("adjust", "--list").out


def test_views_made_anew_score_the_same(call: Call, own: Path) -> None:
    for words in (BONUS, VETO, YELLOW):
        call(*words)
    before = wang(call)
    shutil.rmtree(own / "views")
    assert wang(call) == before


def test_a_dry_run_writes_nothing(call: Call, own: Path) -> None:
    before = events(own)
    said = json.loads(call(*BONUS, "--dry-run", "--json").out)
    assert (said["id"], said["seq"], said["points"]) == (None, None, "2.5")
    assert events(own) == before


def changed(words: tuple[str, ...], **more: str) -> tuple[str, ...]:
    """The call with other words behind some of its options; an option that is to be empty is left out."""
    found = list(words)
    for option, value in more.items():
        at = found.index(f"--{option.replace('_', '-')}")
        found[at : at + 2] = [found[at], value] if value else []
    return tuple(found)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("adjust", "bonuss", *BONUS[2:]), "E-GIVE-NAME"),
        (("adjust", "praise", *BONUS[2:]), "E-GIVE-COUNTED"),
        (("veto", "aslep", *VETO[2:]), "E-GIVE-NAME"),
        (("card", "yelow", *YELLOW[2:]), "E-GIVE-NAME"),
        (changed(BONUS, points="5.001"), "E-GIVE-CAP"),
        (changed(BONUS, points="-1"), "E-GIVE-CAP"),
        (changed(BONUS, points="0"), "E-GIVE-POINTS"),
        (changed(BONUS, points="much"), "E-GIVE-POINTS"),
        (changed(BONUS, points="0.0001"), "E-GIVE-POINTS"),
        (changed(BONUS, reason=" "), "E-GIVE-REASON"),
        (changed(BONUS, approved_by=""), "E-GIVE-APPROVER"),
        (changed(BONUS, approved_by="P002"), "E-GIVE-ALONE"),
        (changed(BONUS, approved_by="P001"), "E-GIVE-SELF"),
        (changed(BONUS, by="P001"), "E-GIVE-SELF"),
        (changed(BONUS, person="P999"), "E-PERSON-UNKNOWN"),
        (changed(BONUS, by="P999"), "E-PERSON-UNKNOWN"),
        ((*BONUS, "--evidence", "c999"), "E-RECORD-UNKNOWN"),
        ((*BONUS, "--period", "2026-13"), "E-PERIOD"),
        ((*BONUS, "--period", "2026-11"), "E-GIVE-FUTURE"),
        (changed(("adjust", "damage", *BONUS[2:]), points="-1"), "E-GIVE-EVIDENCE"),
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_is_written(
    call: Call, own: Path, words: tuple[str, ...], code: str
) -> None:
    before = events(own)
    said = call(*words)
    assert said.status != 0
    assert code in said.err
    assert events(own) == before


def test_a_slip_in_a_name_is_offered_the_nearest(call: Call, own: Path) -> None:
    assert "did you mean bonus?" in call("adjust", "bonuss", *BONUS[2:], "--lang", "en").err


def test_several_stay_together_below_the_cap(call: Call, own: Path) -> None:
    assert call(*BONUS).status == call(*BONUS).status == 0
    assert "E-GIVE-CAP" in call(*changed(BONUS, points="0.001")).err
    assert call(*BONUS, "--period", "2026-09").status == 0


def test_a_veto_and_a_card_are_given_once_a_period(call: Call, own: Path) -> None:
    for words in (VETO, YELLOW):
        assert call(*words).status == 0
        assert "E-GIVE-TWICE" in call(*words).err
        assert call(*words, "--period", "2026-09").status == 0


def test_who_was_not_there_is_given_nothing(call: Call, own: Path) -> None:
    (own.parent / "files" / "new.csv").write_text(
        "工号,姓名,岗位,生效日期\nP009,新人,guard,2026-11-01\n", encoding="utf-8"
    )
    call("import", "people", own.parent / "files" / "new.csv")
    assert "E-GIVE-ABSENT" in call(*changed(BONUS, person="P009")).err


def test_a_closed_period_is_given_nothing(call: Call, own: Path) -> None:
    app = bootstrap.build(own)
    with app.store.journal.writing() as writer:
        writer.append([Draft(PERIOD_CLOSED, "closed-2026-09", {"period": "2026-09"}, "cli:ann")], app.clock.now())
    before = events(own)
    assert "E-GIVE-CLOSED" in call(*BONUS, "--period", "2026-09").err
    assert events(own) == before
    assert call(*BONUS).status == 0


def test_reports_show_what_was_given(call: Call, own: Path) -> None:
    call(*BONUS, "--evidence", "c1")
    call(*VETO)
    for form in ("html", "csv"):
        assert call("report", "--period", "2026-10", "--format", form, "--out", "out", "--lang", "zh").status == 0
    page = next((own / "out").rglob("P001*.html")).read_text(encoding="utf-8")
    assert "由人给出" in page
    assert "put out a fire" in page
    assert "李梅 给出，赵敏 批准，2026-10-09" in page
    rows = next((own / "out").rglob("evidence-*.csv")).read_text(encoding="utf-8-sig")
    given = [row for row in csv.DictReader(io.StringIO(rows)) if row["标准"] == "由人给出"]
    assert [(row["条款"], row["原因"], row["记录号"]) for row in given] == [
        ("奖励", "put out a fire", "c1"),
        ("Asleep", "seen on camera", ""),
    ]


def test_half_a_sentence_is_told_what_is_missing(call: Call, own: Path) -> None:
    said = call("adjust", "bonus", "--lang", "en")
    assert (said.status, "--points" in said.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (BONUS, r"adjustment given \(number \d+\), id [0-9a-f]{32}\n"),
        ((*BONUS, "--lang", "zh"), r"已给出加减分（第 \d+ 号），编号 [0-9a-f]{32}\n"),
        (VETO, r"veto given \(number \d+\), id [0-9a-f]{32}\n"),
        ((*VETO, "--lang", "zh"), r"已给出一票否决（第 \d+ 号），编号 [0-9a-f]{32}\n"),
        (YELLOW, r"card given \(number \d+\), id [0-9a-f]{32}\n"),
        ((*YELLOW, "--lang", "zh"), r"已给出牌（第 \d+ 号），编号 [0-9a-f]{32}\n"),
        ((*YELLOW, "-q"), r"[0-9a-f]{32}\n"),
    ],
)
def test_what_was_given_is_told_in_words_that_end_with_its_id(
    call: Call, own: Path, words: tuple[str, ...], told: str
) -> None:
    said = call(*words)
    assert re.fullmatch(told, said.out), said


def test_where_nothing_was_given_in_a_period_the_period_is_named(call: Call, own: Path) -> None:
    assert call("card", "--list").err == "nothing was given by hand\n"
    assert call(*YELLOW).status == 0
    assert call("card", "--list", "--period", "2026-09").err == "nothing was given by hand in 2026-09\n"
    assert call("card", "--list", "--period", "2026-09", "--lang", "zh").err == "2026-09 没有由人给出的\n"


@pytest.mark.parametrize("given", [BONUS, VETO, YELLOW], ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "E-VOID-FOUR-EYES"),
        (("--by", "P002"), "E-VOID-FOUR-EYES"),
        (("--approved-by", "P003"), "E-VOID-FOUR-EYES"),
        (("--by", "P002", "--approved-by", "P002"), "E-VOID-FOUR-EYES"),
        (("--by", "P001", "--approved-by", "P003"), "E-VOID-SELF"),
        (("--by", "P002", "--approved-by", "P001"), "E-VOID-SELF"),
        (("--by", "P002", "--approved-by", "P999"), "E-PERSON-UNKNOWN"),
    ],
)
def test_what_two_people_gave_two_others_than_the_person_take_back(
    call: Call, own: Path, given: tuple[str, ...], words: tuple[str, ...], code: str
) -> None:
    id = json.loads(call(*given, "--json").out)["id"]
    before = events(own)
    said = call("void", id, "--reason", "it was another", *words)
    assert said.status != 0
    assert code in said.err
    assert events(own) == before


def test_who_took_something_back_and_who_approved_it_stand_in_the_journal(call: Call, own: Path) -> None:
    id = json.loads(call(*BONUS, "--json").out)["id"]
    assert call("void", id, "--reason", "it was another", "--by", "李梅", "--approved-by", "P003").status == 0
    last = json.loads(events(own).splitlines()[-1])
    assert last["body"] == {"voids": id, "by": "P002", "approved_by": "P003"}
