"""A patrol record tells one visit with its photos, or is an empty sheet with boxes to tick."""

from __future__ import annotations

from dataclasses import replace

from inspect_core.report.papers.patrol import sheet
from inspect_core.report.papers.sheet import Sheet
from inspect_core.report.words import Words
from tests.unit.report.papers.known import seen, view
from tests.unit.report.sample import DIGEST

ZH = Words("zh")
ONE = seen(
    "patrol",
    "30 09:10",
    "r1",
    end="30 10:20",
    answers={"etiquette": "fail", "facilities": "pass"},
    note="道闸损坏",
    photos=["a.jpg"],
    photo_digests=[DIGEST],
)
OTHER = seen("patrol", "30 15:00", "r2", answers={"etiquette": "pass"})


def part(of: Sheet, id: str) -> dict[str, str]:
    return {row[0]: row[-3] if len(row) == 4 else row[1] for one in of.parts if one.id == id for row in one.rows}


def test_a_record_tells_who_where_when_how_long_and_what_was_answered() -> None:
    found = sheet(view("patrol-record", ONE, OTHER, day="2026-10-30", record="r1"), ZH)
    (only,) = found.sheets
    assert found.title == "物业巡查记录表"
    assert part(only, "facts") == {
        "巡查部位": "3-301",
        "巡查人": "周敏（管家）",
        "时间": "2026-10-30 09:10–10:20",
        "时长": "70 分钟",
        "记录编号": "r1",
    }
    (contents,) = (one for one in only.parts if one.id == "contents")
    assert [row[1:3] for row in contents.rows] == [("各岗位礼仪", "不合格"), ("现场设施完好情况", "合格")]
    (photos,) = (one.photos for one in only.parts if one.id == "photos")
    assert photos[0].href == f"photos/{DIGEST}.jpg"
    assert only.signs == ("巡查人", "责任部门", "项目负责人")


def test_without_a_record_every_one_of_the_day_has_a_sheet_of_its_own() -> None:
    courtesy = seen("courtesy-check", "30 11:00")
    found = sheet(view("patrol-record", ONE, courtesy, OTHER, day="2026-10-30"), ZH)
    assert [part(one, "facts")["记录编号"] for one in found.sheets] == ["r1", "r2"]


def test_a_day_without_records_says_so() -> None:
    found = sheet(view("patrol-record", day="2026-10-30"), ZH)
    assert found.notices == ("2026-10-30 没有填写的记录。",)


def test_another_form_is_written_under_its_own_title() -> None:
    found = sheet(
        view("patrol-record", seen("courtesy-check", "30 11:00"), day="2026-10-30", form="courtesy-check"), ZH
    )
    assert found.title == "服务礼仪检查表"


def test_an_empty_one_asks_every_question_with_boxes_to_tick() -> None:
    found = sheet(replace(view("patrol-record"), blank=True), ZH)
    (contents,) = (one for one in found.parts if one.id == "contents")
    assert contents.rows[0][1:3] == ("各岗位礼仪", "□ 合格　□ 不合格　□ 不适用")
    assert contents.blanks == 3
