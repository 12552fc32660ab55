"""Small frames computed on the spot: for them the search for a better plan costs several times what the work does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

# what polars itself takes for the calls on a frame in memory; a version without it works all the same, only slower
_EAGER: Final[pl.QueryOptFlags] = getattr(pl.QueryOptFlags, "_eager", pl.QueryOptFlags)()


def at_once(frame: pl.LazyFrame) -> pl.DataFrame:
    """The frame computed as it was written down, in this thread.

    That is right for thousands of rows; for millions only where nothing can be left out of what is written down.

    A frame that polars can only compute once it has made a plan of it is planned; what is wrong with it is told then.
    """
    try:
        return frame.collect(optimizations=_EAGER)
    except pl.exceptions.PolarsError:
        return frame.collect()


def all_at_once(frames: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
    """The same for several frames, one after another."""
    return [at_once(frame) for frame in frames]
