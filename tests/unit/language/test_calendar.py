from __future__ import annotations

from datetime import date

import pytest

from inspect_core.app.calendars import project_workday
from inspect_core.errors import RulesetError
from inspect_core.language.calendar import bind_calendar
from inspect_core.language.reader import read_text

CALENDAR = """\
calendar: own
edition: 2026-11-01
title: Our days
days: {2026-10-08: rest, 2026-10-11: workday}
"""


def test_a_calendar_names_the_days_that_differ() -> None:
    own = bind_calendar(read_text(CALENDAR))
    assert dict(own.days) == {date(2026, 10, 8): False, date(2026, 10, 11): True}


def test_of_two_calendars_the_later_file_wins_and_other_days_are_asked_elsewhere() -> None:
    own = bind_calendar(read_text(CALENDAR))
    later = bind_calendar(read_text(CALENDAR.replace("2026-10-08: rest", "2026-10-08: workday")))
    workday = project_workday([own, later], lambda _: None)
    assert [workday(date(2026, 10, day)) for day in (8, 9, 11)] == [True, None, True]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("rest", "holiday", "t.yaml:4:20"),
        ("2026-10-11", "2026-10-32", "t.yaml:4:38"),
        ("{2026-10-08: rest, 2026-10-11: workday}", "{}", "t.yaml:4:7"),
    ],
)
def test_a_day_that_is_neither_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    with pytest.raises(RulesetError) as caught:
        bind_calendar(read_text(CALENDAR.replace(old, new), "t.yaml"))
    assert str(caught.value.place) == place
