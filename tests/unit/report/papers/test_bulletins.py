"""The bulletins and the plan: figures that add up, no name where owners read, and the plan's own order."""

from __future__ import annotations

from typing import Any

from inspect_core.report.papers import etiquette, owners, plan
from inspect_core.report.papers.sheet import Part, Sheet
from inspect_core.report.words import Words
from tests.unit.report.papers.known import ANN, BO, seen, view

ZH = Words("zh")


def part(of: Sheet, id: str) -> Part:
    return next(one for one in of.parts if one.id == id)


def check(at: str, subject: dict[str, Any], **answers: str) -> dict[str, Any]:
    named = {name.replace("_", "-"): value for name, value in answers.items()}
    return seen("courtesy-check", at, subject=subject, answers=named)


CHECKS = (
    check("09-20 09:00", BO, grooming="fail"),
    check("08 09:00", BO, grooming="pass", post_manners="fail"),
    check("09 09:00", ANN, grooming="pass", post_manners="na"),
    check("10 09:00", ANN, grooming="pass"),
    check("11 09:00", ANN, grooming="pass"),
)


def test_the_bulletin_counts_what_was_judged_this_month_and_how_that_is_on_the_month_before() -> None:
    sheet = etiquette.sheet(view("etiquette-bulletin", *CHECKS), ZH)
    assert [(one.title, one.value) for one in sheet.figures[:3]] == [
        ("检查次数", "4"),
        ("合格率", "80%"),
        ("受检人数", "2"),
    ]
    assert sheet.figures[1].note == "较上月 +80.0 个百分点"
    assert [row[1:4] for row in part(sheet, "questions").rows] == [("4", "0", "100%"), ("1", "1", "0%")]
    assert [row[0] for row in part(sheet, "departments").rows] == ["客户服务部", "秩序维护部"]


def test_without_a_fault_is_who_was_checked_often_enough_and_right_every_time() -> None:
    sheet = etiquette.sheet(view("etiquette-bulletin", *CHECKS), ZH)
    assert [row[0] for row in part(sheet, "best").rows] == ["周敏"]
    assert [row[2] for row in part(sheet, "shortcomings").rows] == ["李红梅"]


def test_owners_read_what_was_done_and_nobodys_name() -> None:
    made = [
        seen("patrol", "08 09:00"),
        seen("patrol", "09 09:00"),
        seen("request", "08 10:00", end="08 11:00", answers={"class": "repair"}, note="王先生"),
    ]
    sheet = owners.sheet(view("owners-bulletin", *made, CHECKS[1]), ZH)
    assert part(sheet, "work").rows == (("物业巡查记录表", "2", "2", "1"), ("服务礼仪检查表", "1", "1", "1"))
    assert part(sheet, "requests").rows == (("一般维修", "1", "1", "0"),)
    assert not [name for name in ("周敏", "李红梅", "王先生", "3-301") if name in str(sheet)]


def test_the_plan_puts_each_rule_under_the_action_its_source_names() -> None:
    counts = {"met": 3, "partly": 0, "unmet": 1, "no_data": 0}
    rulesets = [
        {"ruleset": "patrol", "rules": [{"rule": "leader-rounds", **counts}]},
        {
            "ruleset": "etiquette",
            "rules": [{"rule": "smile-at-three-metres", **counts}, {"rule": "correct-on-the-spot", **counts}],
        },
        {"ruleset": "survey", "rules": [{"rule": "satisfaction-rate", **counts, "met": 0, "unmet": 0}]},
    ]
    sheet = plan.sheet(view("promotion-plan", score={"project_score": {"rulesets": rulesets}}), ZH)
    assert [one.title for one in sheet.parts] == [
        "年度目标",
        "行动三：我一见您就笑",
        "行动五：经常在您身边",
        "其他条款",
    ]
    assert sheet.parts[2].rows == (("当值班长每班次每个岗位巡视不少于四次", "当值人员", "3 / 4", "75%", "", ""),)
    assert [(one.title, one.value) for one in sheet.figures] == [
        ("条款", "4"),
        ("全部做到", "0"),
        ("未全部做到", "3"),
        ("本期未判", "1"),
    ]
