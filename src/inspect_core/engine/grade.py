"""Done against due: the outcome of each slot and what it earns, with absence judged once."""

from __future__ import annotations

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.sums import SUMS
from inspect_core.language.rule import Grade

c = pl.col


def graded(slots: pl.DataFrame, measured: pl.LazyFrame, grade: Grade, missing: pl.DataFrame) -> pl.LazyFrame:
    """The slots with `done`, the outcome columns of SUMS (each 0 or 1), and `earned` of `of`.

    Proportional: what was done, up to what was due, of what was due. All or nothing: one or none, of one.
    An excused slot, and one whose records never arrived, leaves both; a slot met all the same is met.
    """
    joined = slots.lazy().join(measured, on="slot", how="left").join(missing.lazy(), on="slot", how="left")
    met = c("done") >= c("due")
    judged = met | ~(c("excused") | c("lost"))
    some = (c("done") > 0) & (grade == "proportional")
    whole = pl.lit(1, pl.Int64)
    earned = pl.min_horizontal("done", "due") if grade == "proportional" else met.cast(pl.Int64)
    flags = {
        "met": met,
        "partly": judged & ~met & some,
        "unmet": judged & ~met & ~some,
        "excused": ~met & c("excused"),
        "no_data": ~judged & ~c("excused"),
    }
    return (
        joined.with_columns(c("done").fill_null(0).cast(pl.Int64), c("lost").fill_null(value=False))
        .with_columns(
            earned=pl.when(judged).then(earned).otherwise(0),
            of=pl.when(judged).then(c("due") if grade == "proportional" else whole).otherwise(0),
            **{name: flag.cast(pl.Int64) for name, flag in flags.items()},
        )
        .with_columns(pl.lit(0, pl.Int64).alias(name) for name in SUMS if name in ("na", "deduction", "wipe"))
    )


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
