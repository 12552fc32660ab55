"""A trimmed mean: of each target the highest and the lowest answers are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from inspect_core.engine.lanes import RULES

c = pl.col
Trims = Mapping[int, tuple[int, int]]  # by the number of the rule: how many of the highest, how many of the lowest


def trimmed(frame: pl.LazyFrame, by: Sequence[str], trims: Trims) -> pl.LazyFrame:
    """The rows in which those left out of their target (`by` and rule) earn nothing of nothing; their counts stay."""
    if not trims:
        return frame
    number, counted = c("rule") % RULES, c("of") > 0
    own = number.is_in(list(trims)) & counted
    highest, lowest = (
        number.replace_strict({rule: trim[side] for rule, trim in trims.items()}, default=0, return_dtype=pl.Int64)
        for side in (0, 1)
    )
    group = [*by, "rule"]
    position = pl.when(own).then(c("earned")).rank("ordinal").over(group)
    count = own.sum().over(group)
    return (
        frame.with_columns(_out=own & ((position <= lowest) | (position > count.cast(pl.Int64) - highest)))
        .with_columns(pl.when(c("_out")).then(0).otherwise(c(name)).alias(name) for name in ("earned", "of"))
        .drop("_out")
    )


def left_out(rows: Sequence[Mapping[str, Any]], trim: tuple[int, int]) -> frozenset[int]:
    """The positions of the rows of one target that a trim leaves out."""
    order = sorted((at for at, row in enumerate(rows) if row["of"]), key=lambda at: rows[at]["earned"])
    highest, lowest = trim
    kept = order[lowest : max(len(order) - highest, lowest)]
    return frozenset(order) - frozenset(kept)
