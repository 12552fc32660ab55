"""Route: every checkpoint of a standard route is passed on each round, and no other."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import polars as pl
from pydantic import Field

from inspect_core.api import (
    Ground,
    Recurring,
    Rule,
    RuleHeader,
    Tables,
    Text,
    Words,
    lay_out,
    numbered,
    visits_in,
)

c = pl.col


class RouteSettings(Recurring):
    """`stops`: the places of the route; `per` names a kind of place and the person."""

    stops: Words = Field(min_length=1)

    def says(self, day: date) -> Text:
        """The length of the route."""
        number = len(self.stops)
        return Text(
            zh=f"途经路线上全部 {number} 个点，不多不少",
            en=f"passes all {number} checkpoints of the route, and no other",
        )


class Route:
    """A standard route.

    Asks: which forms count, by whom, per which place, person and stretch; the `stops` of the route.
    Counts: a slot for each stop, and one for each other place where somebody was seen: those are never met, so that
    a checkpoint that was missed and one that was too many are both told by their names.

    Example:
        title: {zh: 标准巡逻路线, en: The standard route}
        kind: route
        counts: reading
        by: guard
        per: [checkpoint, person, day]
        stops: [gate, lobby]
        points: 100
    """

    kind: ClassVar[str] = "route"
    settings: ClassVar[type[RuleHeader]] = RouteSettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """The stops, and the places that were visited without being stops."""
        settings = rule.settings_of(RouteSettings)
        slots = lay_out(rule, settings, ground, tables)
        visited = visits_in(slots, settings, tables).filter(c("why") == 0).select("slot").unique().collect()
        kept = c("place").is_in(_stops(settings, tables)) | c("slot").is_in(visited["slot"].implode())
        return numbered(slots.filter(kept).drop("slot").with_columns(due=pl.lit(1, pl.Int64)))

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The visits that fall into the slots."""
        return visits_in(slots, rule.settings_of(RouteSettings), tables)

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """One where a stop was passed, none elsewhere."""
        settings = rule.settings_of(RouteSettings)
        passed = evidence.filter(c("why") == 0).group_by("slot").agg(place=c("place").first())
        return passed.select("slot", done=c("place").is_in(_stops(settings, tables)).cast(pl.Int64))


def _stops(settings: RouteSettings, tables: Tables) -> list[int]:
    return tables.names.codes("place", settings.stops)
