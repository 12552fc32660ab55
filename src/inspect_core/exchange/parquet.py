"""Reads Parquet, the columnar files of data warehouses, opened apart: a hostile file may take its process down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from inspect_core.api import ErrorPlace, ImportRefused, Reading, Source, Table
from inspect_core.exchange.apart import told_apart

LARGEST: Final = 20 * 1024 * 1024
_MARK: Final = b"PAR1"
_UNPACK: Final = "inspect_core.exchange.unpack_parquet"


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
        told = told_apart(_UNPACK, source.data)
        if told is None:
            raise _damaged(source.name)
        if "columns" not in told:
            raise _refused(source.name, told)
        rows = list(zip(*told["columns"], strict=True))
        if not rows:
            return Reading(())
        return Reading((Table(source.name, tuple(told["header"]), rows, range(1, len(rows) + 1), header_number=0),))


def _damaged(file: str) -> ImportRefused:
    return ImportRefused(
        "E-PARQUET-DAMAGED",
        "the file cannot be read as Parquet",
        place=ErrorPlace(file=file),
        hint="Write it again; check that it was copied whole.",
        message_zh="无法按 Parquet 读取该文件",
        hint_zh="请重新导出，并确认复制完整。",
    )


def _refused(file: str, told: Mapping[str, Any]) -> ImportRefused:
    if "strange" in told:
        name, kind = str(told["strange"])[:64], str(told["type"])[:64]
        return ImportRefused(
            "E-PARQUET-TYPE",
            f"the column {name!r} is {kind}",
            place=ErrorPlace(file=file),
            hint="Write columns of texts, numbers, dates or times only.",
            message_zh=f"列 {name!r} 的类型为 {kind}",
            hint_zh="请仅使用文本、数字、日期或时间列。",
        )
    return ImportRefused(
        "E-PARQUET-SIZE",
        f"the table is larger than is read at once: {told.get('size', '')}",
        place=ErrorPlace(file=file),
        hint="Split the file by day or week, and import the parts one after another.",
        message_zh="表格过大，无法一次读取",
        hint_zh="请按日或按周拆分后逐个导入。",
    )
