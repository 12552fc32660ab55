"""Reads Parquet, the columnar files of data warehouses, in a process of its own: a hostile file may take that one down."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from inspect_core.api import ErrorPlace, ImportRefused, Reading, Source, Table

LARGEST: Final = 20 * 1024 * 1024
SECONDS: Final = 30
_MARK: Final = b"PAR1"
_UNPACK: Final = ("-P", "-m", "inspect_core.exchange.unpack_parquet")


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
        told = _unpacked(source.data)
        if told is None:
            raise _damaged(source.name)
        if "columns" not in told:
            raise _refused(source.name, told)
        rows = list(zip(*told["columns"], strict=True))
        if not rows:
            return Reading(())
        return Reading((Table(source.name, tuple(told["header"]), rows, range(1, len(rows) + 1), header_number=0),))


def _unpacked(data: bytes) -> dict[str, Any] | None:
    """What the process that opened the file tells of it; None when the file was too much for it."""
    try:
        run = subprocess.run(  # noqa: S603 - our own module, and the file comes by standard input
            [sys.executable, *_UNPACK],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "POLARS_MAX_THREADS": "1"},
            timeout=SECONDS,
            check=False,
        )
        told = orjson.loads(run.stdout) if run.returncode == 0 else None
    except (subprocess.TimeoutExpired, orjson.JSONDecodeError):
        return None
    return told if isinstance(told, dict) else None


def _damaged(file: str) -> ImportRefused:
    return ImportRefused(
        "E-PARQUET-DAMAGED",
        "the file cannot be read as Parquet",
        place=ErrorPlace(file=file),
        hint="Write it again; check that it was copied whole.",
        message_zh="无法按 Parquet 读取该文件",
        hint_zh="请重新导出, 并确认复制完整。",
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
        message_zh="表格过大, 无法一次读取",
        hint_zh="请按日或按周拆分后逐个导入。",
    )
