"""Whether a number is one of a few: told by the stretches they stand in, which is quicker than looking each up."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

_MANY = 3  # stretches; of more it is quicker to look each number up


def among(column: pl.Expr, numbers: Iterable[int]) -> pl.Expr:
    """Whether the whole number in the column is one of these."""
    known = sorted(set(numbers))
    stretches: list[tuple[int, int]] = []
    for number in known:
        if stretches and number == stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], number)
        else:
            stretches.append((number, number))
    if not 0 < len(stretches) <= _MANY:
        return column.is_in(known)
    first, *others = (column.is_between(*stretch) for stretch in stretches)
    for other in others:
        first |= other
    return first
