"""What a word of YAML may be: a count, points, a percentage, a stretch of time, a window of the day."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from inspect_core.domain.exact import milli
from inspect_core.domain.ids import Id

_SPAN = re.compile(r"(\d{1,6})\s*(min|h|d|workdays?)", re.ASCII)
_SECONDS = {"min": 60, "h": 3600, "d": 86400}
_WINDOW = re.compile(r"([01]\d|2[0-4]):([0-5]\d)\s*-\s*([01]\d|2[0-4]):([0-5]\d)", re.ASCII)


def _count(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{1,9}", value, re.ASCII):
            raise ValueError("write a whole number")
        return int(value)
    return value


def _points(value: Any) -> Any:
    return milli(value) if isinstance(value, str) else value


def _percent(value: Any) -> Any:
    if isinstance(value, str):
        number, sign, rest = value.partition("%")
        if not sign or rest:
            raise ValueError("write a percentage like 60 %")
        return milli(number.strip())
    return value


def _yes_no(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise ValueError("write true or false")
        return value == "true"
    return value


def _words(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError("write a day like 2026-10-01")
        return date.fromisoformat(value)
    return value


Count = Annotated[int, BeforeValidator(_count)]
Points = Annotated[int, BeforeValidator(_points)]  # thousandths of a point
Percent = Annotated[int, BeforeValidator(_percent)]  # thousandths of a per cent
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Words = Annotated[tuple[Id, ...], BeforeValidator(_words)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_words)]
Day = Annotated[date, BeforeValidator(_day)]


class Span(BaseModel):
    """A stretch of time: seconds, or a number of workdays, or the same calendar day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Literal["seconds", "workdays", "same_day"]
    count: int = 0

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value == "same day":
            return {"unit": "same_day"}
        found = _SPAN.fullmatch(value)
        if found is None:
            raise ValueError("write a stretch of time like 60 min, 2 h, 3 d, 5 workdays or same day")
        if found[2].startswith("workday"):
            return {"unit": "workdays", "count": int(found[1])}
        return {"unit": "seconds", "count": int(found[1]) * _SECONDS[found[2]]}


class Window(BaseModel):
    """A stretch of the day in minutes from midnight; one that ends at or before its start crosses midnight."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: int
    last: int

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        found = _WINDOW.fullmatch(value)
        if found is None:
            raise ValueError('write a window in quotes like "06:00-12:00"')
        first, last = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
        if first > 1440 or last > 1440:
            raise ValueError("a day ends at 24:00")
        return {"first": first, "last": last if last > first else last + 1440}
