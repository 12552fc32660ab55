"""How many have each grade, and an upper limit of it where the scheme has one: exact, and the same in any order."""

from __future__ import annotations

import polars as pl

from inspect_core.domain.exact import FULL
from inspect_core.engine.plan import Plan

c = pl.col


def limited(frame: pl.LazyFrame, plan: Plan) -> pl.LazyFrame:
    """The grades after the limits, with `unlimited_grade`: what each grade would be without them.

    From the best grade down: of those who have it and a total, those stay of whom, with all who stand as high or
    higher, there are no more than the share allows (rounded down); the others get the next grade, and count there.
    """
    found = plan.scheme.text.distribution
    frame = frame.with_columns(unlimited_grade=c("grade"))
    if found is None or found.mode != "limit":
        return frame
    group = sorted({"project", found.within})  # a department's number may be that of another in the next project
    bands = [grade for grade, _ in plan.scheme.bands()]
    counted = c("total").is_not_null() & c("_position").is_not_null()
    frame = frame.with_columns(
        _position=c("grade").replace_strict(bands, list(range(len(bands))), default=None, return_dtype=pl.Int64),
        _heads=c("total").is_not_null().sum().over(group).cast(pl.Int64),
    )
    for position, grade in enumerate(bands[:-1]):
        if grade not in found.grades:
            continue
        holds = counted & (c("_position") == position)
        before = pl.when(holds).then(c("standing")).rank("max", descending=True).over(group).cast(pl.Int64)
        allowed = c("_heads") * found.grades[grade].at_most // FULL
        falls = (holds & (before > allowed)).fill_null(value=False)
        frame = frame.with_columns(_position=pl.when(falls).then(position + 1).otherwise(c("_position")))
    names = c("_position").replace_strict(list(range(len(bands))), bands, default=None, return_dtype=pl.String)
    return frame.with_columns(grade=names).drop("_position", "_heads")
