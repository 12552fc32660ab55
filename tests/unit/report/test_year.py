"""The pages of a year: a row a person, the chart broken where scores do not compare, a page for each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from inspect_core.report.sparks import Point, lowest, spark
from inspect_core.report.year import year_files

MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]


def month(number: int, total: str | None, **more: Any) -> dict[str, Any]:
    status = "scored" if total else "absent"
    why = None if total else {"zh": "项目尚未开始", "en": "the project had not begun"}
    own = {"period": MONTHS[number], "status": status, "total": total, "grade": "B" if total else None}
    rest = {"coverage": "90", "role": "guard", "counts": total is not None, "why_not": why, "break": None}
    return {**own, **rest, **more}


@pytest.fixture
def view() -> dict[str, Any]:
    why = {"zh": "方案由 a 改为 b", "en": "the scheme changed from a to b"}
    own = [month(number, total) for number, total in enumerate([None, "80", "82", "59", "58", "57", *[None] * 6])]
    own[4]["break"] = why
    run = [{"period": one["period"], "total": one["total"]} for one in own[3:6]]
    title = {"zh": "连续三月低于60", "en": "Three months below 60"}
    person = {"id": "P1", "name": "<王>", "role": "guard", "role_title": {"zh": "秩序维护员", "en": "Guard"}}
    place = {"department": "security", "department_title": {"zh": "秩序维护部", "en": "Security"}}
    flag = {"flag": "low", "title": title, "below": "60", "months": run}
    figures = {"status": "scored", "total": "67.2", "grade": "B", "counted": 5, "months": own, "flags": [flag]}
    months = [
        {"period": name, "state": "over", "counts": True, "break": why if number == 4 else None}
        for number, name in enumerate(MONTHS)
    ]
    rule = {"formula": "mean", "least_months": 6, "counts": "closed"}
    scheme = {"name": "r", "title": {"zh": "住宅", "en": "Residential"}, "edition": "2026-01-01", "fingerprint": "f"}
    flags = [{"flag": "low", "title": title, "below": "60", "months": 3, "in_a_row": True}]
    bands = [{"grade": "A", "from": "90"}, {"grade": "B", "from": "0"}]
    scores = [{"period": one["period"], "score": one["total"], "coverage": "9", "counts": one["counts"]} for one in own]
    return {
        "project": {"id": "p", "name": {"zh": "苑", "en": "Garden"}, "company": ""},
        "year": "2026",
        "scheme": {**scheme, **rule, "bands": bands, "flags": flags},
        "engine": "0.1.0",
        "journal": {"seq": 9, "head": "ab"},
        "months": months,
        "people": [
            {**person, **place, **figures},
            {**person, "id": "P2", **place, **figures, "total": None, "grade": None},
        ],
        "project_score": {"total": "67.2", "months": scores},
    }


def test_the_page_of_the_year_says_who_what_and_why_the_line_breaks(view: dict[str, Any]) -> None:
    files = year_files(view, "en")
    assert list(files) == ["year.html", "people/P1.html", "people/P2.html"]
    page = files["year.html"].decode()
    assert "&lt;王&gt;" in page
    assert "the scheme changed from a to b" in page
    assert "Three months below 60" in page
    assert "Pointed out only: nothing follows by itself" in page
    assert 'class="break"' in page
    assert "Closed periods alone count." in page


def test_a_page_of_a_person_tells_every_month_and_why_it_is_not_in_the_figure(view: dict[str, Any]) -> None:
    page = year_files(view, "zh")["people/P1.html"].decode()
    assert page.count("项目尚未开始") == 7
    assert "2026 年 4 月 59.00" in page
    assert "67.20" in page
    assert "月数不足" in year_files(view, "zh")["people/P2.html"].decode()


def test_the_line_stops_where_a_month_is_missing_breaks_or_does_not_count() -> None:
    scores = (80, 82, None, 70, 75, 90, 0)
    points = [
        Point(None if score is None else Decimal(score), "", number != 6, number == 5)
        for number, score in enumerate(scores)
    ]
    found = spark(points, 70, 30)
    assert [line.count(",") for line in found.lines] == [2, 2]
    assert len(found.dots) == 6
    assert found.breaks == ("50.0",)
    assert found.floor == "70"  # the month that does not count draws nothing down


def test_a_chart_without_a_score_has_a_floor_all_the_same() -> None:
    assert lowest([]) == 90
    assert spark([], 70, 30).dots == ()
