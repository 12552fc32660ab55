"""When something is due: stretches of time in the hours that summer time leaves out."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from inspect_core.domain.period import Period
from inspect_core.engine.ground import Ground
from inspect_core.engine.stretches import chosen_days, stretches
from inspect_core.language.scalars import Window
from inspect_core.language.timing import On

SPRING = Period("2026-03", date(2026, 3, 28), date(2026, 3, 30))


def window(text: str) -> Window:
    return Window.model_validate(text)


@pytest.mark.parametrize(
    "hours", ["02:00-03:00", "02:30-03:15"], ids=["all of it left out", "an end before its beginning"]
)
def test_a_window_that_summer_time_leaves_out_is_not_due(hours: str) -> None:
    ground = Ground(SPRING, ZoneInfo("Europe/Berlin"), lambda _: True)
    found = stretches("window", ground, On(), None, [window(hours)])
    assert len(found) == 2
    assert all(stretch.first < stretch.last for stretch in found)


def test_the_chosen_days_are_those_of_the_period() -> None:
    ground = Ground(SPRING, ZoneInfo("Asia/Shanghai"), lambda _: True)
    assert chosen_days(On(weekdays=("sunday",)), ground) == [date(2026, 3, 29)]
