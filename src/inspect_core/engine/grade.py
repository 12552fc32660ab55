"""Done against due: the outcome of each slot and what it earns, with absence judged once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from inspect_core.engine.kind import HidingKind, LotKind, SlotKind, SpacedKind
from inspect_core.engine.missing import Missing
from inspect_core.engine.tables import Tables
from inspect_core.language.rule import Grade, Rule

c = pl.col
_HIDDEN = {"slot": pl.Int32, "hidden": pl.Int64}
NEVER_OF_SLOTS = ("na", "deduction", "wipe")  # the columns of SUMS that are 0 in every slot


@dataclass(frozen=True)
class Measured:
    """One rule's slots with what was done in each, and how much of each may be among records that never arrived."""

    number: int
    slots: pl.DataFrame
    done: pl.DataFrame
    hidden: pl.DataFrame
    grade: Grade


def graded(rules: Sequence[Measured]) -> pl.LazyFrame:
    """The slots of the rules with `rule`, `done`, the outcome columns of SUMS (each 0 or 1), and `earned` of `of`.

    Proportional: what was done, up to what was due, of what was due. All or nothing: one or none, of one.
    What is hidden by a gap is not due, unless the slot was met with it; what was done beyond that still earns.
    An excused slot, and one of which a gap leaves nothing due, leaves both; a slot met all the same is met.
    """
    gaps = any(found.hidden.height for found in rules)
    met = c("done") >= c("due")
    judged = met | ~(c("excused") | c("lost")) if gaps else met | ~c("excused")
    some = (c("done") > 0) & c("proportional")
    whole = pl.lit(1, pl.Int64)
    flags = {
        "met": met,
        "partly": judged & ~met & some,
        "unmet": judged & ~met & ~some,
        "excused": ~met & c("excused"),
        "no_data": ~judged & ~c("excused") if gaps else pl.lit(value=False),
    }
    earned = pl.when(c("proportional")).then(pl.min_horizontal("done", "in_full")).otherwise(met.cast(pl.Int64))
    of = pl.when(c("proportional")).then(pl.max_horizontal("due", earned)).otherwise(whole)
    slots = _joined(rules)
    return (
        (slots.with_columns(_less_hidden()) if gaps else slots.with_columns(in_full=c("due"), lost=pl.lit(value=False)))
        .with_columns(
            earned=pl.when(judged).then(earned).otherwise(0),
            of=pl.when(judged).then(of).otherwise(0),
            **{name: flag.cast(pl.Int64) for name, flag in flags.items()},
        )
        .with_columns(pl.lit(0, pl.Int64).alias(name) for name in NEVER_OF_SLOTS)
        .drop("proportional", "in_full", "lost")
    )


def _less_hidden() -> list[pl.Expr]:
    """What is due of a slot that was not done, less what a gap hides of it."""
    lowered = (c("done") < c("due")) & (c("hidden") > 0)
    lost = lowered & (c("hidden") >= c("due"))
    due = c("due") - pl.when(lowered & ~lost).then(c("hidden")).otherwise(0)
    hidden = pl.when(lowered).then(c("hidden")).otherwise(0)
    return [due.alias("due"), c("due").alias("in_full"), lost.alias("lost"), hidden.alias("hidden")]


def _joined(rules: Sequence[Measured]) -> pl.LazyFrame:
    """Slots of all rules with what was done in each and what is hidden of it, nothing where nothing is told."""
    return pl.concat(
        found.slots.lazy().with_columns(
            _by_slot(found.slots, found.done, "done"),
            _by_slot(found.slots, found.hidden, "hidden"),
            proportional=pl.lit(found.grade == "proportional"),
            rule=pl.lit(found.number, pl.Int64),
        )
        for found in rules
    )


def _by_slot(slots: pl.DataFrame, told: pl.DataFrame, name: str) -> pl.Expr:
    """What is told of slots as a column of theirs, found by their numbers, which are small."""
    most = slots["slot"].max()
    if not told.height or not isinstance(most, int):
        return pl.lit(0, pl.Int64).alias(name)
    known = told.filter(c("slot").is_between(0, most) & c(name).is_not_null())
    numbers = pl.repeat(0, most + 1, dtype=pl.Int64, eager=True).scatter(known["slot"], known[name].cast(pl.Int64))
    return pl.lit(numbers).gather(c("slot")).alias(name)


def measured(
    rule: Rule, kind: SlotKind, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables, lost: Missing | None
) -> pl.LazyFrame:
    """The number done in each slot that has evidence, beside records that never arrived: slot, done."""
    if lost is not None and slots.height and isinstance(kind, SpacedKind):
        return kind.measured_around(rule, slots, evidence, tables, lost)
    return kind.measured(rule, slots, evidence, tables)


def hidden(rule: Rule, kind: SlotKind, slots: pl.DataFrame, tables: Tables, lost: Missing | None) -> pl.DataFrame:
    """How much of what was due in each slot may be among records that never arrived: slot, hidden.

    The share of the slot that was lost, of what was due, rounded up; a kind that knows better says it itself.
    """
    if isinstance(kind, LotKind):
        found = kind.undecided(rule, slots, tables)
        return tables.computed(found.select(c(name).cast(type_) for name, type_ in _HIDDEN.items()))
    if lost is None or not slots.height:
        return pl.DataFrame(schema=_HIDDEN)
    found = kind.hidden(rule, slots, lost) if isinstance(kind, HidingKind) else _share(slots, lost.pieces(slots))
    return tables.computed(found.select(c(name).cast(type_) for name, type_ in _HIDDEN.items()))


def _share(slots: pl.DataFrame, pieces: pl.LazyFrame) -> pl.LazyFrame:
    seconds = ((c("back") - c("gone")) * c("parts")).sum()
    lost = pieces.group_by("slot").agg(lost=seconds, whole=c("whole").first())
    due = lost.join(slots.lazy().select("slot", "due"), on="slot")
    return due.select("slot", hidden=(c("due") * c("lost") + c("whole") - 1) // c("whole"))
