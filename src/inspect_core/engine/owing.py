"""Which people owe a slot: those who held the role for half of its days, and were not away on all they would have worked.

A single day is owed by who has a duty that day, and by who has no duty in the period at all: whom the roster leaves out
works by the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.ground import Ground, day_number, day_of

c = pl.col


def since() -> pl.Expr:
    """The first day of a slot, from its last one (`day`) and its instants; a day of 23 or 25 hours is one day."""
    return (c("day") - ((c("last") - c("first") + 43_200) // 86_400).clip(1, None) + 1).cast(pl.Int32)


def shared(came: pl.Expr, went: pl.Expr) -> pl.Expr:
    """How many days of a slot (`since` to `day`) lie between two days, both included."""
    return (pl.min_horizontal(c("day"), went) - pl.max_horizontal(c("since"), came) + 1).clip(0, None)


def half(came: pl.Expr, went: pl.Expr) -> pl.Expr:
    """Whether at least half of the days of a slot lie between two days: of a single day that one."""
    return 2 * shared(came, went) >= c("day") - c("since") + 1


@dataclass(frozen=True)
class Owing:
    """Those with one of the `roles` (all where none is named), as the persons of slots in the column `who`.

    With `days_off` they owe single days without a duty, too.
    """

    who: str
    roles: tuple[str, ...]
    ground: Ground
    tables: t.Tables
    days_off: bool = False

    def of(self, frame: pl.LazyFrame, *, by_project: bool) -> pl.LazyFrame:
        """The stretches (day, since, first, last), once for each person who owes them."""
        people = self._people()
        frame = frame.join(people.lazy(), on="project") if by_project else frame.join(people.lazy(), how="cross")
        held = frame.with_columns(held=shared(c("came"), c("went"))).filter(c("held") > 0)
        if people[self.who].is_duplicated().any():
            held = self._together(held)
        long_enough = 2 * c("held") >= c("day") - c("since") + 1
        still = c("went") >= day_number(self.ground.period.first)
        owed = self._less_away(held.filter(long_enough & still))
        return owed if self.days_off else self._when_rostered(owed)

    def _people(self) -> pl.DataFrame:
        stints = self.tables.stints
        if self.roles:
            stints = stints.filter(c("role").is_in(self.tables.names.codes("role", self.roles)))
        came = pl.max_horizontal("first", pl.lit(self.tables.began, pl.Int32))
        return stints.select("project", c("person").alias(self.who), came=came, went=c("last"))

    def _together(self, held: pl.LazyFrame) -> pl.LazyFrame:
        """One row for a person who held the roles more than once: the days of all of them together."""
        keys = [name for name in held.collect_schema().names() if name not in ("came", "went", "held")]
        return held.group_by(keys, maintain_order=True).agg(c("went").max(), c("held").sum())

    def _less_away(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Takes out the slots of people who were away on all the days they would have worked in it, and on one at least.

        Away is who is on leave or gave the duty to another, and stands no other duty that day. The days somebody would
        have worked are those of the roster; of somebody without any other duty in the period, the workdays.
        """
        away = self._away()
        if not away.height:
            return frame
        tables = self.tables
        keyed = tables.computed(frame).lazy().with_row_index("row")  # numbered once, joined twice
        slots = keyed.select("row", self.who, "since", "day")
        near = tables.computed(_within(slots, away.lazy(), self.who).unique())
        longer = near.filter(c("since") < c("day")).lazy()
        rostered = self._rostered().lazy()
        by_roster = longer.join(rostered, on=self.who, how="semi").join(
            _within(longer, self._stood().lazy(), self.who), on="row", how="anti"
        )
        by_calendar = self._by_calendar(tables.computed(longer.join(rostered, on=self.who, how="anti")), away)
        gone = pl.concat([near.lazy().filter(c("since") == c("day")), by_roster, by_calendar.lazy()])
        return keyed.join(gone, on="row", how="anti").drop("row")

    def _when_rostered(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Takes out single days without a duty, of those of whom the roster says when they work."""
        rostered = self._rostered()
        if not rostered.height:
            return frame
        stood = self._duties([t.PLANNED, t.EXCUSED]).lazy().rename({"off": "day"})
        free = (c("since") == c("day")) & c(self.who).is_in(rostered[self.who].implode())
        return pl.concat([frame.filter(~free), frame.filter(free).join(stood, on=[self.who, "day"], how="semi")])

    def _away(self) -> pl.DataFrame:
        """The days on which people were away and stood no duty; the same for every rule of a run."""
        known, key = self.tables.laid_out, ("away", self.who)
        if key not in known:
            gone = self._duties([t.LEAVE, t.SWAPPED]).unique()
            known[key] = gone.join(self._stood(), on=[self.who, "off"], how="anti") if gone.height else gone
        return known[key]

    def _stood(self) -> pl.DataFrame:
        """The days on which people stood a duty, likewise."""
        known, key = self.tables.laid_out, ("stood", self.who)
        if key not in known:
            known[key] = self._duties([t.PLANNED, t.EXCUSED]).unique()
        return known[key]

    def _duties(self, statuses: list[int]) -> pl.DataFrame:
        duties = self.tables.duties.filter(c("status").is_in(statuses))
        return duties.select(c("person").alias(self.who), off=c("day"))

    def _rostered(self) -> pl.DataFrame:
        """Who has a duty in the period that is neither leave nor cancelled: the roster says when they work."""
        period, known = self.ground.period, self.tables.laid_out
        key = ("rostered", self.who, period)
        if key not in known:
            own = c("day").is_between(day_number(period.first), day_number(period.last))
            duties = self.tables.duties.filter(own & c("status").is_in([t.PLANNED, t.EXCUSED, t.SWAPPED]))
            known[key] = duties.select(c("person").alias(self.who)).unique()
        return known[key]

    def _by_calendar(self, slots: pl.DataFrame, away: pl.DataFrame) -> pl.DataFrame:
        """The slots in which every workday of the person was away."""
        if not slots.height:
            return slots
        days = slots.with_columns(off=pl.int_ranges("since", c("day") + 1, dtype=pl.Int32)).explode("off")
        held = days.join(self._people(), on=self.who).filter(c("off").is_between(c("came"), c("went")))
        numbers: list[int] = held["off"].unique().to_list()
        working = [number for number in numbers if self.ground.is_workday(day_of(number))]
        left = held.filter(c("off").is_in(working)).join(away, on=[self.who, "off"], how="anti")
        return slots.join(left, on="row", how="anti")


def _within(slots: pl.LazyFrame, days: pl.LazyFrame, who: str) -> pl.LazyFrame:
    """The slots in which one of the days lies, once for each such day."""
    pairs = slots.join(days, on=who).filter(c("off").is_between(c("since"), c("day")))
    return pairs.select("row", who, "since", "day")
