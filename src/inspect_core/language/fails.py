"""What an unmet answer asks for beyond the points it costs: a finding, to be put right by somebody in time."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from inspect_core.domain.finding import SEVERITIES, Severity
from inspect_core.domain.outcome import Outcome
from inspect_core.errors import Unfit
from inspect_core.language.scalars import YesNo


class Fails(BaseModel):
    """An unmet answer opens a finding of a severity; with `return_visit` it is closed only after a return visit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: Severity | None = None
    return_visit: YesNo = False

    @model_validator(mode="after")
    def _visits_what_it_finds(self) -> Self:
        if self.return_visit and self.finding is None:
            raise Unfit(
                "a return visit closes a finding, and no finding is opened here",
                "回访用于关闭整改项，此处未写 finding",
                at=("return_visit",),
                hint="write finding: minor, major or critical beside it",
                hint_zh="请同时写 finding: minor、major 或 critical",
            )
        return self

    def opened_by(self, answer: str, outcome: Outcome) -> Severity | None:
        """The severity of the finding that an answer opens: its own where it names one; nothing unless it is unmet."""
        if self.finding is None or outcome is not Outcome.UNMET:
            return None
        return next((severity for severity in SEVERITIES if severity == answer), self.finding)
