"""Done against due: the outcome of each slot and what it earns, with absence judged once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.sums import SUMS
from inspect_core.language.rule import Grade

c = pl.col


@dataclass(frozen=True)
class Measured:
    """One rule's slots with what was done in each, and the slots whose records never arrived."""

    number: int
    slots: pl.DataFrame
    done: pl.LazyFrame
    lost: pl.DataFrame
    grade: Grade


def graded(rules: Sequence[Measured]) -> pl.LazyFrame:
    """The slots of the rules with `rule`, `done`, the outcome columns of SUMS (each 0 or 1), and `earned` of `of`.

    Proportional: what was done, up to what was due, of what was due. All or nothing: one or none, of one.
    An excused slot, and one whose records never arrived, leaves both; a slot met all the same is met.
    """
    met = c("done") >= c("due")
    judged = met | ~(c("excused") | c("lost"))
    some = (c("done") > 0) & c("proportional")
    whole = pl.lit(1, pl.Int64)
    flags = {
        "met": met,
        "partly": judged & ~met & some,
        "unmet": judged & ~met & ~some,
        "excused": ~met & c("excused"),
        "no_data": ~judged & ~c("excused"),
    }
    earned = pl.when(c("proportional")).then(pl.min_horizontal("done", "due")).otherwise(met.cast(pl.Int64))
    return (
        _joined(rules)
        .with_columns(
            earned=pl.when(judged).then(earned).otherwise(0),
            of=pl.when(judged).then(pl.when(c("proportional")).then(c("due")).otherwise(whole)).otherwise(0),
            **{name: flag.cast(pl.Int64) for name, flag in flags.items()},
        )
        .with_columns(pl.lit(0, pl.Int64).alias(name) for name in SUMS if name in ("na", "deduction", "wipe"))
        .drop("proportional", "number")
    )


def _joined(rules: Sequence[Measured]) -> pl.LazyFrame:
    """Slots, done and lost of all rules side by side: slots are numbered anew, so that one join serves them all."""
    slots, done, gone, base = [], [], [], 0
    for found in rules:
        number = (c("slot").cast(pl.Int32) + base).alias("number")
        proportional = pl.lit(found.grade == "proportional").alias("proportional")
        slots.append(found.slots.lazy().with_columns(number, proportional, rule=pl.lit(found.number, pl.Int64)))
        done.append(found.done.select(number, c("done").cast(pl.Int64)))
        if found.lost.height:
            gone.append(found.lost.lazy().select(number, "lost"))
        most = found.slots["slot"].max()
        base += most + 1 if isinstance(most, int) else 0
    joined = pl.concat(slots).join(pl.concat(done), on="number", how="left").with_columns(c("done").fill_null(0))
    if not gone:
        return joined.with_columns(lost=pl.lit(value=False))
    return joined.join(pl.concat(gone), on="number", how="left").with_columns(c("lost").fill_null(value=False))


def lost(slots: pl.DataFrame, forms: tuple[str, ...], tables: t.Tables) -> pl.DataFrame:
    """The slots that overlap a stretch whose records never arrived: slot, lost."""
    codes = set(tables.names.codes("form", forms))
    if codes.isdisjoint(tables.gaps["form"].to_list()):
        return pl.DataFrame(schema={"slot": pl.Int32, "lost": pl.Boolean})
    gaps = tables.gaps.lazy().filter(c("form").is_in(list(codes)))
    pairs = (
        slots.lazy()
        .select("slot", "project", "place", "first", "last")
        .join(gaps.select("project", missing=c("place"), gone=c("first"), back=c("last")), on="project")
    )
    there = (c("missing") == t.NONE) | (c("missing") == c("place"))
    overlap = (c("gone") < c("last")) & (c("back") > c("first"))
    return pairs.filter(there & overlap).select("slot").unique().with_columns(lost=pl.lit(value=True)).collect()
