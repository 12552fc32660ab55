"""The survey report names what an answer is worth, and shows that the same answers come out otherwise under another mapping."""

from __future__ import annotations

from dataclasses import replace

from inspect_core.report.papers import survey as papers
from inspect_core.report.words import Words
from tests.unit.report.papers.known import seen, survey, view

ZH = Words("zh")
ANSWERS = (
    *(["very-satisfied"] * 40),
    *(["satisfied"] * 35),
    *(["neutral"] * 15),
    *(["rather-dissatisfied"] * 7),
    *(["dissatisfied"] * 3),
)


def test_a_hundred_answers_are_another_index_under_each_mapping() -> None:
    made = [
        seen("survey", f"{turn % 28 + 1:02d} 09:{turn // 28:02d}", str(turn), answers={"overall-satisfaction": one})
        for turn, one in enumerate(ANSWERS)
    ]
    sheet = papers.sheet(view("survey", *made), ZH)
    (part,) = (one for one in sheet.parts if one.id == "mappings")
    assert part.rows == (
        ("100/80/60/30/0（本报告所用）", "79.10"),
        ("100/80/60/40/20", "80.40"),
        ("100/75/50/25/0", "75.50"),
    )
    assert [(figure.title, figure.value, figure.note) for figure in sheet.figures] == [
        ("回收份数", "100", ""),
        ("满意度指数", "79.10", "100 个答案"),
        ("满意率", "75%", "目标 90% 未达到"),
    ]


def test_the_mapping_is_named_and_the_modules_are_told_by_their_headings() -> None:
    sheet = papers.sheet(view("survey", survey("10 09:00", "very-satisfied"), survey("11 09:00", "neutral")), ZH)
    assert "很满意 100、满意 80、一般 60、不太满意 30、不满意 0" in sheet.lede
    (part,) = (one for one in sheet.parts if one.id == "modules")
    assert [row[0] for row in part.rows] == ["服务接待", "保洁绿化", "保安消防", "设备运行维修", "综合评价"]
    assert [row[1] for row in part.rows] == ["7", "7", "7", "6", "4"]
    assert {row[3] for row in part.rows} == {"80.00"}


def test_the_lowest_question_comes_first() -> None:
    sheet = papers.sheet(view("survey", survey("10 09:00", "satisfied", **{"equipment-lifts": "dissatisfied"})), ZH)
    (part,) = (one for one in sheet.parts if one.id == "questions")
    assert "电梯" in part.rows[0][0]
    assert part.rows[0][-1] == "0.00"


def test_an_action_is_told_with_its_day_and_whether_it_was_verified() -> None:
    action = seen("survey-action", "10 09:00", end="20 09:00", answers={"measure": "大修电梯", "verified": "yes"})
    (part,) = (one for one in papers.sheet(view("survey", action), ZH).parts if one.id == "actions")
    assert [(row[1], row[4], row[5]) for row in part.rows] == [("大修电梯", "2026-10-20", "是")]


def test_without_a_rule_that_says_what_an_answer_is_worth_there_is_no_index() -> None:
    sheet = papers.sheet(replace(view("survey", survey("10 09:00", "satisfied")), rules=()), ZH)
    assert sheet.figures[1].value == "–"
    assert "没有条款规定各答案的分值，无法计算指数。" in sheet.notices
