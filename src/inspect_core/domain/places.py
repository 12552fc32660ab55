"""Posts, areas and checkpoints: where something is due and who owns the place."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from inspect_core.domain.ids import Id


class Owner(BaseModel):
    """The person fixed to a place for a stretch of days (定人定岗)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Id
    first: date = date.min
    last: date = date.max


class Place(BaseModel):
    """One place of a project; `kind` is a word such as post, area, checkpoint or household."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    name: str = ""
    kind: Id
    area_class: Id | None = None
    contractor: Id | None = None
    owners: tuple[Owner, ...] = ()
    first: date = date.min
    last: date = date.max
