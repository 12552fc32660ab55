"""Who works in a project, in which role and department, from which day to which."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from inspect_core.domain.ids import Id


class Assignment(BaseModel):
    """A stretch of days in one role and department; `last` is included, open when absent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Id
    department: Id | None = None
    contractor: Id | None = None
    first: date = date.min
    last: date = date.max


class Person(BaseModel):
    """Somebody who works in the project. Name and phone are the private part of the record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    name: str = ""
    phone: str = ""
    assignments: Annotated[tuple[Assignment, ...], Field(min_length=1)]

    def on(self, day: date) -> Assignment | None:
        """The assignment in force on a day."""
        return next((stretch for stretch in self.assignments if stretch.first <= day <= stretch.last), None)
