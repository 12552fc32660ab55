"""A request is open on a day when it was closed on a later one or never, and is carried over with whom it is with."""

from __future__ import annotations

from typing import Any

from inspect_core.report.papers import requests
from inspect_core.report.papers.sheet import Sheet
from inspect_core.report.words import Words
from tests.unit.report.papers.known import seen, view

ZH = Words("zh")
RECORDS = (
    seen("request", "28 10:00", "old", end="30 09:00", answers={"class": "repair"}),
    seen("request", "29 10:00", "older", answers={"class": "complaint", "owner": "P001"}),
    seen(
        "request",
        "30 10:00",
        "today",
        end="30 11:00",
        answers={"class": "repair", "responded": "2026-10-30T10:05:00+08:00"},
    ),
    seen("request", "30 12:00", "late", end="31 08:00", answers={"class": "service", "cause": "等配件"}),
    seen("request", "30 13:00", "major", end="30 14:00", answers={"class": "urgent-repair", "major": "yes"}),
    seen("request", "31 10:00", "after"),
)


def numbers(sheet: Sheet) -> dict[str, str]:
    return {figure.title: figure.value for figure in sheet.figures}


def rows(sheet: Sheet, part: str) -> list[tuple[str, ...]]:
    return list(next(one for one in sheet.parts if one.id == part).rows)


def of(kind: str, *records: dict[str, Any], day: str = "2026-10-30") -> Any:
    until = [one for one in records if one["day"] <= day]
    return view(kind, *until, day=day)


def test_the_day_counts_what_came_in_was_closed_was_carried_over_and_goes_on() -> None:
    sheet = requests.daily(of("daily-requests", *RECORDS), ZH)
    assert numbers(sheet) == {"当日收到": "3", "当日关闭": "2", "前日结转": "2", "转入次日": "2", "重大": "1"}
    assert [row[2] for row in rows(sheet, "causes")] == ["等配件"]
    assert len(rows(sheet, "carried")) == 2


def test_what_the_centre_wrote_stands_on_the_summary_and_else_there_is_room_to_write() -> None:
    told = seen("daily-summary", "30 17:00", answers={"analysis": "三件均为门禁"})
    (part,) = (one for one in requests.daily(of("daily-requests", told), ZH).parts if one.id == "analysis")
    assert (part.says, part.lines) == ("周敏：三件均为门禁", 0)
    (part,) = (one for one in requests.daily(of("daily-requests"), ZH).parts if one.id == "analysis")
    assert part.lines == 3


def test_the_list_of_the_evening_has_the_major_ones_and_every_open_one_with_its_age_and_owner() -> None:
    sheet = requests.still_open(of("open-requests", *RECORDS), ZH)
    assert numbers(sheet) == {"当日重大": "1", "未关闭": "2", "其中非当日": "1"}
    assert [(row[1], row[5]) for row in rows(sheet, "open")] == [("1", "周敏"), ("0", "")]
    assert sheet.notices == ("1 件未关闭的信息没有跟踪责任人。",)


def test_complaints_are_told_by_place_with_how_fast_they_were_handled() -> None:
    made = [
        seen(
            "request",
            f"{day} 10:00",
            end=end,
            answers={"class": "complaint", "responded": f"2026-10-{day}T10:{m}:00+08:00"},
        )
        for day, end, m in (("05", "05 12:00", "10"), ("06", None, "20"), ("07", "09 10:00", "40"))
    ]
    before = seen("request", "09-20 10:00", answers={"class": "complaint"})
    sheet = requests.complaints(view("complaint-analysis", *made, before), ZH)
    assert numbers(sheet) == {
        "投诉": "3",
        "已办结": "2",
        "当天关闭": "1",
        "响应中位数": "20 分钟",
        "办结中位数": "2 小时 0 分",
    }
    assert sheet.figures[0].note == "此前 31 天 1 件"
    assert rows(sheet, "places") == [("3-301", "3", "100%")]
    assert rows(sheet, "weeks") == [("2026-10-05", "3")]
