from __future__ import annotations

import csv
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from inspect_core.demo.month import Month, build
from inspect_core.demo.write import write_files
from tests.unit.demo.shipped_forms import forms


@pytest.fixture(scope="module")
def month() -> Month:
    return build()


@pytest.fixture(scope="module")
def folder(month: Month, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "files"
    write_files(month, folder, forms().values())
    return folder


def rows(path: Path, encoding: str) -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as text:
        return list(csv.reader(text))


def test_there_is_one_file_for_each_form_that_was_filled_in(month: Month, folder: Path) -> None:
    written = {path.stem.removeprefix("observations-") for path in folder.glob("observations-*")}
    assert written == {seen.form for seen in month.observations}


def test_files_are_named_in_the_order_in_which_they_can_be_imported(month: Month, tmp_path: Path) -> None:
    kinds = [kind for kind, _, _ in write_files(month, tmp_path / "files", forms().values())]
    assert kinds[:4] == ["people", "places", "roster", "gaps"]
    assert set(kinds[4:]) == {"observations"}


def test_records_of_the_handhelds_are_csv_that_a_spreadsheet_opens(month: Month, folder: Path) -> None:
    path = folder / "observations-patrol.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    header, *lines = rows(path, "utf-8-sig")
    assert header[:5] == ["记录编号", "巡查人", "开始时间", "结束时间", "部位"]
    assert len(lines) == sum(seen.form == "patrol" for seen in month.observations)


def test_the_places_come_from_an_old_program_in_gb18030(folder: Path) -> None:
    header, first, *_ = rows(folder / "places.csv", "gb18030")
    assert header[:3] == ["部位编号", "名称", "类型"]
    assert first[:3] == ["post-main-gate", "主出入口岗", "岗位"]


def test_the_roster_is_a_workbook_with_a_sheet_of_shifts(folder: Path) -> None:
    assert CalamineWorkbook.from_path(folder / "roster.xlsx").sheet_names == ["班次", "排班"]


def test_a_workbook_filled_in_by_hand_names_people_and_places(month: Month, folder: Path) -> None:
    sheet = CalamineWorkbook.from_path(folder / "observations-courtesy-check.xlsx").get_sheet_by_index(0).to_python()
    observer = sheet[0].index("巡查人")
    assert {row[observer] for row in sheet[1:]} <= {person.name for person in month.people}


def test_every_photo_named_is_there_and_none_is_used_twice(month: Month, folder: Path) -> None:
    named = {photo for seen in month.observations for photo in seen.photos}
    assert {path.name for path in (folder / "photos").iterdir()} == named
    assert len({path.read_bytes() for path in (folder / "photos").iterdir()}) == len(named)


def test_text_files_are_the_same_when_written_again(month: Month, folder: Path, tmp_path: Path) -> None:
    write_files(month, tmp_path / "again", forms().values())
    for path in folder.glob("*.csv"):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
