"""What came after a close is seen when it is about days of the closed period, however it is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspect_core.api import Draft
from inspect_core.storage.views import Views
from tests.reliability.stores import AT, new_store, opened, person, seen, void

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
KNOWN = 8


def duty(id: str, day: str) -> Draft:
    return Draft("duty.stated", id, {"id": id, "person": "P01", "shift": "day", "day": day}, "cli:test")


def gap(id: str, first: str, last: str) -> Draft:
    return Draft("gap.declared", id, {"id": id, "form": "patrol", "first": first, "last": last}, "cli:test")


def excuse(id: str, at: str) -> Draft:
    return Draft("slot.excused", id, {"rule": "patrol/rounds", "at": at}, "cli:test")


def figure(id: str, period: str) -> Draft:
    said = {"indicator": "fees", "period": period, "value": "96", "source": "finance", "date": "2026-11-08"}
    return Draft("indicator.stated", id, said, "cli:test")


def place(id: str, **days: str) -> Draft:
    return Draft("place.stated", id, {"id": id, "kind": "post", **days}, "cli:test")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store in which something was known of October before it was closed with event 8."""
    journal = new_store(tmp_path)
    known = [seen(1), seen(2, day="2026-11-02"), duty("D1", "2026-10-09"), person("P01", "王")]
    known += [
        gap("G1", "2026-10-01T00:00:00+08:00", "2026-10-02T00:00:00+08:00"),
        place("gate"),
        duty("D2", "2026-11-09"),
    ]
    with journal.writing() as writer:
        assert writer.append(known, AT)[-1].seq == KNOWN
    return tmp_path


def said(folder: Path, *drafts: Draft) -> bool:
    """Whether anything of October came after it was closed, once these came."""
    with opened(folder).writing() as writer:
        writer.append(drafts, AT)
    return Views(folder / "views", opened(folder), zone="Asia/Shanghai", notify=lambda _: None).said_since(
        KNOWN, *OCTOBER
    )


ABOUT_OCTOBER = {
    "a record": seen(3, day="2026-10-31"),
    "a record corrected": seen(3, day="2026-12-01", supersedes="o1"),
    "a record voided": void(1, "o1"),
    "a duty": duty("D9", "2026-10-31"),
    "a duty moved away": duty("D1", "2026-11-20"),
    "a gap": gap("G9", "2026-10-30T00:00:00+08:00", "2026-11-03T00:00:00+08:00"),
    "a gap told in another zone": gap("G9", "2026-09-30T16:00:00+00:00", "2026-09-30T20:00:00+00:00"),
    "a gap made shorter": gap("G1", "2026-09-01T00:00:00+08:00", "2026-09-02T00:00:00+08:00"),
    "an excuse": excuse("E1", "2026-10-08T08:00:00+08:00"),
    "an excuse told in another zone": excuse("E1", "2026-09-30T18:00:00+00:00"),
    "a figure": figure("F1", "2026-10"),
    "somebody new who had worked then": person("P02", "李"),
    "a place that was there no longer": place("gate", last="2026-09-30"),
    "a place that was there": place("hall", first="2026-10-31"),
}


@pytest.mark.parametrize("what", ABOUT_OCTOBER)
def test_what_is_about_october_is_seen(folder: Path, what: str) -> None:
    assert said(folder, ABOUT_OCTOBER[what])


APART = {
    "a record": seen(3, day="2026-11-01"),
    "a record voided": void(1, "o2"),
    "a duty": duty("D9", "2026-11-01"),
    "a gap": gap("G9", "2026-11-02T00:00:00+08:00", "2026-11-03T00:00:00+08:00"),
    "an excuse": excuse("E1", "2026-11-08T08:00:00+08:00"),
    "a figure": figure("F1", "2026-11"),
    "a place that came later": place("hall", first="2026-11-01"),
    "a place that had gone": place("hall", last="2026-09-30"),
}


@pytest.mark.parametrize("what", APART)
def test_what_is_about_other_days_is_not(folder: Path, what: str) -> None:
    assert not said(folder, APART[what])


def test_what_was_known_at_the_close_is_not_new(folder: Path) -> None:
    assert not said(folder)
