"""Shifts and duties: who is due where, on which day, from when to when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from inspect_core.domain.ids import Id

DutyStatus = Literal["planned", "leave", "swapped", "excused", "cancelled"]


class Shift(BaseModel):
    """A stretch of the day; a shift that ends at or before its start crosses midnight."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    title: str = ""
    start: time
    end: time

    def bounds(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Start and end of the shift that begins on a day, as instants in the project's time zone."""
        end_day = day if self.end > self.start else day + timedelta(days=1)
        return datetime.combine(day, self.start, zone), datetime.combine(end_day, self.end, zone)


class Duty(BaseModel):
    """One person, one shift, one day, at a place or (supervisors) anywhere in the project."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    person: Id
    shift: Id
    day: date
    place: Id | None = None
    status: DutyStatus = "planned"
    note: str = ""
