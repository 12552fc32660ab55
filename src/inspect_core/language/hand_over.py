"""A mapping of what HR takes to the columns of another system: which column, of which name, on which scale."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.handover import Row
from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import RulesetError, Unfit
from inspect_core.language.binding import fingerprint
from inspect_core.language.complaints import checked
from inspect_core.language.node import Document
from inspect_core.language.scalars import Count, Points, Texts


class ColumnText(BaseModel):
    """One column: `take` a stable column or write a `text`; a figure may be put from `of` (100) on another `scale`.

    `decimals` rounds half up; `words` puts other words for values.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    take: Id | None = None
    text: str | None = None
    of: Points = 100_000
    scale: Points | None = None
    decimals: Annotated[Count, Field(le=6)] = 3
    words: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.take is None) == (self.text is None):
            raise Unfit("a column takes a value or writes a text", "一列要么取值（take），要么写文字（text）")
        if self.of <= 0:
            raise Unfit("'of' is more than 0", "of 须大于 0", at=("of",))
        return self

    def value(self, row: Row) -> str | None:
        """What stands in the column for a person."""
        if self.take is None:
            return self.text
        found = row.get(self.take)
        if found is None:
            return None
        if self.scale is not None:
            exact = Decimal(found) * Decimal(self.scale) / Decimal(self.of)
            return f"{exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP):f}"
        return self.words.get(found, found)


class HandOverText(BaseModel):
    """A mapping file: the columns of another system, and whom it leaves out (`only`: a column and its values)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hand_over: Id
    title: Text
    source: Text | None = None
    only: dict[Id, Texts] = Field(default_factory=dict)
    columns: tuple[ColumnText, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [column.name for column in self.columns]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise Unfit(f"the column '{twice[0]}' stands twice", f"列 '{twice[0]}' 重复", at=("columns",))
        return self


@dataclass(frozen=True)
class HandOverMapping:
    """A checked mapping with the fingerprint of its text."""

    text: HandOverText
    fingerprint: str

    def unknown(self, columns: tuple[str, ...]) -> list[str]:
        """The columns it takes that there are none of."""
        wanted = [column.take for column in self.text.columns if column.take] + list(self.text.only)
        return [name for name in wanted if name not in columns]

    def mapped(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows as the other system wants them."""
        kept = [row for row in rows if all((row.get(name) or "") in words for name, words in self.text.only.items())]
        return tuple({column.name: column.value(row) for column in self.text.columns} for row in kept)


def bind_hand_over(document: Document) -> HandOverMapping:
    """The mapping of a document; RulesetError with everything wrong with it."""
    text, problems = checked(HandOverText, document.plain, document)
    if text is None or problems:
        raise RulesetError.of(problems)
    return HandOverMapping(text, fingerprint(document))
