"""What a word of YAML may be: a count, points, a percentage, a stretch of time, a window of the day."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, model_validator

from inspect_core.domain.exact import FULL, OutOfRange, milli
from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Unfit

_SPAN = re.compile(r"(\d{1,6})\s*(min|h|d|workdays?)", re.ASCII)
_SECONDS = {"min": 60, "h": 3600, "d": 86400}
_WINDOW = re.compile(r"([01]\d|2[0-4]):([0-5]\d)\s*-\s*([01]\d|2[0-4]):([0-5]\d)", re.ASCII)


def _count(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{1,9}", value, re.ASCII):
            raise Unfit("write a whole number", "请写整数")
        return int(value)
    return value


def _points(value: Any) -> Any:
    return milli(value) if isinstance(value, str) else value


def _percent(value: Any) -> Any:
    if isinstance(value, str):
        number, sign, rest = value.partition("%")
        if not sign or rest:
            raise Unfit("write a percentage like 60 %", "请写百分数，如 60 %")
        return milli(number.strip())
    return value


def _yes_no(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise Unfit("write true or false", "请写 true 或 false")
        return value == "true"
    return value


def _words(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def day_of(text: str) -> date:
    """The day a text like 2026-10-01 names; any other text, and a day no calendar has, is Unfit."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        raise Unfit(f"no calendar has the day {text}", f"日历中没有 {text} 这一天") from None
    raise Unfit("write a day like 2026-10-01", "请写日期，如 2026-10-01")


def _day(value: Any) -> Any:
    return day_of(value) if isinstance(value, str) else value


def _share(value: int) -> int:
    if not 0 <= value <= FULL:
        raise OutOfRange(
            "a share is from 0 % to 100 %",
            "此处的百分数须在 0 % 至 100 % 之间",
            hint="write a percentage from 0 % to 100 %",
            hint_zh="请写 0 % 至 100 % 之间的百分数",
        )
    return value


# What an editor may expect where a file is written: the words, and not the numbers that they become.
_SOME_WORDS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": ["string", "number", "boolean"]}}]}
_NUMBER = {"type": ["number", "string"], "pattern": r"^[+-]?\d{1,12}(\.\d{1,3})?$"}
PERCENTAGE: Final = {"type": "string", "pattern": r"^[+-]?\d{1,12}(\.\d{1,3})? ?%$", "examples": ["60 %"]}

Count = Annotated[
    int, BeforeValidator(_count), WithJsonSchema({"type": ["integer", "string"], "pattern": r"^\d{1,9}$"})
]
Points = Annotated[int, BeforeValidator(_points), WithJsonSchema(_NUMBER)]  # thousandths of a point
Percent = Annotated[int, BeforeValidator(_percent), WithJsonSchema(PERCENTAGE)]  # thousandths of a per cent
Share = Annotated[Percent, AfterValidator(_share)]  # a percentage of something: not below none, not above all
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": [True, False, "true", "false"]})]
Words = Annotated[tuple[Id, ...], BeforeValidator(_words), WithJsonSchema(_SOME_WORDS)]
Conditions = dict[Id, Words]  # other questions, each with the answers of which it must have one
Texts = Annotated[tuple[str, ...], BeforeValidator(_words), WithJsonSchema(_SOME_WORDS)]
DAY: Final = r"^\d{4}-\d{2}-\d{2}$"
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "pattern": DAY})]


class Span(BaseModel):
    """A stretch of time: seconds, or a number of workdays, or the same calendar day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Literal["seconds", "workdays", "same_day"]
    count: int = 0

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: object, handler: object) -> dict[str, Any]:
        """As it is written: 60 min, 2 h, 3 d, 5 workdays, same day."""
        return {"type": "string", "pattern": f"^({_SPAN.pattern}|same day)$", "examples": ["60 min", "5 workdays"]}

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value == "same day":
            return {"unit": "same_day"}
        found = _SPAN.fullmatch(value)
        if found is None:
            raise Unfit(
                "write a stretch of time like 60 min, 2 h, 3 d, 5 workdays or same day",
                "请写时长，如 60 min、2 h、3 d、5 workdays 或 same day",
            )
        if found[2].startswith("workday"):
            return {"unit": "workdays", "count": int(found[1])}
        return {"unit": "seconds", "count": int(found[1]) * _SECONDS[found[2]]}


class Window(BaseModel):
    """A stretch of the day in minutes from midnight; one that ends at or before its start crosses midnight.

    It is written "06:00-09:00", or with the words people call it by: {hours: "06:00-09:00", title: {zh: 早班高峰}}.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: int
    last: int
    title: Text | None = None

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: object, handler: object) -> dict[str, Any]:
        """As it is written: "06:00-09:00", or with a title."""
        hours = {"type": "string", "pattern": f"^{_WINDOW.pattern}$", "examples": ["06:00-12:00"]}
        named = {"hours": hours, "title": Text.written()}
        titled = {"type": "object", "properties": named, "required": ["hours"], "additionalProperties": False}
        return {"anyOf": [hours, titled]}

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            return _hours(value, ())
        if not isinstance(value, dict) or isinstance(value.get("first"), int):
            return value
        if "hours" not in value or set(value) - {"hours", "title"}:
            raise Unfit("a window has hours and perhaps a title", "时段须写 hours，可写 title，没有其他键")
        return _hours(str(value["hours"]), ("hours",)) | {key: found for key, found in value.items() if key == "title"}

    @property
    def hours(self) -> str:
        """The hours as they are written, such as 06:00-09:00."""
        return f"{self._clock(self.first)}-{self._clock(self.last if self.last <= _DAY else self.last - _DAY)}"

    @staticmethod
    def _clock(minutes: int) -> str:
        return f"{minutes // 60:02d}:{minutes % 60:02d}"


_DAY = 1440  # minutes


def _hours(text: str, at: tuple[str, ...]) -> dict[str, Any]:
    found = _WINDOW.fullmatch(text)
    if found is None:
        raise Unfit('write a window in quotes like "06:00-12:00"', '请写带引号的时段，如 "06:00-12:00"', at=at)
    first, last = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
    if first > _DAY or last > _DAY:
        raise Unfit("a day ends at 24:00", "一天止于 24:00", at=at)
    return {"first": first, "last": last if last > first else last + _DAY}
