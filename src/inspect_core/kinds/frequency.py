"""Frequency: something is done at least so often, per place, person and stretch of time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

import polars as pl

from inspect_core.api import (
    Count,
    Dated,
    Ground,
    Recurring,
    Rule,
    Tables,
    Text,
    candidates,
    due_from,
    judged,
    lay_out,
    matched,
)

c = pl.col


class FrequencySettings(Recurring):
    """`at_least` visits, or with `measure: minutes` at least so many minutes altogether."""

    at_least: Dated[Count]
    measure: Literal["visits", "minutes"] = "visits"

    def says(self, day: date) -> Text:
        """The number that holds on the day, how often, and since when."""
        least, since = self.at_least.on(day), self.at_least.since(day)
        start = "" if since in (None, date.min) else str(since)
        unit = ("次", "times") if self.measure == "visits" else ("分钟", "minutes")
        zh = f"每{'、'.join(self.per)}至少 {least} {unit[0]}" + (f"(自 {start} 起)" if start else "")
        en = f"at least {least} {unit[1]} per {', '.join(self.per)}" + (f" (since {start})" if start else "")
        return Text(zh=zh, en=en)


class Frequency:
    """Something is done at least so often.

    Asks: which forms count, by whom, per which place, person and stretch of time, how often at least.
    Counts: the records that start within each slot; a record shorter than `min_minutes`, or that leaves a question of
    `complete` open, is listed as seen but not counted.

    Example:
        title: {zh: 当值班长每班次每个岗位巡视不少于四次, en: The shift leader walks every post at least four times a shift}
        kind: frequency
        counts: patrol
        by: shift_leader
        per: [post, shift]
        at_least: {2025-01-01: 3, 2026-03-01: 4}
        grade: proportional
        points: 100
    """

    kind: ClassVar[str] = "frequency"
    settings: ClassVar[type[Recurring]] = FrequencySettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """One slot for each place, person and stretch; `due` from the value in force on its day."""
        settings = _settings(rule)
        return due_from(lay_out(rule, settings, ground, tables), settings.at_least)

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The visits of the forms that fall into the slots, with the reason where one does not count."""
        settings = _settings(rule)
        return judged(matched(slots, candidates(settings, tables), settings), settings, tables, slots)

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """The number of visits that count, or their minutes."""
        counted = evidence.filter(c("why") == 0)
        if _settings(rule).measure == "minutes":
            minutes = (c("end") - c("start")).sum() // 60
            return counted.group_by("slot").agg(done=minutes.cast(pl.Int64))
        return counted.group_by("slot").agg(done=pl.len().cast(pl.Int64))


def _settings(rule: Rule) -> FrequencySettings:
    settings = rule.settings
    if not isinstance(settings, FrequencySettings):
        raise TypeError(f"{rule.name} is no frequency rule")
    return settings
