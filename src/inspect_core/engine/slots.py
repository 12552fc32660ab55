"""The slot table: one row for each thing that was due."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from inspect_core.engine.tables import NONE

KEYS = ("place", "person", "subject", "duty")
SLOTS = {
    "slot": pl.Int32, "project": pl.Int32, "place": pl.Int32, "person": pl.Int32, "subject": pl.Int32,
    "duty": pl.Int32, "day": pl.Int32, "first": pl.Int64, "last": pl.Int64, "due": pl.Int64, "excused": pl.Boolean,
}  # fmt: skip
EVIDENCE = {"slot": pl.Int32, "visit": pl.Int32, "amount": pl.Int64, "why": pl.Int8}

_ROOM = 62  # bits of a key
_WIDE = 2**16
_FEW = 2**14  # slots that are sorted sooner than it is found out how they are sorted best
COUNTED, TOO_SHORT, INCOMPLETE, OTHER_ANSWER = range(4)


def numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """The slots in a settled order with their numbers; missing key columns say NONE."""
    given = {"slot", *frame.columns}
    nothing = {**dict.fromkeys((*KEYS, "project"), NONE), "excused": False, "due": 0}
    columns = [name for name in ("project", "day", "first", *KEYS) if name in given]
    every = [
        pl.col(name).cast(kind) if name in given else pl.lit(nothing[name], kind).alias(name)
        for name, kind in SLOTS.items()
    ]
    if frame.height <= _FEW:
        return frame.sort(columns, maintain_order=True).with_row_index("slot").select(every)
    return in_order(frame, columns).with_row_index("slot").select(every)


def in_order(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The rows sorted by columns of whole numbers; of equal rows the first comes first.

    Neighbouring columns are put into one 64-bit number as long as their ranges fit: one key sorts many times faster
    than several.
    """
    if not frame.height:
        return frame
    keys: list[pl.Expr] = []
    room = 0
    for name in columns:
        least, unit, width = _range(frame[name])
        if not width:
            continue
        value = (pl.col(name).cast(pl.Int64) - least) // unit
        if width > room:
            keys.append(value)
            room = _ROOM - width
        else:
            keys[-1] = keys[-1] * 2**width + value
            room -= width
    if not keys:
        return frame
    order = frame.select(pl.arg_sort_by(keys[0], maintain_order=True)).to_series()
    first = frame.select(keys[0].alias("key").gather(order)).to_series()
    if len(keys) > 1 and (first == first.shift()).any():  # the other keys are asked only where the first ties
        order = frame.select(pl.arg_sort_by(*keys, maintain_order=True)).to_series()
    return frame[order]


def _range(values: pl.Series) -> tuple[int, int, int]:
    """The least value, what the values are counted in (slots begin at full hours or minutes), and the bits needed."""
    least, most = values.min(), values.max()
    if not isinstance(least, int) or not isinstance(most, int):
        raise TypeError(f"{values.name} holds no whole numbers")
    unit = 1
    if most - least >= _WIDE:
        unit = next((unit for unit in (3_600, 60) if ((values - least) % unit == 0).all()), 1)
    return least, unit, ((most - least) // unit).bit_length()
