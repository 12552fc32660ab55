"""Values that change on a date: what is in force on a day, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, TypeAdapter, model_validator

from inspect_core.language.scalars import DAY, day_of

Value = TypeVar("Value")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Dated(BaseModel, Generic[Value]):
    """A value, or a map from the day a value starts to the value; `null` retires it. Before the first day: not yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: tuple[tuple[date, Value | None], ...]

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: object, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """As it is written: the value, or a map from days to values."""
        _, value = get_args(get_args(cls.model_fields["steps"].annotation)[0])
        return cls.written(handler(TypeAdapter(value).core_schema))

    @classmethod
    def written(cls, value: dict[str, Any]) -> dict[str, Any]:
        """What an editor may expect where such a value is written."""
        days = {"type": "object", "patternProperties": {DAY: value}, "additionalProperties": False}
        return {"anyOf": [value, {**days, "minProperties": 1}]}

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, value: Any) -> Any:
        if isinstance(value, Dated):
            return {"steps": value.steps}
        if isinstance(value, dict) and value and all(_DAY.fullmatch(str(key)) for key in value):
            return {"steps": sorted((day_of(key), found) for key, found in value.items())}
        if isinstance(value, dict) and set(value) == {"steps"}:
            return value
        return {"steps": ((date.min, value),)}

    def on(self, day: date) -> Value | None:
        """The value in force on a day; nothing before the first date and after it was retired."""
        found = None
        for start, value in self.steps:
            if start > day:
                break
            found = value
        return found

    def since(self, day: date) -> date | None:
        """The day from which the value in force on `day` holds."""
        starts = [start for start, _ in self.steps if start <= day]
        return starts[-1] if starts else None


def change_days(values: Iterable[Dated[Any]]) -> tuple[date, ...]:
    """Every day on which one of the values changes, in order."""
    return tuple(sorted({start for value in values for start, _ in value.steps if start > date.min}))
