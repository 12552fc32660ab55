"""The way of a period: which event leads where, and what comes after the close."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

from inspect_core.domain.closing import Closing, Stage, after, closings, last_closed, takes_over
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


def shut(*names: str) -> dict[str, Closing]:
    """These periods are closed."""
    return {name: replace(Closing(name), manifest={"journal": {"seq": 7}}) for name in names}


def under_way(*names: str) -> dict[str, Closing]:
    """These were previewed."""
    return {name: Closing(name, preview={"period": name}) for name in names}


def never(after: str, before: str) -> bool:
    """Something is known of every time between."""
    return False


def taker(found: dict[str, Closing], silent: Any = never, shown: str | None = None) -> list[str]:
    """Which of these months takes over what is owed."""
    months = [f"2026-{number:02d}" for number in range(7, 13)]
    return [month for month in months if takes_over(found, month, silent, shown=month == shown)]


def test_nothing_is_taken_over_before_any_period_was_closed() -> None:
    assert taker({}, lambda *_: True, "2026-10") == []


def test_before_any_was_previewed_it_is_the_first_of_which_anything_is_known_and_the_silent_ones_before_it() -> None:
    def of_november(after: str, before: str) -> bool:
        return not after < "2026-11" < before

    assert taker(shut("2026-08", "2026-09"), of_november) == ["2026-10", "2026-11"]
    assert taker(shut("2026-10"), of_november) == ["2026-11"]


def test_one_that_was_previewed_takes_over_and_of_several_the_first() -> None:
    assert taker({**shut("2026-08"), **under_way("2026-11")}) == ["2026-11"]
    assert taker({**shut("2026-08"), **under_way("2026-12", "2026-10")}) == ["2026-10"]
    assert taker({**shut("2026-09"), **under_way("2026-08", "2026-11")}) == ["2026-11"]


def test_one_that_is_being_previewed_takes_over_unless_an_earlier_one_was() -> None:
    assert taker(shut("2026-08"), shown="2026-11") == ["2026-11"]
    assert taker({**shut("2026-08"), **under_way("2026-09")}, shown="2026-11") == ["2026-09"]


def test_the_latest_period_that_was_closed_is_known_whatever_was_previewed() -> None:
    assert last_closed({**under_way("2026-12"), **shut("2026-08", "2026-10")}) == "2026-10"
    assert last_closed(under_way("2026-12")) is None
