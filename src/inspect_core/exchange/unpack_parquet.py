"""Run as a process of its own: Parquet comes by standard input, its columns as texts go out as JSON.

A damaged file makes the library behind it ask for gigabytes and abort.  Here that ends this process and no other;
the limits below see to it that it ends soon.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import orjson
import polars as pl

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 256
MOST_CELL: Final = 20_000
MOST_TEXT: Final = 20_000_000  # characters of all cells together
MOST_MEMORY: Final = 512 * 1024 * 1024  # on top of what the libraries take to start
MOST_SECONDS: Final = 20
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


def _limited() -> None:
    """Memory and time bounded; where the system knows no such bounds the parent's patience is the only one."""
    import resource  # noqa: PLC0415 - there is none on Windows

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    memory = pages * resource.getpagesize() + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """0 after a table was written out or refused, 1 when the file could not be read."""
    if sys.platform == "linux":
        _limited()
    try:
        told = unpacked(sys.stdin.buffer.read())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError, MemoryError):
        return 1
    sys.stdout.buffer.write(orjson.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
