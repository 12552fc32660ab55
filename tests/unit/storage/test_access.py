"""The log of reads: a chain a month, each holding on to the one before; what is altered or taken out is found."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspect_core.domain.events import Draft
from inspect_core.errors import SystemFault
from inspect_core.storage.access import AccessLog

OCTOBER = datetime(2026, 10, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def log(tmp_path: Path) -> AccessLog:
    return AccessLog(tmp_path / "access", "lakeside", "Asia/Shanghai")


def noted(log: AccessLog, months: int = 3, each: int = 2) -> AccessLog:
    for month in range(months):
        for number in range(each):
            at = OCTOBER + timedelta(days=31 * month, minutes=number)
            log.note("cli:ann", {"what": "score", "people": [f"P{month}{number}"]}, at)
    return log


def test_what_was_noted_is_read_in_order_over_the_months(log: AccessLog) -> None:
    noted(log)
    assert [event.body["people"] for event in log.read()] == [["P00"], ["P01"], ["P10"], ["P11"], ["P20"], ["P21"]]
    assert sorted(path.name for path in log.folder.iterdir()) == ["2026-10", "2026-11", "2026-12"]
    assert log.check() == (6, ())


def test_a_month_is_the_one_on_the_clock_of_the_project(log: AccessLog) -> None:
    log.note("cli:ann", {"what": "score", "people": None}, datetime(2026, 10, 31, 16, 30, tzinfo=UTC))
    assert [path.name for path in log.folder.iterdir()] == ["2026-11"]


def test_where_nobody_looked_there_is_nothing(log: AccessLog) -> None:
    assert (list(log.read()), log.check(), log.folder.exists()) == ([], (0, ()), False)


def test_a_month_taken_out_between_two_others_or_before_all_is_missed(log: AccessLog) -> None:
    noted(log)
    for month in ("2026-11", "2026-10"):
        shutil.rmtree(log.folder / month)
        _, problems = log.check()
        assert "E-ACCESS-GAP" in [problem.code for problem in problems]


def test_a_month_begun_anew_is_missed_by_the_one_after_it(log: AccessLog) -> None:
    noted(log)
    shutil.rmtree(log.folder / "2026-11")
    log.note("cli:eve", {"what": "score", "people": ["P99"]}, OCTOBER + timedelta(days=31))
    assert [problem.code for problem in log.check()[1]] == ["E-ACCESS-GAP"]


def test_a_note_altered_or_cut_off_is_found_and_told_where(log: AccessLog) -> None:
    noted(log)
    events = log.folder / "2026-11" / "events.jsonl"
    whole = events.read_bytes()
    for spoilt in (whole.replace(b"P10", b"P77"), whole[: whole.rindex(b"\n", 0, -1) + 1]):
        events.write_bytes(spoilt)
        (problem,) = [one for one in log.check()[1] if one.code != "E-ACCESS-GAP"]
        assert str(problem.place).startswith("access/2026-11/events.jsonl")


def test_a_disk_that_refuses_is_a_system_fault(log: AccessLog) -> None:
    log.folder.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SystemFault):
        log.note("cli:ann", {"what": "score", "people": None}, OCTOBER)


def test_a_note_costs_little_after_a_thousand_others(log: AccessLog) -> None:
    noted(log, months=1, each=1)
    with log._journal("2026-10").writing() as writer:
        draft = next(iter(log.read()))
        for _ in range(10):
            writer.append([Draft(draft.kind, draft.id, draft.body, draft.actor)] * 100, OCTOBER)
    spent = []
    for _ in range(5):
        began = time.process_time()
        log.note("cli:ann", {"what": "score", "people": None}, OCTOBER)
        spent.append(time.process_time() - began)
    assert min(spent) < 0.015
