"""Interval: never longer than so much time between one visit and the next."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

import polars as pl
from pydantic import model_validator

from inspect_core.api import (
    Dated,
    Ground,
    Missing,
    Recurring,
    Rule,
    RuleHeader,
    Span,
    Tables,
    Text,
    Unfit,
    in_force,
    joined,
    lay_out,
    of_runs,
    visits_in,
)

c = pl.col


class IntervalSettings(Recurring):
    """`at_most` the time between two visits, such as 60 min."""

    at_most: Dated[Span]

    @model_validator(mode="after")
    def _is_time(self) -> Self:
        if any(span is not None and span.unit != "seconds" for _, span in self.at_most.steps):
            raise Unfit("an interval is written in minutes or hours", "间隔请以分钟或小时书写", at=("at_most",))
        return self

    def seconds(self, day: date) -> int | None:
        """The interval in force on a day, in seconds."""
        span = self.at_most.on(day)
        return span.count if span else None

    def says(self, day: date) -> Text:
        """The interval that holds on the day."""
        minutes = (self.seconds(day) or 0) // 60
        return Text(
            zh=f"{self.often.zh}间隔不超过 {minutes} 分钟",
            en=f"never more than {minutes} minutes apart {self.often.en}",
        )


class Interval:
    """Rounds keep coming.

    Asks: which forms count, by whom, per which place and stretch, how far apart at most.
    Counts: the slot is cut into stretches of `at_most`; a stretch is done when visits start in it and none of them
    came later than `at_most` after the one before, after the start of the slot, or after records that never arrived.

    Example:
        title: {zh: 重点部位每小时巡查一次, en: Key areas are patrolled at least every hour}
        kind: interval
        counts: key-area-patrol
        by: guard
        per: [checkpoint, day]
        at_most: 60 min
        credit: project
        points: 100
    """

    kind: ClassVar[str] = "interval"
    settings: ClassVar[type[RuleHeader]] = IntervalSettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """One slot for each place and stretch; due is the number of intervals in it, the last one may be short."""
        settings = rule.settings_of(IntervalSettings)
        slots = lay_out(rule, settings, ground, tables)
        step = in_force(settings.seconds, slots)
        due = slots.with_columns(due=(c("last") - c("first") + step - 1) // step)
        return due.filter(c("due").is_not_null()) if due["due"].null_count() else due

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The visits of the forms that fall into the slots."""
        return visits_in(slots, rule.settings_of(IntervalSettings), tables)

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """The number of stretches that nobody was late for."""
        return _in_time(rule, slots, evidence, None)

    def measured_around(
        self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables, missing: Missing
    ) -> pl.LazyFrame:
        """The same where records never arrived: until the end of what was lost somebody may have come."""
        return _in_time(rule, slots, evidence, missing.pieces(slots))

    def hidden(self, rule: Rule, slots: pl.DataFrame, missing: Missing) -> pl.LazyFrame:
        """The number of stretches that a gap touches; of who stands duty, the share of those of the duty."""
        step = in_force(rule.settings_of(IntervalSettings).seconds, slots)
        begun = slots.lazy().select("slot", "due", begun="first", step=step)
        posts = missing.posts(slots).lazy().select("slot", gone="first", back="last")
        stood = _touched(posts, begun).unique(["slot", "stretch"]).group_by("slot").agg(stood=pl.len().cast(pl.Int64))
        lost_to = _until_due_again(missing.pieces(slots), slots, step)
        each = _touched(lost_to, begun).unique(["slot", "missing", "stretch"])
        lost = each.group_by("slot").agg(c("parts").sum(), c("of").first(), c("due").first())
        whole = c("of") * c("stood").fill_null(c("due"))
        found = lost.join(stood, on="slot", how="left")
        return found.select("slot", hidden=(c("due") * c("parts") + whole - 1) // whole)


def _in_time(rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, lost: pl.LazyFrame | None) -> pl.LazyFrame:
    """The stretches for which nobody was late: slot, done.

    A stretch with visits is done when its first one came in time: those after it do too. One without is done when
    nobody was due in it: the clock began with it and the next visit came exactly `at_most` later; or it is the last and
    short, and the slot ends not later than `at_most` after the visit before.
    """
    step = in_force(rule.settings_of(IntervalSettings).seconds, slots)
    visits = evidence.filter(c("why") == 0).select("slot", begins=c("start") - c("first"), day="day_due")
    # one whole number holds slot and second within it, so that one sort serves the waits of every slot
    keyed = visits.with_columns(key=c("slot").cast(pl.Int64) * _REACH + c("begins")).sort("key", multithreaded=False)
    keyed = keyed if lost is None else _restarted(keyed, slots, lost)
    timed = keyed.with_columns(latest=c("key") % _REACH, step=step).with_columns(begun=c("key") - c("latest"))
    again = (c("begun") == c("begun").shift()).fill_null(value=False)
    timed = timed.with_columns(piece=c("latest") // c("step"), again=again)
    timed = timed.with_columns(before=pl.when("again").then(c("latest").shift()).otherwise(0))
    opens = ~c("again") | (c("piece") != c("piece").shift())
    if lost is None:
        clock, idle = c("before"), ~c("again") & (c("latest") == c("step"))
    else:
        clock = pl.max_horizontal("before", "until")
        idle = (c("latest") - clock == c("step")) & (clock % c("step") == 0) & (~c("again") | (c("before") < clock))
    done = (opens & (c("latest") - clock <= c("step"))).cast(pl.Int64) + idle
    came = of_runs(timed.select("begun", "latest", "step", done=done), "begun", ["done"], "latest", "step")
    came = came.with_columns(slot=(c("begun") // _REACH).cast(pl.Int32))
    ends = joined(came, slots.select("slot", "due", length=c("last") - c("first")), {"slot": "slot"})
    none_since = c("latest") // c("step") < c("due") - 1
    return ends.select("slot", done=c("done") + (none_since & (c("length") - c("latest") <= c("step"))))


def _restarted(keyed: pl.LazyFrame, slots: pl.DataFrame, lost: pl.LazyFrame) -> pl.LazyFrame:
    """The visits with `until`: the latest second of the slot, up to the visit, in which lost records may have been."""
    edges = lost.join(slots.lazy().select("slot", "first"), on="slot")
    gone, back = c("gone") - c("first"), c("back") - c("first")
    known = edges.select("slot", key=c("slot").cast(pl.Int64) * _REACH + gone + 1, until=back).sort("key")
    known = known.with_columns(c("until").cum_max().over("slot"))
    visits = keyed.join_asof(known.rename({"slot": "gap_of"}), on="key", strategy="backward")
    own = c("gap_of") == c("slot")
    return visits.with_columns(until=pl.when(own).then(pl.min_horizontal("begins", "until")).otherwise(0))


def _until_due_again(pieces: pl.LazyFrame, slots: pl.DataFrame, step: pl.Expr) -> pl.LazyFrame:
    """The lost pieces, to the end of a slot that ends before somebody was due again."""
    ends = slots.lazy().select("slot", "first", "last", "due", step=step)
    last_begins = c("first") + (c("due") - 1) * c("step")
    short = (c("back") <= last_begins) & (c("back") + c("step") >= c("last")) & (c("last") - last_begins < c("step"))
    longer = pieces.join(ends, on="slot").with_columns(back=pl.when(short).then(c("last")).otherwise(c("back")))
    return longer.drop("first", "last", "due", "step")


def _touched(pieces: pl.LazyFrame, begun: pl.LazyFrame) -> pl.LazyFrame:
    """The pieces (gone, back) with the number of each stretch of their slot that they touch."""
    first, last = ((edge - c("begun")) // c("step") for edge in (c("gone"), c("back") - 1))
    return pieces.join(begun, on="slot").with_columns(stretch=pl.int_ranges(first, last + 1)).explode("stretch")


_REACH = 2**26  # seconds, a little over two years: no slot is longer
