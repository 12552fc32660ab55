"""The calendar day of an instant, also where midnight is not a full hour of UTC."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from inspect_core.engine.coding import Watch
from inspect_core.engine.ground import day_number


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns"])
def test_a_day_begins_at_its_own_midnight_in_every_time_zone(zone: str) -> None:
    own = ZoneInfo(zone)
    watch = Watch((), own)
    late, early = datetime(2026, 9, 30, 23, 59, tzinfo=own), datetime(2026, 10, 1, 0, 1, tzinfo=own)
    days = [watch.local_day(int(instant.timestamp())) for instant in (late, early)]
    assert days == [day_number(date(2026, 9, 30)), day_number(date(2026, 10, 1))]
