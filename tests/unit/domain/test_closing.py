"""The way of a period: which event leads where, and what comes after the close."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

from inspect_core.domain.closing import Closing, Stage, after, closings
from inspect_core.domain.events import APPEAL_FILED, PERIOD_APPEALS_OPENED, PERIOD_CLOSED, PERIOD_PREVIEWED

PREVIEWED: dict[str, Any] = {"kind": PERIOD_PREVIEWED, "period": "2026-10", "id": "preview-1"}
OPENED: dict[str, Any] = {"kind": PERIOD_APPEALS_OPENED, "period": "2026-10", "until": "2026-11-05"}
CLOSED: dict[str, Any] = {"kind": PERIOD_CLOSED, "period": "2026-10", "journal": {"seq": 7, "head": "ab"}}


def way(*records: dict[str, Any]) -> Closing:
    """October after these events."""
    return closings(records).get("2026-10", Closing("2026-10"))


def test_each_event_leads_to_the_next_stage() -> None:
    stages = [way(*(PREVIEWED, OPENED, CLOSED)[:number]).stage for number in range(4)]
    assert stages == [Stage.OPEN, Stage.PREVIEWED, Stage.APPEALS, Stage.CLOSED]


def test_a_window_without_a_preview_opens_nothing() -> None:
    assert way(OPENED).stage is Stage.OPEN


def test_a_second_window_does_not_move_the_first() -> None:
    longer = {**OPENED, "until": "2026-12-31"}
    assert way(PREVIEWED, OPENED, longer).until == date(2026, 11, 5)


def test_a_preview_during_the_appeals_is_shown_and_leaves_the_window() -> None:
    again = {**PREVIEWED, "id": "preview-2"}
    found = way(PREVIEWED, OPENED, again)
    assert (found.preview, found.window, found.stage) == (again, OPENED, Stage.APPEALS)


def test_appeals_are_taken_up_to_the_last_day_of_the_window_and_only_while_it_is_open() -> None:
    found = way(PREVIEWED, OPENED)
    assert found.takes_appeals(date(2026, 11, 5))
    assert not found.takes_appeals(date(2026, 11, 6))
    assert not way(PREVIEWED).takes_appeals(date(2026, 11, 5))
    assert not way(PREVIEWED, OPENED, CLOSED).takes_appeals(date(2026, 11, 5))
    assert way(PREVIEWED).until is None


def test_nothing_that_comes_after_the_close_changes_what_was_closed() -> None:
    found = way(PREVIEWED, OPENED, CLOSED)
    others = (PREVIEWED, OPENED, {**CLOSED, "journal": {"seq": 99, "head": "cd"}})
    for later in permutations(others):
        assert way(PREVIEWED, OPENED, CLOSED, *later) == found
    assert found.pinned == 7
    assert way(PREVIEWED, OPENED).pinned is None


def test_events_of_another_period_or_of_another_kind_say_nothing_of_this_one() -> None:
    november = {**CLOSED, "period": "2026-11"}
    assert after(Closing("2026-10"), november) == Closing("2026-10")
    assert after(way(PREVIEWED), {"kind": APPEAL_FILED, "period": "2026-10"}) == way(PREVIEWED)
    assert [*closings([PREVIEWED, november, OPENED])] == ["2026-10", "2026-11"]
    assert closings([PREVIEWED, november, OPENED])["2026-10"].stage is Stage.APPEALS
