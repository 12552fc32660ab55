"""Figures of other systems are imported, enter the month as components of the scheme, and say where they come from."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

Call = Callable[..., Any]
SCHEME = """\
scheme: own
edition: 2026-01-01
title: own
roles:
  guard: {title: Guard, weights: {etiquette: 50, fees: 30, lessons: 20}, least_coverage: 60 %}
  shift_leader: {title: Leader, weights: {patrol: 70, calls: 30}}
  department_supervisor: {title: Head, weights: {patrol: 100}}
departments: {security: {zh: 秩序维护部, en: Security}}
bands: {A: 95, B: 60, C: 0}
indicators:
  fees: {title: {zh: 收缴率, en: Fee collection}, unit: percent, of: department, target: 100, zero_at: 50, source: {zh: 财务, en: finance}}
  lessons: {title: {zh: 培训学时, en: Training}, unit: hours, scale: {0: 0, 4: 60, 8: 100}}
  calls: {title: {zh: 投诉量, en: Complaints}, of: project, target: 0, zero_at: 10}
"""
HEADER = "指标,考核期,工号,部门,数值,来源,日期\n"
ROWS = """\
收缴率,2026-10,,秩序维护部,96.2,finance,2026-10-02
lessons,2026年10月,P001,,4,school,2026-10-05
calls,2026-10,,,3,desk,2026-10-08
"""


@pytest.fixture
def own(filled: Path) -> Path:
    """The project with a scheme that weighs indicators."""
    folder = filled / "rulesets" / "schemes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.yaml").write_text(SCHEME, encoding="utf-8")
    settings = filled / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub('scheme *= *"residential"', 'scheme = "own"', text), encoding="utf-8")
    return filled


def told(call: Call, folder: Path, rows: str, *words: str) -> Any:
    file = folder.parent / "files" / "figures.csv"
    file.write_text(HEADER + rows, encoding="utf-8")
    return call("import", "indicators", file, *words)


def person(call: Call, id: str = "P001") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call("score", "--period", "2026-10", "--person", id, "--json").out)["people"][0]
    return found


def events(folder: Path) -> bytes:
    return (folder / "journal" / "events.jsonl").read_bytes()


def test_a_value_becomes_points_of_the_total_and_says_where_it_comes_from(call: Call, own: Path) -> None:
    assert told(call, own, ROWS).status == 0
    found = person(call)
    fees, lessons = found["indicators"]
    assert {key: fees[key] for key in ("indicator", "value", "score", "weight", "source", "date", "of", "stint")} == {
        "indicator": "fees", "value": "96.2", "score": "92.4", "weight": "30", "source": "finance",
        "date": "2026-10-02", "of": "department", "stint": 0,
    }  # fmt: skip
    assert fees["says"]["en"] == "Fee collection 96.2 % by finance on 2026-10-02 -> 92.4 points"
    assert fees["says"]["zh"] == "收缴率 96.2 %（finance，2026-10-02）→ 92.4 分"
    assert lessons["score"] == "60"
    assert (found["total"], found["rulesets"][0]["score"]) == ("89.72", "100")  # 0.5 × 100 + 0.3 × 92.4 + 0.2 × 60
    assert person(call, "P002")["indicators"][0]["score"] == "70"
    explained = call("explain", "--period", "2026-10", "--person", "P001", "--lang", "en").out
    assert "Fee collection 96.2 % by finance on 2026-10-02 -> 92.4 points  weight 30" in explained
    view = json.loads(call("explain", "--period", "2026-10", "--person", "P001", "--json").out)
    assert [one["cost"] for one in view["indicators"]] == ["2.28", "8"]
    assert view["weights_known"] == "100"


def test_without_a_value_the_coverage_falls_and_no_points_do(call: Call, own: Path) -> None:
    with_all = (told(call, own, ROWS), person(call))[1]
    for one in with_all["indicators"]:
        assert call("void", one["statement"], "--reason", "wrong").status == 0
    found = person(call)
    assert [(one["value"], one["score"], one["coverage"]) for one in found["indicators"]] == [(None, None, "0")] * 2
    assert float(with_all["coverage"]) - float(found["coverage"]) == pytest.approx(50, abs=0.01)
    assert found["status"] == "not_enough_evidence"  # the scheme asks for 60 %
    assert found["indicators"][1]["says"]["en"] == "Training: no value for the period, no points lost"


def test_the_latest_statement_holds_and_the_earlier_are_kept(call: Call, own: Path) -> None:
    told(call, own, ROWS)
    first = person(call)["indicators"][0]
    changed = ROWS.replace("96.2,finance,2026-10-02", "90,finance,2026-10-07")
    assert json.loads(told(call, own, changed, "--json").out)["recorded"] == 1
    assert (person(call)["indicators"][0]["value"], b'"value":"96.2"' in events(own)) == ("90", True)
    assert json.loads(told(call, own, ROWS, "--json").out)["recorded"] == 1  # back to the first: said a third time
    assert person(call)["indicators"][0]["value"] == "96.2"
    assert json.loads(told(call, own, ROWS, "--json").out)["already_there"] == 3
    for value in ("90", "96.2", None):  # each taken back, the one before holds again
        call("void", person(call)["indicators"][0]["statement"], "--reason", "wrong")
        assert person(call)["indicators"][0]["value"] == value
    assert "E-RECORD-WITHDRAWN" in call("void", first["statement"], "--reason", "again").err
    assert json.loads(told(call, own, ROWS, "--json").out)["recorded"] == 1  # and may be stated again
    assert person(call)["indicators"][0]["value"] == "96.2"
    assert call("verify").status == 0


def test_a_value_of_another_period_or_department_is_of_nobody_here(call: Call, own: Path) -> None:
    told(call, own, "fees,2026-09,,秩序维护部,96.2,finance,2026-10-02\n")
    assert person(call)["indicators"][0]["value"] is None


def test_a_dry_run_writes_nothing(call: Call, own: Path) -> None:
    before = events(own)
    assert told(call, own, ROWS, "--dry-run").status == 0
    assert events(own) == before


WRONG = """\
fee,2026-10,,秩序维护部,96.2,finance,2026-10-02
fees,Octember,,秩序维护部,96.2,finance,2026-10-02
fees,2026-10,,秩序维护部,much,finance,2026-10-02
fees,2026-10,,秩序维护部,0.962,finance,2026-10-02
fees,2026-10,P001,,96.2,finance,2026-10-02
fees,2026-10,,,96.2,finance,2026-10-02
fees,2026-10,,Gardening,96.2,finance,2026-10-02
fees,2026-10,,秩序维护部,96.2,finance,2026-12-02
lessons,2026-10,P999,,4,school,2026-10-05
lessons,2026-10,P001,,4,,2026-10-05
lessons,2026-10,P001,,4.0001,school,2026-10-05
calls,2026-10,P001,,4,desk,2026-10-05
calls,2027-10,,,4,desk,2026-10-05
,2026-10,,,,,
"""
CODES = [
    "E-INDICATOR-UNKNOWN", "E-INDICATOR-PERIOD", "E-INDICATOR-VALUE", "E-INDICATOR-PERCENT", "E-INDICATOR-WHOSE",
    "E-INDICATOR-WHOSE", "E-DEPARTMENT-UNKNOWN", "E-TIME-FUTURE", "E-PERSON-UNKNOWN", "E-CELL-MISSING",
    "E-INDICATOR-VALUE", "E-INDICATOR-WHOSE", "E-INDICATOR-FUTURE", "E-CELL-MISSING",
]  # fmt: skip


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written(call: Call, own: Path) -> None:
    before = events(own)
    said = told(call, own, ROWS + WRONG, "--json")
    by_line: dict[int, list[str]] = {}
    for one in json.loads(said.err)["errors"]:
        by_line.setdefault(one["place"]["line"], []).append(one["code"])
    for number, code in enumerate(CODES, 5):
        assert code in by_line[number], (number, by_line.get(number))
    assert {2, 3, 4}.isdisjoint(by_line)
    assert said.status == 3
    assert events(own) == before


def test_the_same_figure_twice_in_a_file_is_refused(call: Call, own: Path) -> None:
    assert "E-INDICATOR-TWICE" in told(call, own, ROWS + "fees,2026-10,,秩序维护部,90,finance,2026-10-03\n").err


def test_who_was_not_there_has_no_figure(call: Call, own: Path) -> None:
    new = own.parent / "files" / "new.csv"
    new.write_text("工号,姓名,岗位,生效日期\nP009,新人,guard,2026-11-01\n", encoding="utf-8")
    call("import", "people", new)
    assert "E-INDICATOR-ABSENT" in told(call, own, "lessons,2026-10,P009,,4,school,2026-10-05\n").err


def test_small_percentages_come_with_their_sign_and_large_numbers_with_their_commas(call: Call, own: Path) -> None:
    told(call, own, 'fees,2026/10,,秩序维护部,0.5%,finance,2026-10-02\ncalls,2026-10-01,,,"1,003.5",desk,2026-10-02\n')
    assert person(call)["indicators"][0]["value"] == "0.5"
    assert person(call, "P002")["indicators"][0]["value"] == "1003.5"


def test_a_source_the_scheme_names_need_not_be_written(call: Call, own: Path) -> None:
    told(call, own, "fees,2026-10,,秩序维护部,96.2,,2026-10-02\n")
    assert person(call)["indicators"][0]["source"] == "财务"


def test_a_workbook_is_read_with_the_cell_of_what_is_wrong(call: Call, own: Path) -> None:
    file = own.parent / "files" / "figures.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("指标")
        rows = [HEADER.strip().split(","), ["fees", "2026-10", "", "Gardening", 96.2, "finance", "2026-10-02"]]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    assert "figures.xlsx:指标!D2" in call("import", "indicators", file).err
    with xlsxwriter.Workbook(str(file)) as book:
        sheet, share = book.add_worksheet("指标"), book.add_format({"num_format": "0.0%"})
        for number, row in enumerate(
            [HEADER.strip().split(","), ["fees", "2026-10", "", "security", "", "f", "2026-10-02"]]
        ):
            sheet.write_row(number, 0, row)
        sheet.write_number(1, 4, 0.962, share)  # what a spreadsheet shows as 96.2%
    assert "指标!E2" in (said := call("import", "indicators", file).err)
    assert "E-INDICATOR-PERCENT" in said
    template = own.parent / "files" / "template.xlsx"
    assert call("import", "indicators", "--template", template).status == 0


def test_json_lines_are_read_too(call: Call, own: Path) -> None:
    file = own.parent / "files" / "figures.jsonl"
    row = {"indicator": "calls", "period": "2026-10", "value": "3", "source": "desk", "date": "2026-10-02"}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert call("import", "indicators", file).status == 0
    assert person(call, "P002")["indicators"][0]["score"] == "70"


def test_reports_show_value_source_and_date(call: Call, own: Path) -> None:
    told(call, own, ROWS)
    for form in ("html", "csv"):
        assert call("report", "--period", "2026-10", "--format", form, "--out", "out", "--lang", "zh").status == 0
    page = next((own / "out").rglob("P001*.html")).read_text(encoding="utf-8")
    assert "收缴率 96.2 %（finance，2026-10-02）→ 92.4 分" in page
    people = next((own / "out").rglob("people-*.csv")).read_text(encoding="utf-8-sig")
    first = next(csv.DictReader(io.StringIO(people)))
    assert (first["收缴率"], first["培训学时"], first["投诉量"]) == ("92.4", "60", "")
    rows = next((own / "out").rglob("evidence-*.csv")).read_text(encoding="utf-8-sig")
    told_of = [row for row in csv.DictReader(io.StringIO(rows)) if row["标准"] == "指标" and row["工号"] == "P001"]
    assert [(row["条款"], row["日期"], row["检查人"]) for row in told_of] == [
        ("收缴率", "2026-10-02", "finance"),
        ("培训学时", "2026-10-05", "school"),
    ]
