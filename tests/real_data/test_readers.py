"""The two readers of published formats: what they make of a file, and what they refuse."""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from inspect_core.api import ImportRefused, Reader, Reading, Source
from tests.real_data.invented import BUSINESSES, FHRS, INSPECTIONS, VIOLATIONS

PLUGIN = Path(__file__).resolve().parents[2] / "docs" / "real-data" / "plugin" / "src"
FEED = {"businesses.csv": BUSINESSES, "inspections.csv": INSPECTIONS, "violations.csv": VIOLATIONS}


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Reader]:
    monkeypatch.syspath_prepend(PLUGIN)
    plugin: Any = importlib.import_module("inspect_core_open_data.plugin")
    return {reader.name: reader for reader in plugin.inspect_readers()}


def packed(feed: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in feed.items():
            archive.writestr(name, text.encode("latin-1"))
    return data.getvalue()


def rows(reading: Reading, sheet: str) -> list[dict[str, str]]:
    table = next(table for table in reading.tables if table.sheet == sheet)
    return [dict(zip(table.header, cells, strict=True)) for cells in table.rows]


def refused(reader: Reader, data: bytes) -> ImportRefused:
    with pytest.raises(ImportRefused) as caught:
        reader.read(Source("file", data))
    return caught.value


def test_each_establishment_is_a_row_and_nested_elements_have_both_names(readers: dict[str, Reader]) -> None:
    found = rows(readers["fhrs"].read(Source("a.xml", FHRS.encode())), "EstablishmentDetail")
    assert [row["FHRSID"] for row in found] == ["1", "2", "3"]
    assert found[0]["BusinessName"] == "Plate & Spoon"
    assert [row["Scores/Hygiene"] for row in found] == ["10", "15", ""]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<FHRSEstablishment>", "well-formed"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "UTF-8"),
    ],
)
def test_xml_that_is_broken_or_may_hide_a_bomb_is_refused(
    readers: dict[str, Reader], data: bytes, message: str
) -> None:
    error = refused(readers["fhrs"], data)
    assert error.code == "E-FHRS-XML"
    assert message in error.message


def test_xml_without_establishments_is_no_table(readers: dict[str, Reader]) -> None:
    assert readers["fhrs"].read(Source("a.xml", b"<a/>")).tables == ()


def test_findings_are_counted_by_risk_at_the_business_and_day(readers: dict[str, Reader]) -> None:
    found = rows(readers["lives"].read(Source("a.zip", packed(FEED))), "inspections")
    assert [(row["date"], row["High Risk"], row["Moderate Risk"], row["Low Risk"]) for row in found] == [
        ("2015-06-01", "1", "1", "1"),
        ("2015-06-15", "0", "0", "1"),
        ("2015-06-02", "0", "0", "0"),
        ("2015-12-02", "0", "0", "0"),
    ]


def test_names_in_latin_1_are_read(readers: dict[str, Reader]) -> None:
    found = rows(readers["lives"].read(Source("a.zip", packed(FEED))), "businesses")
    assert [row["name"] for row in found] == ["CAFÉ ONE", 'TWO "2"']


def test_findings_of_a_day_without_an_inspection_are_told(readers: dict[str, Reader]) -> None:
    (notice,) = readers["lives"].read(Source("a.zip", packed(FEED))).notices
    assert (notice.code, notice.message[:10]) == ("N-LIVES-STRAY", "1 findings")


@pytest.mark.parametrize(
    ("feed", "message"),
    [
        ({**FEED, "violations.csv": '"business_id","date"\n'}, "no column risk_category"),
        ({name: text for name, text in FEED.items() if name != "inspections.csv"}, "not one file of inspections"),
        ({**FEED, "businesses.csv": 'business_id,name\n1,"a"b\n'}, "businesses, line 2"),
    ],
)
def test_a_feed_that_lacks_something_is_refused(readers: dict[str, Reader], feed: dict[str, str], message: str) -> None:
    error = refused(readers["lives"], packed(feed))
    assert error.code == "E-LIVES-FEED"
    assert message in error.message


def test_a_file_that_is_no_zip_is_refused(readers: dict[str, Reader]) -> None:
    assert "not a zip" in refused(readers["lives"], b"PK").message


def test_a_feed_that_unpacks_to_a_flood_is_refused(readers: dict[str, Reader], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspect_core_open_data.lives.MOST_UNPACKED", 100)
    assert "too large" in refused(readers["lives"], packed(FEED)).message
