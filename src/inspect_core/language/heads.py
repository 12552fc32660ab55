"""What the head of a ruleset may declare: open questions with their answers, and the step of a graded standard."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Unfit
from inspect_core.language.scalars import Count


class Parameter(BaseModel):
    """A question the source leaves open: the default answer, and the answer of an overlay where one was given.

    `status` says how well the default is known, as the mark of a rule does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: Text
    default: Any
    value: Any = None
    choices: tuple[str, ...] = ()
    source: Text | None = None
    status: Literal["V", "V-mt", "V-x", "D", "R", "M"] | None = None

    @property
    def answer(self) -> Any:
        """The value that counts."""
        return self.value if "value" in self.model_fields_set else self.default

    @model_validator(mode="after")
    def _the_answer_is_a_choice(self) -> Self:
        if self.choices and self.answer not in self.choices:
            raise Unfit(
                f"'{self.answer}' is none of the choices: {', '.join(self.choices)}",
                f"'{self.answer}' 不在可选项中：{'、'.join(self.choices)}",
                at=("value" if "value" in self.model_fields_set else "default",),
            )
        return self


class Level(BaseModel):
    """Which step of a graded standard a ruleset is, and which step is the best: some standards count upwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: Id
    is_: Count = Field(alias="is")
    best: Count
    worst: Count

    @model_validator(mode="after")
    def _stands_between_best_and_worst(self) -> Self:
        low, high = sorted((self.best, self.worst))
        if low == high or not low <= self.is_ <= high:
            raise Unfit(
                f"level {self.is_} does not stand between {low} and {high}",
                f"级别 {self.is_} 不在 {low} 与 {high} 之间",
            )
        return self
