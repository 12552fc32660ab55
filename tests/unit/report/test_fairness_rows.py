"""The fairness of a month in spreadsheets and in JSON: as much as its page tells, and no more."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from inspect_core.report.csv_ import csv_writer
from inspect_core.report.json_ import json_writer
from inspect_core.report.xlsx import xlsx_writer
from tests.unit.report.sample import month
from tests.unit.report.test_fairness import FAIRNESS

PRIVATE = {"busiest_day": {"day": "2026-10-08"}, "busiest_observer": {"id": "P7", "name": "孙七", "records": 9}}


def told() -> Any:
    """A month with its fairness as the program tells it, signs and all."""
    people = [{**one, **PRIVATE} for one in FAIRNESS["people"]]
    observers = [{"id": f"O{at}", **one} for at, one in enumerate(FAIRNESS["observers"])]
    signs = [{"id": "s1", "observer": {"id": "P7", "name": "孙七"}}]
    own = {**FAIRNESS, "people": people, "observers": observers, "signs": signs, "agreement": None}
    return replace(month(), fairness={"format": "inspect-core/fairness/1", **own})


def sheets(language: Any) -> dict[str, list[list[Any]]]:
    data = xlsx_writer().write(told(), language)["appraisal-2026-10.xlsx"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize(
    ("language", "names", "heading", "note", "signs"),
    [
        ("zh", ("公正性", "观察者", "说明"), "宽严一致时约为", "多出自一人", "待复核 2 件，属实 0 件，排除 1 件"),
        ("en", ("Fairness", "Observers", "About"), "Observers alike, about", "mostly by one", "2 open, 0 confirmed"),
    ],
)
def test_the_workbook_has_a_sheet_of_people_one_of_observers_and_what_the_circular_says(
    language: Any, names: tuple[str, str, str], heading: str, note: str, signs: str
) -> None:
    found = sheets(language)
    assert list(found)[-3:] == list(names)
    headings, first, second = found[names[0]]
    assert first == ["P101", "张三", 87.5, 84.0, 91.2, 88.1, 12.0, 9.0, 3.0, note]
    assert second[2:6] == ["", 100.0, 100.0, ""]
    assert second[-1] in ("无宽度", "no width")
    assert headings[5] == heading
    observer = found[names[1]][1]
    assert observer[:4] == ["O0", "王五", 40.0, 91.5]
    assert any(signs in row[1] for row in found[names[2]])


def test_the_tables_are_written_as_csv_too() -> None:
    files = csv_writer().write(told(), "en")
    rows = list(csv.DictReader(io.StringIO(files["fairness-2026-10.csv"].decode("utf-8-sig"))))
    assert (rows[0]["95 % interval from"], rows[1]["Total"]) == ("84", "")
    rows = list(csv.DictReader(io.StringIO(files["observers-2026-10.csv"].decode("utf-8-sig"))))
    assert [row["Compared with others"] for row in rows] == ["stricter", "said"]


def test_the_json_says_of_signs_only_how_many_there_are() -> None:
    text = json_writer().write(told(), "zh")["fairness-2026-10.json"].decode()
    found = json.loads(text)
    assert found["format"] == "inspect-core/report-fairness/1"
    assert found["signs_found"] == {"open": 2, "confirmed": 0, "dismissed": 1}
    assert {"signs", "agreement"} & set(found) == set()
    assert found["people"][0]["interval"] == {"low": "84", "high": "91.2"}
    assert "孙七" not in text
    for language in ("zh", "en"):
        book = xlsx_writer().write(told(), language)["appraisal-2026-10.xlsx"]
        shown = CalamineWorkbook.from_filelike(io.BytesIO(book))
        assert "孙七" not in str([shown.get_sheet_by_name(name).to_python() for name in shown.sheet_names])


def test_without_it_there_is_no_sheet_no_table_and_no_file() -> None:
    assert "fairness-2026-10.json" not in json_writer().write(month(), "en")
    assert set(csv_writer().write(month(), "en")) == {f"{name}-2026-10.csv" for name in ("people", "rules", "evidence")}
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_writer().write(month(), "en")["appraisal-2026-10.xlsx"]))
    assert "Fairness" not in book.sheet_names
