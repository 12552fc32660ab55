"""What sampling and density have in common: all records of a stretch are judged together, as one lot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Any

import polars as pl
from pydantic import BeforeValidator, Field, WithJsonSchema

from inspect_core.api import Id, Recurring, Tables, Words, among

c = pl.col
UNDECIDED = {"slot": pl.Int32, "hidden": pl.Int64}


def _number_or_name(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


def _without_project(value: Any) -> Any:
    """`per: [project, month]` is `per: month`: without a place every slot is of the project."""
    words = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else value
    return tuple(word for word in words if word != "project") if isinstance(words, tuple) else value


NumberOrQuestion = Annotated[
    int | Id, BeforeValidator(_number_or_name), WithJsonSchema({"type": ["integer", "string"]})
]


class LotSettings(Recurring):
    """The records of one form, put together by `per`."""

    counts: Words = Field(alias="form", min_length=1)
    per: Annotated[Words, BeforeValidator(_without_project)] = Field(min_length=1)

    def stated(self, value: int | str, evidence: pl.LazyFrame, tables: Tables) -> Mapping[int, int]:
        """What the records of each slot state as a number: the greatest answer to a count question; slot to number."""
        codes = {
            found.code: int(found.value)
            for found in tables.codes
            if found.form in self.counts and found.question == value and found.value.isdigit()
        }
        given = self.given(codes, evidence, tables).group_by("slot").agg(c("code"))
        return {slot: max(codes[code] for code in own) for slot, own in given.collect().iter_rows()}

    def given(self, codes: Collection[int], evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """The records that count, once for each of their answers among `codes`, in order of time."""
        answers = tables.answers.filter(among(c("code"), codes))
        counted = evidence.filter(c("why") == 0).select("slot", "visit", "place", "start")
        return counted.join(answers, on="visit").sort("slot", "start", "visit", "code")


def undecided(slots: Collection[int]) -> pl.LazyFrame:
    """The slots that cannot be judged: all of each is hidden."""
    rows = [(slot, 2**40) for slot in slots]
    return pl.LazyFrame(rows, schema=UNDECIDED, orient="row")
