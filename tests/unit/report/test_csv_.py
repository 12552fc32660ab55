from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from inspect_core.report.csv_ import csv_writer, harmless
from tests.unit.report.sample import month


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+8613800000000", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "|cmd", "%0a", "＝1+1", "＋1",
        "－1", "＠a", " =1", "\u3000=1", "\ufeff=1", "\u200e=1", "\u200b＝1", "﹦1",
    ],
)  # fmt: skip
def test_a_text_that_might_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "王建国", "P-1", "00123", "a=b", "３号楼"])
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_excel_finds_its_mark_and_its_line_ends() -> None:
    people = csv_writer().write(month(), "zh")["people-2026-10.csv"]
    assert people.startswith(b"\xef\xbb\xbf")
    assert people.count(b"\r\n") == people.count(b"\n") == 7


def test_a_name_made_to_run_is_written_as_text_and_a_negative_number_as_a_number() -> None:
    view = month()
    view.score["people"][0]["name"] = '=HYPERLINK("http://evil")'
    view.score["people"][0]["adjustments"] = [{"name": "late", "points": "-2", "count": 1}]
    rows = list(csv.DictReader(io.StringIO(csv_writer().write(view, "en")["people-2026-10.csv"].decode("utf-8-sig"))))
    assert rows[0]["Name"] == '\'=HYPERLINK("http://evil")'
    assert rows[0]["Adjustments"] == "-2"


def test_what_is_not_known_is_empty_and_not_zero() -> None:
    rows = list(
        csv.DictReader(io.StringIO(csv_writer().write(month(), "zh")["people-2026-10.csv"].decode("utf-8-sig")))
    )
    unproven = next(row for row in rows if row["工号"] == "P202")
    assert (unproven["总分"], unproven["等级"], unproven["状态"]) == ("", "", "证据不足")


def test_every_observation_is_in_the_evidence_and_so_is_every_slot_without_one() -> None:
    view = month()
    rows = list(csv.DictReader(io.StringIO(csv_writer().write(view, "zh")["evidence-2026-10.csv"].decode("utf-8-sig"))))
    slots = [
        slot
        for explained in view.explanations.values()
        for ruleset in explained["rulesets"]
        for rule in ruleset["rules"]
        for slot in rule["slots"]
    ]
    expected = sum(max(1, len(slot["evidence"]) + len(slot["not_counted"])) for slot in slots)
    assert len(rows) == expected
    assert {row["检查结果"] for row in rows} == {
        "",
        "三米见微笑：合格",
        "三米见微笑：不合格",
        "仪容仪表规范：合格",
        "仪容仪表规范：不合格",
    }
    assert {row["是否计入"] for row in rows} == {"是", "否", ""}


def test_gates_cards_limits_and_awards_have_columns() -> None:
    def says(zh: str, en: str) -> dict[str, Any]:
        return {"says": {"zh": zh, "en": en}}

    view = month()
    person = view.score["people"][0]
    shut, open_ = {**says("及格线 60%", "gate 60 %"), "failed": True}, {**says("线", "another"), "failed": False}
    person.update(
        gates=[shut, open_], cards=[says("黄牌", "yellow"), says("红牌", "red")], limited=says("名额", "limit")
    )
    award = {"title": {"zh": "微笑天使", "en": "Smile"}, "winners": [{"id": person["id"]}]}
    awards = [award, {**award, "title": {"zh": "之星", "en": "Star"}}, {**award, "winners": []}]
    view = replace(view, score={**view.score, "awards": awards})
    text = csv_writer().write(view, "en")["people-2026-10.csv"].decode("utf-8-sig")
    own, other, *_ = csv.DictReader(io.StringIO(text))
    columns = ("Gates not reached", "Cards", "Limit of grades", "Awards")
    assert [own[name] for name in columns] == ["gate 60 %", "yellow; red", "limit", "Smile, Star"]
    assert [other[name] for name in columns] == ["", "", "", ""]
