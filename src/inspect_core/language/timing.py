"""What counts and when something is due, beyond the word in `per`: chosen days, months, places and answers."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.errors import Unfit
from inspect_core.language.scalars import Count, Day, Words, YesNo

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class On(BaseModel):
    """Which days or months count: weekdays, dates of the month, the last day or workday, months of a season.

    `days_off`: a single day is due from a person also when the roster gives no duty that day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekdays: tuple[Weekday, ...] = ()
    dates: tuple[Count, ...] = ()
    last: Literal["workday", "day"] | None = None
    months: tuple[Count, ...] = ()
    days_off: YesNo = False

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if any(not 1 <= day <= 31 for day in self.dates) or any(not 1 <= month <= 12 for month in self.months):
            raise Unfit("dates go from 1 to 31, months from 1 to 12", "日期为 1 至 31，月份为 1 至 12")
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
            raise Unfit("write either hours or days", "hours 与 days 只写其一")
        if (self.days is None) == (self.start is not None):
            raise self._start_unclear()
        return self

    def _start_unclear(self) -> Unfit:
        if self.days is None:
            return Unfit(
                "hours are counted from midnight or from the start of the shift, never from a day",
                "小时从零点或班次开始起算，不写起始日",
                code="E-RULE-EVERY",
                hint="delete 'from'",
                hint_zh="请删除 from",
            )
        return Unfit(
            f"nobody knows from which day every {self.days} days are counted",
            f"未说明每 {self.days} 天从哪一天起算",
            code="E-RULE-EVERY",
            hint="write the first day, such as from: 2026-01-01",
            hint_zh="请写明首日，如 from: 2026-01-01",
        )


class Given(BaseModel):
    """Which records count, by their answers: each of `answered` was given one of its answers, none of `not_answered`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answered: dict[str, Words] = Field(default_factory=dict)
    not_answered: dict[str, Words] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _not_empty(cls, value: Any) -> Any:
        return {} if value is None else value

    def asks(self) -> tuple[str, ...]:
        """The questions it looks at."""
        return tuple(dict.fromkeys((*self.answered, *self.not_answered)))


class Where(Given):
    """Which places and which answers count."""

    place_kind: Words = ()
    area_class: Words = ()
