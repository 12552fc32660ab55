"""The readers of requests, tickets, patrol logs and audits: what they make of a file, and what they refuse."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from inspect_core.api import ImportRefused, Reader, Reading, Source
from tests.real_data.invented_logs import EVENTS, REQUESTS, audit, readings

PLUGIN = Path(__file__).resolve().parents[2] / "docs" / "real-data" / "plugin" / "src"


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Reader]:
    monkeypatch.syspath_prepend(PLUGIN)
    plugin: Any = importlib.import_module("inspect_core_open_data.plugin")
    return {reader.name: reader for reader in plugin.inspect_readers()}


def rows(reading: Reading, sheet: str) -> list[dict[str, str]]:
    table = next(table for table in reading.tables if table.sheet == sheet)
    return [dict(zip(table.header, cells, strict=True)) for cells in table.rows]


def test_american_times_come_out_with_their_offset_and_a_skipped_hour_is_told(readers: dict[str, Reader]) -> None:
    reading = readers["service-requests"].read(Source("a.311", REQUESTS.encode()))
    found = rows(reading, "requests")
    assert found[0]["CloseDate"] == "2018-04-13T00:10:00-04:00"
    assert found[3]["CloseDate"] == ""
    assert [notice.code for notice in reading.notices] == ["N-REQUESTS-CLOCK"]
    assert reading.notices[0].message.startswith("1 times")


def test_the_events_of_a_ticket_become_one_row_whatever_their_order(readers: dict[str, Reader]) -> None:
    first, second = rows(readers["help-desk"].read(Source("a.tickets", EVENTS.encode())), "tickets")
    assert (first["created"], first["acknowledged"]) == ("2010-10-29 10:00:00", "2010-10-29 12:00:00")
    assert (first["resolved"], first["closed"], first["resolutions"]) == ("2010-11-03 10:00:00", "", "2")
    assert (first["month_ends"], second["month_ends"]) == ("1", "0")
    assert second["created"] == "", "nobody entered it"


def test_routes_are_found_in_what_is_walked_often_and_rounds_follow_the_nearest(readers: dict[str, Reader]) -> None:
    reading = readers["patrol-log"].read(Source("a.patrol", readings().encode()))
    routes = {row["round"]: row["route"] for row in rows(reading, "rounds")}
    assert (routes["car-00"], routes["car-20"], routes["car-21"], routes["car-x"]) == ("route-1",) * 3 + ("free",)
    assert {"place": "ranger-stop3", "class": "ranger-stop"} in rows(reading, "places")


def test_an_audit_is_one_row_and_what_is_left_open_is_said(readers: dict[str, Reader]) -> None:
    (row,) = rows(readers["safetyculture"].read(Source("a.audit", json.dumps(audit()).encode())), "template_abc")
    assert (row["roof"], row["walls"], row["stove"], row["how"]) == ("Good", "unanswered", "", "7")
    assert "hidden" not in row
    assert "page" not in row


@pytest.mark.parametrize(
    ("reader", "data", "code"),
    [
        ("service-requests", REQUESTS.replace("DaysOpen", "Days"), "E-REQUESTS-FILE"),
        ("service-requests", REQUESTS.replace("04/12/2018 11:50:00 PM", "2018-04-12"), "E-REQUESTS-FILE"),
        ("help-desk", EVENTS.replace("2010/11/20", "20 Nov"), "E-TICKETS-FILE"),
        ("help-desk", 'Case ID,"a"b\n', "E-TICKETS-FILE"),
        ("patrol-log", "\xff", "E-PATROL-LOG"),
        ("safetyculture", "[]", "E-AUDIT-FILE"),
        ("safetyculture", "{", "E-AUDIT-FILE"),
        ("safetyculture", json.dumps(audit(score=None)), "E-AUDIT-FILE"),
    ],
)
def test_a_file_that_is_something_else_is_refused(
    readers: dict[str, Reader], reader: str, data: Any, code: str
) -> None:
    with pytest.raises(ImportRefused) as caught:
        readers[reader].read(Source("file", data.encode("latin-1" if data == "\xff" else "utf-8")))
    assert caught.value.code == code
    assert caught.value.first.text("zh") != caught.value.first.text("en")
