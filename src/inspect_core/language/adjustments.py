"""Points beside the rules: counted for records of a form, or given by hand with a reason by two people."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Unfit
from inspect_core.language.scalars import Count, Points, YesNo

ADJUSTMENT = "E-SCHEME-ADJUSTMENT"


class Adjustment(BaseModel):
    """Points added or taken: `each` a record of a form about the person, or what two people give by hand.

    All of one period together are at most `most` and at least `least` (as much below nothing where it is left out).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    form: Id | None = None
    each: Points | None = None
    most: Points = Field(ge=0)
    least: Points | None = Field(default=None, le=0)
    at_most_records: Count | None = None
    by_hand: YesNo = False
    needs_evidence: YesNo = False

    @model_validator(mode="after")
    def _counted_or_given(self) -> Self:
        if (self.form is None) != self.by_hand:
            raise Unfit(
                "write either 'form', whose records are counted, or 'by_hand: true'",
                "form（按记录计）与 by_hand: true（由人给出）只写其一",
                code=ADJUSTMENT,
            )
        if self.form is not None and self.each is None:
            raise Unfit("write 'each': the points of one record", "请写 each：每条记录的分值", code=ADJUSTMENT)
        if self.by_hand and (self.each is not None or self.at_most_records is not None):
            raise Unfit(
                "'each' and 'at_most_records' are for records that are counted",
                "each 与 at_most_records 只用于按记录计的加减分",
                code=ADJUSTMENT,
            )
        if self.needs_evidence and not self.by_hand:
            raise Unfit(
                "'needs_evidence' is for what is given by hand",
                "needs_evidence 只用于由人给出的加减分",
                code=ADJUSTMENT,
            )
        return self

    @property
    def fewest(self) -> int:
        """The least that all of a period come to, in thousandths."""
        return -self.most if self.least is None else self.least

    def within(self, points: int) -> int:
        """Points kept between the two caps."""
        return max(self.fewest, min(self.most, points))
