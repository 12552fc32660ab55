from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from inspect_core.report import xlsx
from inspect_core.report.xlsx import xlsx_writer
from tests.unit.report.sample import month

NAME = "appraisal-2026-10.xlsx"


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return "\n".join(box.read(name).decode() for name in box.namelist() if name.startswith("xl/worksheets/"))


def test_the_workbook_has_four_sheets_in_the_readers_language() -> None:
    assert list(sheets(xlsx_writer().write(month(), "zh")[NAME])) == ["月度考核", "条款得分", "证据", "说明"]
    assert list(sheets(xlsx_writer().write(month(), "en")[NAME])) == [
        "Appraisals",
        "Rule scores",
        "Evidence",
        "About",
    ]


def test_a_person_is_one_row_with_numbers_as_numbers_and_the_id_as_text() -> None:
    view = month()
    view.score["people"][0]["id"] = "00123"
    heading, first, *rest = sheets(xlsx_writer().write(view, "zh")[NAME])["月度考核"]
    assert len(rest) == 5
    row = dict(zip(heading, first, strict=True))
    assert (row["工号"], row["姓名"], row["总分"], row["等级"]) == ("00123", "周敏", 93.103, "B")


def test_what_is_not_known_is_an_empty_cell() -> None:
    heading, *rows = sheets(xlsx_writer().write(month(), "zh")[NAME])["月度考核"]
    unproven = next(row for row in rows if row[0] == "P202")
    assert unproven[heading.index("总分")] == ""


def test_evidence_has_real_days_and_times() -> None:
    heading, first, *_ = sheets(xlsx_writer().write(month(), "zh")[NAME])["证据"]
    row = dict(zip(heading, first, strict=True))
    assert row["日期"] == date(2026, 10, 6)
    assert row["开始"] == datetime(2026, 10, 6, 9, 10)  # noqa: DTZ001 - a cell knows no zone


def test_the_evidence_sheet_keeps_to_what_cost_points_or_is_not_known() -> None:
    heading, *rows = sheets(xlsx_writer().write(month(), "zh")[NAME])["证据"]
    assert {row[heading.index("结果")] for row in rows} == {"不达标", "基本达标", "无数据"} - {"基本达标"}


def test_a_note_made_to_run_or_to_link_is_only_text() -> None:
    view = month()
    view.score["people"][0]["name"] = '=HYPERLINK("http://evil","x")'
    view.score["people"][1]["name"] = "http://evil"
    data = xlsx_writer().write(view, "zh")[NAME]
    assert sheets(data)["月度考核"][1][1] == '=HYPERLINK("http://evil","x")'
    assert "<f>" not in xml(data)
    assert "<hyperlink" not in xml(data)


def test_a_note_longer_than_a_cell_is_cut_and_not_dropped() -> None:
    view = month()
    view.score["people"][0]["name"] = "长" * 40_000
    assert sheets(xlsx_writer().write(view, "zh")[NAME])["月度考核"][1][1] == "长" * 32_000 + "…"


def test_more_rows_than_a_sheet_holds_go_on_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    found = sheets(xlsx_writer().write(month(), "zh")[NAME])
    assert [len(found[name]) for name in ("月度考核", "月度考核 2")] == [5, 3]


def test_headings_stay_in_sight_and_can_be_filtered() -> None:
    pages = xml(xlsx_writer().write(month(), "zh")[NAME])
    assert pages.count('state="frozen"') == 3
    assert pages.count("<autoFilter") == 3


def test_the_about_sheet_names_editions_and_the_anchor_of_the_journal() -> None:
    rows = sheets(xlsx_writer().write(month(), "en")[NAME])["About"]
    assert ["Journal anchor", "Made from the journal up to record 15,234", "15234:" + "9f3a" * 16] in rows
    assert sum(row[0] == "Editions" for row in rows) == 4


def test_the_same_month_makes_the_same_bytes_whenever_it_is_written() -> None:
    now = xlsx_writer().write(month(), "zh")
    with time_machine.travel("2031-05-06"):
        assert xlsx_writer().write(month(), "zh") == now
