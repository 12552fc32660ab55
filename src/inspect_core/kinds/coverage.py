"""Coverage: every place of a kind is visited in each stretch of time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

import polars as pl
from pydantic import model_validator

from inspect_core.api import (
    Ground,
    Id,
    Missing,
    Recurring,
    Rule,
    RuleHeader,
    Tables,
    Text,
    Unfit,
    chosen_places,
    half,
    lay_out,
    since,
    visits_in,
    while_open,
    word,
)

c = pl.col


class CoverageSettings(Recurring):
    """`covers` names the kind of place; `where` may narrow it."""

    covers: Id

    @model_validator(mode="after")
    def _no_place_word(self) -> Self:
        if self.parts.where:
            raise Unfit("per names no place here: 'covers' does", "此处 per 不写部位，部位由 covers 写明")
        return self

    def says(self, day: date) -> Text:
        """Which places, how often."""
        often, what = self.often, word(self.covers)
        return Text(zh=f"{often.zh}走遍每一{what.zh}", en=f"every {what.en} visited {often.en}")


class Coverage:
    """Every place of a kind is seen.

    Asks: which forms count, by whom, per which stretch, which kind of place must be covered.
    Counts: the different places visited within the slot, of all places of the kind on its day.

    Example:
        title: {zh: 项目负责人每周走遍全部区域, en: The project manager sees every area each week}
        kind: coverage
        counts: cleaning-inspection
        by: project_manager
        per: [person, week]
        covers: area
        points: 100
    """

    kind: ClassVar[str] = "coverage"
    settings: ClassVar[type[RuleHeader]] = CoverageSettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """One slot for each stretch (and person); due is the number of places there were."""
        settings = rule.settings_of(CoverageSettings)
        slots = lay_out(rule, settings, ground, tables)
        due = _there(settings, slots, tables).group_by("slot").agg(due=pl.len().cast(pl.Int64))
        return slots.lazy().drop("due").join(due, on="slot").select(slots.columns).collect()

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The visits to the places that must be covered."""
        settings = rule.settings_of(CoverageSettings)
        places = chosen_places(settings, settings.covers, tables).lazy().select("place")
        return visits_in(slots, settings, tables, places)

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """The number of different places visited."""
        there = _there(rule.settings_of(CoverageSettings), slots, tables).select("slot", "place")
        counted = evidence.filter(c("why") == 0).join(there, on=["slot", "place"], how="semi")
        return counted.group_by("slot").agg(done=c("place").n_unique().cast(pl.Int64))

    def hidden(self, rule: Rule, slots: pl.DataFrame, missing: Missing) -> pl.LazyFrame:
        """The number of places of which nothing could arrive as long as they were there in the slot."""
        there = while_open(_there(rule.settings_of(CoverageSettings), slots, missing.tables), missing.ground)
        lost = missing.lost(there, c("place")).group_by("slot", "place", "first", "last")
        wholly = lost.agg(seconds=(c("back") - c("gone")).sum()).filter(c("seconds") >= c("last") - c("first"))
        return wholly.group_by("slot").agg(hidden=pl.len())


def _there(settings: CoverageSettings, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
    """The places that must be covered in each slot, once each: those that were there for half of its days."""
    places = chosen_places(settings, settings.covers, tables).lazy()
    there = (
        slots.lazy()
        .select("slot", "project", "day", "first", "last")
        .join(places.select("project", "place", opened="first", closed="last"), on="project")
    )
    return there.with_columns(since=since()).filter(half(c("opened"), c("closed")))
