"""Weighted rating: opinions on a scale, each counted as much as the survey says its respondent stands for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Final, Literal

import polars as pl

from inspect_core.api import (
    AS_WORDS,
    Ground,
    Id,
    QuestionType,
    Rule,
    RuleHeader,
    Tables,
    Text,
    day_number,
    joined,
    numbered,
)

c = pl.col
MILLION: Final = 1_000_000  # weights are kept to a millionth


class WeightedRatingSettings(RuleHeader):
    """`question` of `form`, whose answers from 1 to `best` count; `weight`: the choice question with the weight."""

    form: Id
    question: Id
    weight: Id
    best: Literal["3", "5", "7", "10"] = "5"
    grade: Literal["proportional"] = "proportional"

    def forms(self) -> tuple[str, ...]:
        """The form it reads."""
        return (self.form,)

    def reads(self) -> tuple[tuple[str, tuple[QuestionType, ...]], ...]:
        """The opinion and the weight."""
        return ((self.question, AS_WORDS), (self.weight, AS_WORDS))

    def says(self, day: date) -> Text:
        """The scale."""
        return Text(zh=f"加权平均，1 至 {self.best}", en=f"weighted mean, 1 to {self.best}")


class WeightedRating:
    """A mean in which each answer has the weight of its record.

    Asks: a form, the question with the opinion from 1 to `best`, the choice question with the weight.
    Counts: the sum of weight times answer, of the sum of weight times best; other answers are left out.

    Example:
        title: {zh: 加权满意度, en: Weighted satisfaction}
        kind: weighted_rating
        form: survey
        question: overall
        weight: weight
        credit: observer
        points: 5
    """

    kind: ClassVar[str] = "weighted_rating"
    settings: ClassVar[type[RuleHeader]] = WeightedRatingSettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """One slot for each record that has an opinion; due is the best it could have said, by its weight."""
        settings = rule.settings_of(WeightedRatingSettings)
        first, last = day_number(ground.period.first), day_number(ground.period.last)
        visits = tables.visits.filter(c("day").is_between(first, last)).join(_said(rule, tables), on="visit")
        return numbered(
            visits.select(
                "project", "place", "subject", "day", person=c("observer"), duty=c("visit"),
                first=c("start"), last=c("start") + 1, due=c("weight") * int(settings.best),
            ).collect()
        )  # fmt: skip

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The record behind each slot."""
        own = slots.select("slot", c("duty").alias("visit"), "first", "last")
        return joined(tables.visits, own, {"visit": "visit"}).with_columns(why=pl.lit(0, pl.Int8))

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """What was said, by its weight."""
        said = evidence.join(_said(rule, tables), on="visit")
        return said.select("slot", done=(c("weight") * c("value")).cast(pl.Int64))


def _said(rule: Rule, tables: Tables) -> pl.LazyFrame:
    """The records with the value that was given and the weight in millionths."""
    settings = rule.settings_of(WeightedRatingSettings)
    best = int(settings.best)
    values = {found.value: int(found.value) for found in tables.codes if found.value in map(str, range(1, best + 1))}
    opinions = _answers(settings.form, settings.question, "value", values, tables)
    weights = {
        found.value: int((Decimal(found.value) * MILLION).to_integral_value())
        for found in tables.codes
        if (found.form, found.question) == (settings.form, settings.weight)
    }
    return opinions.join(_answers(settings.form, settings.weight, "weight", weights, tables), on="visit")


def _answers(form: str, question: str, column: str, values: dict[str, int], tables: Tables) -> pl.LazyFrame:
    rows = [
        (found.code, values[found.value])
        for found in tables.codes
        if (found.form, found.question) == (form, question) and found.value in values
    ]
    known = pl.DataFrame(rows, schema={"code": pl.UInt16, column: pl.Int64}, orient="row").lazy()
    return tables.answers.join(known, on="code").select("visit", column)
