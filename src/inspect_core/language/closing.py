"""Closing a period: which roles may close one, and which may approve that."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from inspect_core.domain.text import Text
from inspect_core.language.scalars import Words


class ClosingRoles(BaseModel):
    """`closed_by` names the roles that may close a period, `approved_by` those that may approve; everybody where none is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Text | None = None
    closed_by: Words = ()
    approved_by: Words = ()
