"""Run as a process of its own by `apart`: Parquet comes in, its columns go out as texts."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from inspect_core.exchange.apart import tell

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 256
MOST_CELL: Final = 20_000
MOST_TEXT: Final = 20_000_000  # characters of all cells together
_TEXTS: Final = (pl.String, pl.Categorical, pl.Enum, pl.Date, pl.Time, pl.Datetime, pl.Null, pl.Decimal)


def unpacked(data: bytes) -> dict[str, Any]:
    """The header and the columns as texts, or what is too large or too strange about the file."""
    schema = pl.read_parquet_schema(io.BytesIO(data))
    strange = next((name for name, kind in schema.items() if not _plain(kind)), None)
    if strange is not None:
        return {"strange": strange, "type": str(schema[strange])}
    count = pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item()
    if count > MOST_ROWS or len(schema) > MOST_COLUMNS:
        return {"size": f"{count:,} rows and {len(schema)} columns"}
    frame = pl.read_parquet(io.BytesIO(data)).select(_text(name, kind) for name, kind in schema.items())
    total, longest = _lengths(frame)
    if total > MOST_TEXT or longest > MOST_CELL:
        return {"size": f"{total:,} characters, the longest cell {longest:,}"}
    return {"header": frame.columns, "columns": [column.to_list() for column in frame.iter_columns()]}


def _plain(kind: pl.DataType) -> bool:
    if isinstance(kind, pl.List):
        return isinstance(kind.inner, pl.String)
    return kind.is_integer() or kind.is_float() or isinstance(kind, _TEXTS)


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.List):
        text = column.list.join(";")
    elif isinstance(kind, pl.Datetime):
        text = column.dt.to_string("%Y-%m-%dT%H:%M:%S%:z" if kind.time_zone else "%Y-%m-%d %H:%M:%S")
    elif kind.is_float():
        whole = column.cast(pl.Int64, strict=False).cast(pl.String)
        text = pl.when(column == column.floor()).then(whole).otherwise(column.cast(pl.String))
    else:
        text = column.cast(pl.String)
    return text.fill_null("").alias(name)


def _lengths(frame: pl.DataFrame) -> tuple[int, int]:
    """The characters of all cells together, and of the longest."""
    lengths: Mapping[str, pl.Series] = frame.select(pl.all().str.len_chars().cast(pl.Int64)).to_dict()
    return (
        sum(int(column.sum()) for column in lengths.values()),
        max((int(column.max() or 0) for column in lengths.values()), default=0),  # type: ignore[arg-type]
    )


if __name__ == "__main__":
    tell(unpacked)
