"""What a scheme makes of the months of a year: one figure, from how many months, and what is pointed out."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Unfit
from inspect_core.language.scalars import Count, Points, YesNo

MONTHS = 12
Formula = Literal["mean", "mean_by_days", "median"]


class YearFlag(BaseModel):
    """So many months with a total below a number, one after the other: it is pointed out, and nothing follows by itself.

    With `in_a_row: false` the months of the year are counted wherever they stand.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    below: Points
    months: Count = Field(ge=1, le=MONTHS)
    in_a_row: YesNo = True


class Year(BaseModel):
    """The figure of a year: `mean` of the months with a total, `mean_by_days` worked, or the `median`.

    Fewer than `least_months` have no figure. `closed` counts closed periods alone, `all` every period that is over.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    formula: Formula = "mean"
    least_months: Count = Field(default=1, ge=1, le=MONTHS)
    counts: Literal["closed", "all"] = "all"
    flags: dict[Id, YearFlag] = Field(default_factory=dict)

    @property
    def looks_back(self) -> int:
        """How many months of the year before a run of months may reach into."""
        return max((flag.months - 1 for flag in self.flags.values() if flag.in_a_row), default=0)

    @model_validator(mode="after")
    def _flags_can_be_raised(self) -> Self:
        for name, flag in self.flags.items():
            if flag.below <= 0:
                raise Unfit(
                    "no total is below 0: the flag would never be raised",
                    "没有低于 0 的总分，这一提示永远不会出现",
                    code="E-SCHEME-YEAR",
                    at=("flags", name, "below"),
                    hint="write the number that a total must not be below, such as 60",
                    hint_zh="请写总分不应低于的数，如 60",
                )
        return self
