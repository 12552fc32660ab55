from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from inspect_core.domain.roster import Duty, Shift

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("start", "end", "until"),
    [
        ("08:00", "20:00", "2026-10-31T20:00"),
        ("20:00", "08:00", "2026-11-01T08:00"),
        ("08:00", "08:00", "2026-11-01T08:00"),
        ("00:00", "00:00", "2026-11-01T00:00"),
    ],
)
def test_a_shift_that_ends_at_or_before_its_start_crosses_midnight(start: str, end: str, until: str) -> None:
    shift = Shift(id="s", start=time.fromisoformat(start), end=time.fromisoformat(end))
    first, last = shift.bounds(date(2026, 10, 31), ZONE)
    assert first.time().isoformat("minutes") == start
    assert last == datetime.fromisoformat(until).replace(tzinfo=ZONE)


def test_a_duty_says_whether_it_is_stood() -> None:
    assert Duty(id="d", person="p", shift="s", day=date(2026, 10, 8)).status == "planned"
    with pytest.raises(ValidationError):
        Duty.model_validate({"id": "d", "person": "p", "shift": "s", "day": "2026-10-08", "status": "maybe"})
