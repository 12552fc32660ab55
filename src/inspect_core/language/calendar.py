"""A calendar of a project's own: the days that differ from the published one, or that it does not know yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import RulesetError
from inspect_core.language.binding import fingerprint
from inspect_core.language.complaints import checked
from inspect_core.language.node import Document
from inspect_core.language.scalars import Day


class CalendarText(BaseModel):
    """A calendar file: each day named is a workday or a day of rest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calendar: Id
    edition: Day
    title: Text
    source: Text | None = None
    note: Text | None = None
    days: dict[Day, Literal["workday", "rest"]] = Field(min_length=1)


@dataclass(frozen=True)
class OwnCalendar:
    """The days of one calendar file, with the fingerprint of its text."""

    id: str
    days: Mapping[date, bool]
    fingerprint: str


def bind_calendar(document: Document) -> OwnCalendar:
    """The calendar of a document; RulesetError with every problem found."""
    text, problems = checked(CalendarText, document.plain, document)
    if text is None:
        raise RulesetError.of(problems)
    days = {day: word == "workday" for day, word in text.days.items()}
    return OwnCalendar(text.calendar, days, fingerprint(document))
