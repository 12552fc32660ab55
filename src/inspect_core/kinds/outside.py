"""Outside: work is done outside certain hours, such as those in which owners are at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import ClassVar, Literal, Self

import polars as pl
from pydantic import Field, PrivateAttr

from inspect_core.api import (
    Ground,
    Id,
    Rule,
    RuleHeader,
    Tables,
    Text,
    Window,
    Words,
    day_number,
    joined,
    numbered,
)

c = pl.col


class OutsideSettings(RuleHeader):
    """`windows` are the hours that records of `form` may not touch, every day or on workdays alone."""

    form: Id
    windows: Words = Field(min_length=1)
    on: Literal["day", "workday"] = "day"
    _known: dict[str, Window] = PrivateAttr(default_factory=dict)

    def named(self, windows: Mapping[str, Window]) -> Self:
        """The same settings, able to say the hours of their windows."""
        copy = self.model_copy()
        copy._known = dict(windows)  # noqa: SLF001 - of its own kind, and not yet handed out
        return copy

    def forms(self) -> tuple[str, ...]:
        """The form it reads."""
        return (self.form,)

    def says(self, day: date) -> Text:
        """The hours that are kept free."""
        hours = [(self._known[name].hours if name in self._known else name) for name in self.windows]
        zh, en = ("每日", "every day") if self.on == "day" else ("工作日", "on workdays")
        return Text(zh=f"{zh} {'、'.join(hours)} 以外", en=f"outside {', '.join(hours)} {en}")


class Outside:
    """Done at other hours.

    Asks: a form, and the windows of the file that its records may not touch, every day or on workdays.
    Counts: the records of which no minute falls into these windows; one without an end is a single moment.

    Example:
        title: {zh: 保洁绿化与业主工作时间错开, en: "Cleaning keeps out of the owners' hours"}
        kind: outside
        form: contractor-work
        windows: office
        on: workday
        credit: contractor
        points: 100
    """

    kind: ClassVar[str] = "outside"
    settings: ClassVar[type[RuleHeader]] = OutsideSettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """One slot for each record of the period: from its start to the next hours that are kept free."""
        settings = rule.settings_of(OutsideSettings)
        first, last = day_number(ground.period.first), day_number(ground.period.last)
        form = tables.names.code("form", settings.form)
        visits = tables.visits.filter((c("form") == form) & c("day").is_between(first, last))
        slots = visits.select(
            "project", "place", "subject", "day", person=c("observer"), duty=c("visit"),
            first=c("start"), last=_until(settings, rule.windows, ground), due=pl.lit(1, pl.Int64),
        )  # fmt: skip
        return numbered(slots.collect())

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The record behind each slot."""
        own = slots.select("slot", c("duty").alias("visit"), "first", "last")
        return joined(tables.visits, own, {"visit": "visit"}).with_columns(why=pl.lit(0, pl.Int8))

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """One where the record was over before those hours began."""
        return evidence.select("slot", done=(_over() <= c("last")).cast(pl.Int64))


def _over() -> pl.Expr:
    """The first instant at which a record is over; a single moment lasts a second."""
    return pl.max_horizontal(c("end").fill_null(c("start")), c("start") + 1)


def _until(settings: OutsideSettings, windows: Mapping[str, Window], ground: Ground) -> pl.Expr:
    """When a record must be over: as its hours begin, or as it begins itself where that is within them."""
    kept = [
        (ground.instant(day, one.first), ground.instant(day, one.last)) for day, one in _kept(settings, windows, ground)
    ]
    firsts, lasts = (sorted(edge) for edge in zip(*kept, strict=True)) if kept else ([], [])
    begun = pl.lit(pl.Series(firsts, dtype=pl.Int64)).search_sorted(c("start"), side="right").cast(pl.Int64)
    over = pl.lit(pl.Series(lasts, dtype=pl.Int64)).search_sorted(c("start"), side="right").cast(pl.Int64)
    following = pl.lit(pl.Series([*firsts, None], dtype=pl.Int64)).gather(begun)
    return pl.when(begun > over).then(c("start")).otherwise(following.fill_null(_over()))


def _kept(settings: OutsideSettings, windows: Mapping[str, Window], ground: Ground) -> Iterator[tuple[date, Window]]:
    """The windows of each day from the one before the period, whose night may reach into it, to its last."""
    for day in (ground.period.first - timedelta(days=1), *ground.days()):
        if settings.on == "day" or ground.is_workday(day):
            yield from ((day, windows[name]) for name in settings.windows)
