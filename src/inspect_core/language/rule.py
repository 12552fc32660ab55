"""A rule as its author wrote it: the header every kind shares, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.finding import Severity
from inspect_core.domain.form import Form, Question, QuestionType
from inspect_core.domain.ids import Id
from inspect_core.domain.outcome import Outcome
from inspect_core.domain.text import Text
from inspect_core.errors import Place, Unfit
from inspect_core.language.analyses import Analyses
from inspect_core.language.fails import Fails
from inspect_core.language.heads import Level, Parameter
from inspect_core.language.roll_ups import RollUp
from inspect_core.language.scalars import Day, Points, Window, Words, YesNo
from inspect_core.language.waivers import Waiver

Status = Literal["V", "V-mt", "V-x", "D", "R", "M"]
Grade = Literal["proportional", "all_or_nothing"]
Rounding = Literal["thousandth", "tenth", "whole"]
UNITS: Final[Mapping[str, int]] = MappingProxyType({"thousandth": 1, "tenth": 100, "whole": 1000, "nspire": 1})
"""Thousandths of a point that the points of a rule are a multiple of."""


class Correction(BaseModel):
    """Why a rule says something of days before its edition, and who approved it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: Text
    approved_by: Id


class RuleHeader(BaseModel):
    """What every rule says of itself, whatever its kind; a kind's settings extend it.

    `of` names the roles it judges, `credit` whose score it is; `on_duty_at` narrows those on duty to posts of an area
    class. What is `advisory` is shown and never counts. `rounding` says to what the points earned are rounded: half
    up, once, from the exact share.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    kind: str
    points: Points = Field(ge=0)
    source: Text | None = None
    status: Status | None = None
    clause: str | None = None
    note: Text | None = None
    was: Id | None = None
    correction: Correction | None = None
    of: Words = ()
    credit: Words = ()
    on_duty_at: Words = ()
    rounding: Rounding = "thousandth"
    shadow_until: Day | None = None
    advisory: YesNo = False

    @model_validator(mode="before")
    @classmethod
    def _advice_has_no_points(cls, value: object) -> object:
        """An advisory rule need not say that it is worth nothing."""
        advisory = isinstance(value, dict) and str(value.get("advisory")).casefold() == "true"
        return {"points": "0", **value} if isinstance(value, dict) and advisory else value

    @model_validator(mode="after")
    def _advice_counts_nothing(self) -> Self:
        if self.advisory and self.points:
            raise Unfit(
                "an advisory rule is shown and never counts: its points are 0",
                "建议性条款只展示、不计分，分值须为 0",
                at=("points",),
                hint="write points: 0, or take 'advisory' away",
                hint_zh="请写 points: 0，或去掉 advisory",
            )
        if self.advisory and self.vetoes():
            raise Unfit(
                "an advisory rule never counts, and so raises no veto",
                "建议性条款不计分，也不能触发一票否决",
                at=("advisory",),
                hint="take the veto away, or 'advisory'",
                hint_zh="请去掉 veto 或 advisory",
            )
        return self

    @model_validator(mode="after")
    def _points_can_be_reached(self) -> Self:
        if self.points % UNITS[self.rounding]:
            raise Unfit(
                f"points rounded to a {self.rounding} are a multiple of it",
                f"取整到 {self.rounding} 时，分值须为其整数倍",
                at=("points",),
            )
        return self

    def forms(self) -> tuple[str, ...]:
        """The forms whose records the rule reads."""
        return ()

    def questions(self, rule: str) -> tuple[tuple[str, Question], ...]:
        """The questions the rule puts on forms: pairs of form and question."""
        return ()

    def reads(self) -> tuple[tuple[str, tuple[QuestionType, ...]], ...]:
        """The questions of its forms that it reads without asking them, each with the types it can read (none: any)."""
        return ()

    def finds_duty(self) -> bool | None:
        """Whether its slots have a place or a shift of their own; nothing where they are the records of its forms."""
        return None

    def misses_duty(self, placed: Mapping[str, bool]) -> bool:
        """Whether it credits those on duty and has no role, place or shift to find them by.

        `placed` says of each form that is known whether it is filled in at a place.
        """
        if "on_duty" not in getattr(self, "credited", self.credit) or self.of or getattr(self, "by", ()):
            return False
        finds, forms = self.finds_duty(), self.forms()
        if finds is None:
            finds = not forms or any(placed.get(form, True) for form in forms)
        return not finds

    def looks_back(self) -> int:
        """How many days before a period its records may have begun, beyond the slots that it lays out."""
        return 0

    def vetoes(self) -> tuple[str, ...]:
        """The vetoes the rule can raise."""
        return ()

    def failing(self) -> Fails | None:
        """What its unmet answers ask for, where it says so."""
        return None

    def opens(self, answer: str, outcome: Outcome) -> Severity | None:
        """The severity of the finding that an answer of that outcome opens; nothing where it opens none."""
        fails = self.failing()
        return fails.opened_by(answer, outcome) if fails else None

    def named(self, windows: Mapping[str, Window]) -> Self:
        """The same settings, knowing the windows of their file: a rule that names windows says their hours."""
        return self

    def says(self, day: date) -> Text:
        """The rule in words, with the values in force on a day."""
        return self.title


Settings = TypeVar("Settings", bound=RuleHeader)


@dataclass(frozen=True)
class Rule:
    """One rule of a ruleset with its place in the file; `windows` are the named windows of its ruleset.

    `waivers` spare some of its slots.
    """

    ruleset: str
    id: str
    settings: RuleHeader
    place: Place
    windows: Mapping[str, Window] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    @property
    def name(self) -> str:
        """ruleset/rule, the name that explanations and cases use."""
        return f"{self.ruleset}/{self.id}"

    def settings_of(self, model: type[Settings]) -> Settings:
        """The settings as the model of the rule's kind; with another kind's model it is a TypeError."""
        if not isinstance(self.settings, model):
            raise TypeError(f"the settings of {self.name} are no {model.__name__}")
        return self.settings


@dataclass(frozen=True)
class Ruleset:
    """One published text: its rules, forms and windows, with the fingerprint of the text."""

    id: str
    edition: date
    title: Text
    source: Text | None
    points: int
    windows: Mapping[str, Window]
    forms: Mapping[str, Form]
    rules: tuple[Rule, ...]
    fingerprint: str
    file: str
    level: Level | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    layers: tuple[str, ...] = ()
    roll_up: RollUp = field(default_factory=RollUp)
    analyses: Analyses = field(default_factory=dict)
