"""The shape of a ruleset file around its rules."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.answers import choices
from inspect_core.domain.exact import FULL
from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Unfit
from inspect_core.language.analyses import Analyses
from inspect_core.language.heads import Level, Parameter
from inspect_core.language.roll_ups import Model, RollUp, Section, WorstCap
from inspect_core.language.scalars import Conditions, Day, Points, Window, Words, YesNo
from inspect_core.language.waivers import WaiverText


class QuestionText(BaseModel):
    """A question of a form that no rule scores."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: Text
    type: Literal["choice", "count", "number", "text", "time", "minutes"] = "choice"
    answers: str | dict[str, Text] | None = None
    required: YesNo = False
    photo_on: Words = ()
    when: Conditions = Field(default_factory=dict)

    @model_validator(mode="after")
    def _answers_fit_the_type(self) -> Self:
        if isinstance(self.answers, str):
            choices(self.answers)
        if (self.type == "choice") != (self.answers is not None):
            raise Unfit(
                "a choice question names its answers, and no other question does", "选择题须写 answers，其他问题不写"
            )
        return self


class FormText(BaseModel):
    """Who fills a form, about whom, at what kind of place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    filled_by: Words = ()
    about: Literal["none", "person"] = "none"
    at: Words = ("none",)
    questions: dict[Id, QuestionText] = Field(default_factory=dict)


class RulesetText(BaseModel):
    """A ruleset file: header, windows, forms, and the rules still unread."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ruleset: Id
    edition: Day
    extends: Id | None = None
    title: Text
    source: Text | None = None
    note: Text | None = None
    points: Points = FULL
    level: Level | None = None
    parameters: dict[Id, Parameter] = Field(default_factory=dict)
    windows: dict[Id, Window] = Field(default_factory=dict)
    forms: dict[Id, FormText] = Field(default_factory=dict)
    rules: dict[Id, dict[str, Any]] = Field(min_length=1)
    roll_up: Model = "points"
    sections: dict[Id, Section] = Field(default_factory=dict)
    cap_by_worst: tuple[WorstCap, ...] = ()
    analyses: Analyses = Field(default_factory=dict)
    waivers: tuple[WaiverText, ...] = ()

    @property
    def rolled_up(self) -> RollUp:
        """How the rules become one score."""
        return RollUp(model=self.roll_up, sections=self.sections, caps=self.cap_by_worst)

    @model_validator(mode="after")
    def _one_way_to_score(self) -> Self:
        self.rolled_up  # noqa: B018 - what does not belong together is refused while it is made
        return self
