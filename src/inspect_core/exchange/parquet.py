"""Reads Parquet, the columnar files of data warehouses, by polars; only plain columns of texts, numbers and times."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from inspect_core.api import ErrorPlace, ImportRefused, Reading, Source, Table

LARGEST: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 256
MOST_CELL: Final = 20_000
MOST_TEXT: Final = 20_000_000
_MARK: Final = b"PAR1"
_TEXTS: Final = (pl.String, pl.Categorical, pl.Enum)


@dataclass(frozen=True, slots=True)
class ParquetReader:
    """Parquet as analysts hand it over."""

    name: str = "parquet"
    suffixes: tuple[str, ...] = (".parquet",)
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """The one table of the file, rows counted from 1 without a header. ImportRefused when it is not plain."""
        if not (source.data.startswith(_MARK) and source.data.endswith(_MARK)):
            raise _damaged(source.name)
        try:
            frame = _frame(source)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
            raise _damaged(source.name) from error
        columns = [column.to_list() for column in frame.iter_columns()]
        rows = list(zip(*columns, strict=True))
        if not rows:
            return Reading(())
        return Reading((Table(source.name, tuple(frame.columns), rows, range(1, len(rows) + 1), header_number=0),))


def _frame(source: Source) -> pl.DataFrame:
    schema = pl.read_parquet_schema(io.BytesIO(source.data))
    _plain(source.name, schema)
    count = pl.scan_parquet(io.BytesIO(source.data)).select(pl.len()).collect().item()
    if count > MOST_ROWS or len(schema) > MOST_COLUMNS:
        raise _too_large(source.name, f"{count:,} rows and {len(schema)} columns")
    texts = [_text(name, kind) for name, kind in schema.items()]
    frame = pl.read_parquet(io.BytesIO(source.data)).select(texts)
    lengths = frame.select(pl.all().str.len_chars().cast(pl.Int64))
    total = sum(lengths.select(pl.all().sum()).row(0)) if lengths.width else 0
    longest = max((value or 0 for value in lengths.select(pl.all().max()).row(0)), default=0) if count else 0
    if total > MOST_TEXT or longest > MOST_CELL:
        raise _too_large(source.name, f"{total:,} characters, the longest cell {longest:,}")
    return frame


def _plain(file: str, schema: Mapping[str, pl.DataType]) -> None:
    strange = [name for name, kind in schema.items() if not _readable(kind)]
    if strange:
        raise ImportRefused(
            "E-PARQUET-TYPE",
            f"the column {strange[0]!r} is {schema[strange[0]]}",
            place=ErrorPlace(file=file, column=list(schema).index(strange[0]) + 1),
            hint="Write columns of texts, numbers, dates or times only.",
            message_zh=f"列 {strange[0]!r} 的类型为 {schema[strange[0]]}",
            hint_zh="请仅使用文本、数字、日期或时间列。",
        )


def _readable(kind: pl.DataType) -> bool:
    if isinstance(kind, pl.List):
        return isinstance(kind.inner, pl.String)
    plain: Sequence[type[pl.DataType]] = (*_TEXTS, pl.Date, pl.Time, pl.Datetime, pl.Null)
    return kind.is_integer() or isinstance(kind, (pl.Decimal, *plain)) or kind.is_float()


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.List):
        column = column.list.join(";")
    elif isinstance(kind, pl.Datetime):
        column = column.dt.to_string("%Y-%m-%dT%H:%M:%S%:z" if kind.time_zone else "%Y-%m-%d %H:%M:%S")
    elif kind.is_float():
        whole = column == column.floor()
        text = (
            pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(column.cast(pl.String))
        )
        column = text
    else:
        column = column.cast(pl.String)
    return column.fill_null("").alias(name)


def _damaged(file: str) -> ImportRefused:
    return ImportRefused(
        "E-PARQUET-DAMAGED",
        "the file cannot be read as Parquet",
        place=ErrorPlace(file=file),
        hint="Write it again; check that it was copied whole.",
        message_zh="无法按 Parquet 读取该文件",
        hint_zh="请重新导出, 并确认复制完整。",
    )


def _too_large(file: str, size: str) -> ImportRefused:
    return ImportRefused(
        "E-PARQUET-SIZE",
        f"the table is larger than is read at once: {size}",
        place=ErrorPlace(file=file),
        hint="Split the file by day or week, and import the parts one after another.",
        message_zh="表格过大, 无法一次读取",
        hint_zh="请按日或按周拆分后逐个导入。",
    )
