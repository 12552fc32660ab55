"""Frequency: something is done at least so often, per place, person and stretch of time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

import polars as pl

from inspect_core.api import (
    Count,
    Dated,
    Drawing,
    Ground,
    Rule,
    RuleHeader,
    Tables,
    Text,
    due_from,
    planned,
    visits_in,
)

c = pl.col


class FrequencySettings(Drawing):
    """`at_least` visits, or with `measure: minutes` at least so many minutes altogether."""

    at_least: Dated[Count]
    measure: Literal["visits", "minutes"] = "visits"

    def says(self, day: date) -> Text:
        """The number that holds on the day, how often, and since when."""
        least, since, often = self.at_least.on(day), self.at_least.since(day), self.often
        shortest = self.min_minutes.on(day) if self.min_minutes else None
        zh = f"{often.zh}至少 {least} {'次' if self.measure == 'visits' else '分钟'}"
        en = f"at least {_times(least) if self.measure == 'visits' else f'{least} minutes'} {often.en}"
        if shortest:
            zh, en = f"{zh}，每次不少于 {shortest} 分钟", f"{en}, {shortest} minutes each"
        if since is not None and since > date.min:
            zh, en = f"{zh}（自 {since} 起）", f"{en} (since {since})"
        return self.with_draw(Text(zh=zh, en=en))


def _times(count: int | None) -> str:
    return {1: "once", 2: "twice"}.get(count or 0, f"{count} times")


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
    settings: ClassVar[type[RuleHeader]] = FrequencySettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """One slot for each place, person and stretch; `due` from the value in force on its day."""
        settings = rule.settings_of(FrequencySettings)
        return due_from(planned(rule, settings, ground, tables), settings.at_least)

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The visits of the forms that fall into the slots, with the reason where one does not count."""
        return visits_in(slots, rule.settings_of(FrequencySettings), tables)

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """The number of visits that count, or their minutes."""
        counted = evidence.filter(c("why") == 0)
        if rule.settings_of(FrequencySettings).measure == "minutes":
            minutes = (c("end") - c("start")).sum() // 60
            return counted.group_by("slot").agg(done=minutes.cast(pl.Int64))
        return counted.group_by("slot").agg(done=pl.len().cast(pl.Int64))
