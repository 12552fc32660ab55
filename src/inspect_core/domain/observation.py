"""One filled form: who saw what, where and when. Never edited; a correction supersedes it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from inspect_core.domain.ids import Id


class Observation(BaseModel):
    """A filled form. Answers are texts as the form's choices name them; note and photos are the private part."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    form: Id
    observer: Id
    start: AwareDatetime
    end: AwareDatetime | None = None
    place: Id | None = None
    subject: Id | None = None
    answers: Mapping[Id, str] = Field(default_factory=dict)
    note: str = Field(default="", max_length=20_000)
    photos: tuple[str, ...] = ()
    source: str = ""


class Gap(BaseModel):
    """A stretch whose records never arrived: nobody is blamed for it, and coverage tells of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    form: Id
    place: Id | None = None
    first: AwareDatetime
    last: AwareDatetime
    reason: str = ""
