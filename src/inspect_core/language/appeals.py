"""Appeals: how long somebody may appeal, how soon an answer is due, how often one may go on to the next level."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from inspect_core.domain.text import Text
from inspect_core.language.scalars import Count, Words

Days = Annotated[Count, Field(ge=1, le=366)]


class Appeals(BaseModel):
    """An appeal within `days` of the day the window opens, an answer within `answer_workdays`, at most `rounds` levels.

    `on_behalf` names the roles that may appeal in somebody's name (everybody where none is named), `decided_by` those
    that may decide (everybody but those concerned where none is named). The defaults are those of section D4 of the
    appraisal rules: three days, five workdays, one level at a time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Text | None = None
    days: Days = 3
    answer_workdays: Days = 5
    rounds: Annotated[Count, Field(ge=1, le=9)] = 2
    on_behalf: Words = ()
    decided_by: Words = ()
