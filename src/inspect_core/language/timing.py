"""When something is due, beyond the word in `per`: chosen days, chosen months, every so many hours or days."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.language.scalars import Count, Day, Words

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class On(BaseModel):
    """Which days or months count: weekdays, dates of the month, the last day or workday, months of a season."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekdays: tuple[Weekday, ...] = ()
    dates: tuple[Count, ...] = ()
    last: Literal["workday", "day"] | None = None
    months: tuple[Count, ...] = ()

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if any(not 1 <= day <= 31 for day in self.dates) or any(not 1 <= month <= 12 for month in self.months):
            raise ValueError("dates go from 1 to 31, months from 1 to 12")
        return self


class Every(BaseModel):
    """Every so many hours of each day, or every so many days counted from a first day."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    hours: Count | None = Field(default=None, ge=1, le=24)
    days: Count | None = Field(default=None, ge=1, le=366)
    start: Day | None = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.hours is None) == (self.days is None):
            raise ValueError("write either hours or days")
        return self


class Where(BaseModel):
    """Which places and which answers count."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place_kind: Words = ()
    area_class: Words = ()
    answered: dict[str, Words] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _not_empty(cls, value: Any) -> Any:
        return {} if value is None else value
