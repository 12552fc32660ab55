"""Quota: so many different places, people or answers in each stretch of time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import polars as pl

from inspect_core.api import (
    AS_WORDS,
    NOT_ASKED,
    Count,
    Dated,
    Drawing,
    Ground,
    Id,
    QuestionType,
    Rule,
    RuleHeader,
    Tables,
    Text,
    among,
    due_from,
    planned,
    visits_in,
    word,
)

c = pl.col


class QuotaSettings(Drawing):
    """`at_least` different values of `distinct`: place, subject, or a question of the form."""

    distinct: Id
    at_least: Dated[Count]

    def reads(self) -> tuple[tuple[str, tuple[QuestionType, ...]], ...]:
        """The question whose different answers are counted, if it is one."""
        own = () if self.distinct in ("place", "subject") else ((self.distinct, AS_WORDS),)
        return (*super().reads(), *own)

    def says(self, day: date) -> Text:
        """The number of different ones that holds on the day."""
        least, often, what = self.at_least.on(day), self.often, word(self.distinct)
        zh, en = f"{often.zh}至少 {least} 个不同的{what.zh}", f"at least {least} different {what.en}s {often.en}"
        return self.with_draw(Text(zh=zh, en=en))


class Quota:
    """So many different ones, counted once each.

    Asks: which forms count, by whom, per which stretch, how many different places, people or answers.
    Counts: distinct values among the records that start within the slot.

    Example:
        title: {zh: 管家周日上门拜访客户三户, en: Each butler visits three households every Sunday}
        kind: quota
        counts: home-visit
        by: butler
        per: [person, sunday]
        distinct: place
        at_least: 3
        points: 100
    """

    kind: ClassVar[str] = "quota"
    settings: ClassVar[type[RuleHeader]] = QuotaSettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """One slot for each person or place and stretch."""
        settings = rule.settings_of(QuotaSettings)
        return due_from(planned(rule, settings, ground, tables), settings.at_least)

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The visits of the forms that fall into the slots."""
        return visits_in(slots, rule.settings_of(QuotaSettings), tables)

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """The number of different values seen."""
        distinct = rule.settings_of(QuotaSettings).distinct
        counted = evidence.filter(c("why") == 0)
        if distinct in ("place", "subject"):
            known = counted.filter(c(distinct) >= 0)
            return known.group_by("slot").agg(done=c(distinct).n_unique().cast(pl.Int64))
        asked = (found for found in tables.codes if found.value != NOT_ASKED)
        codes = [found.code for found in asked if found.question == distinct]
        answers = tables.answers.filter(among(c("code"), codes))
        return counted.join(answers, on="visit").group_by("slot").agg(done=c("code").n_unique().cast(pl.Int64))
