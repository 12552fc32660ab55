"""Joins by whole numbers: where the keys of a table lie close together, its rows are found by position, not by search.

Numbers of people, places, duties, visits and slots are dense, so nearly every join of a scoring run is of this sort,
and it costs a tenth of a join by hash.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

c = pl.col
_SPARSE = 16  # room for so many rows a row of the table; beyond that a search is better
_SMALL = 2**16
_FEW = 2**12  # rows of a table in which a search is over sooner than the positions are laid out


def joined(rows: pl.LazyFrame, table: pl.DataFrame, on: Mapping[str, str], suffix: str = "_right") -> pl.LazyFrame:
    """The rows whose key stands in the table, with the table's other columns: an inner join, each key there once.

    `on` maps whole-number columns of the rows to those of the table; a name both have gets the suffix. A key that
    stands in the table twice gives two rows, as in any join.
    """
    return searched(rows, table, on, suffix) if table.height <= _FEW else placed(rows, table, on, suffix)


def searched(rows: pl.LazyFrame, table: pl.DataFrame, on: Mapping[str, str], suffix: str) -> pl.LazyFrame:
    """The same by search."""
    return rows.join(table.lazy(), left_on=list(on), right_on=list(on.values()), suffix=suffix)


def placed(rows: pl.LazyFrame, table: pl.DataFrame, on: Mapping[str, str], suffix: str) -> pl.LazyFrame:
    """The same by position, where the numbers allow it."""
    found = _positions(table, list(on.values()))
    if found is None:
        return searched(rows, table, on, suffix)
    known, positions = found
    renamed = {there: c(here) for here, there in on.items()}
    at = _number(renamed, known) if positions is None else pl.lit(positions).gather(_number(renamed, known))
    near = rows.filter(_inside(renamed, known)).with_columns(at.alias(_AT))
    near = near if positions is None else near.filter(c(_AT).is_not_null())
    taken = set(rows.collect_schema().names())
    more = {
        (f"{name}{suffix}" if name in taken else name): pl.lit(table[name]).gather(c(_AT))
        for name in table.columns
        if name not in known
    }
    return near.with_columns(**more).drop(_AT)


def looked_up(rows: pl.LazyFrame, table: pl.DataFrame, on: Mapping[str, str]) -> pl.LazyFrame:
    """All the rows with the other columns of the table, empty where no row of it has the key: a left join.

    No column but those of `on` stands in both.
    """
    found = _positions(table, list(on.values())) if table.height > _FEW else None
    if found is None:
        return rows.join(table.lazy(), left_on=list(on), right_on=list(on.values()), how="left")
    known, positions = found
    renamed = {there: c(here) for here, there in on.items()}
    number = pl.when(_inside(renamed, known)).then(_number(renamed, known)).otherwise(None)
    at = number if positions is None else pl.lit(positions).gather(number)
    more = {name: pl.lit(table[name]).gather(c(_AT)) for name in table.columns if name not in known}
    return rows.with_columns(at.alias(_AT)).with_columns(**more).drop(_AT)


_AT = "__at"
_Ranges = dict[str, tuple[int, int]]


def _positions(table: pl.DataFrame, keys: list[str]) -> tuple[_Ranges, pl.Series | None] | None:
    """The ranges that make one number of a row's keys, and the row of each number.

    No series where a row's number is its position; nothing at all where numbers are far apart or stand twice.
    """
    if not table.height:
        return None
    known: _Ranges = {}
    size = 1
    for key in keys:
        least, most = table[key].min(), table[key].max()
        if not isinstance(least, int) or not isinstance(most, int):
            return None
        known[key] = (least, most - least + 1)
        size *= most - least + 1
    if size > max(_SMALL, table.height * _SPARSE):
        return None
    number = table.select(_number({key: c(key) for key in keys}, known)).to_series()
    rows = pl.int_range(table.height, eager=True)
    if size == table.height and number.equals(rows):
        return known, None
    positions = pl.repeat(None, size, dtype=pl.UInt32, eager=True).scatter(number, rows.cast(pl.UInt32))
    return (known, positions) if positions.len() - positions.null_count() == table.height else None


def _inside(columns: Mapping[str, pl.Expr], known: _Ranges) -> pl.Expr:
    """Whether the values of all columns lie in their ranges."""
    return pl.all_horizontal(columns[name].is_between(least, least + room - 1) for name, (least, room) in known.items())


def _number(columns: Mapping[str, pl.Expr], known: _Ranges) -> pl.Expr:
    """One number for the values of the columns, each in its range; of one column alone it keeps the type."""
    alone = len(known) == 1
    found: pl.Expr | None = None
    for name, (least, room) in known.items():
        own = columns[name] if alone else columns[name].cast(pl.Int64)
        value = own - least if least else own
        found = value if found is None else found * room + value
    return pl.lit(0, pl.Int64) if found is None else found
