"""Opens the files people name, and lists the readers this program brings along."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

from inspect_core.api import ErrorPlace, ImportRefused, Reader, Source, Table, reader_of
from inspect_core.exchange.csv_ import CsvReader
from inspect_core.exchange.jsonl import JsonLinesReader
from inspect_core.exchange.parquet import ParquetReader
from inspect_core.exchange.xlsx import XlsxReader


def built_in_readers() -> tuple[Reader, ...]:
    """CSV, XLSX, JSON Lines and Parquet."""
    return (CsvReader(), XlsxReader(), JsonLinesReader(), ParquetReader())


def opened(path: Path, readers: Sequence[Reader], encoding: str | None = None) -> Source:
    """The file's bytes under its own name. ImportRefused when it is missing, no file, too large, or of no known type."""
    name = path.name
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _refused(name, "it is not a file", "不是文件")
        reader_of(readers, name, status.st_size)
        with path.open("rb") as stream:
            data = stream.read(status.st_size + 1)
    except FileNotFoundError as error:
        raise _refused(name, "there is no such file", "文件不存在") from error
    except OSError as error:
        raise _refused(name, f"it cannot be opened: {error.strerror}", "无法打开文件") from error
    reader_of(readers, name, len(data))
    return Source(name, data, encoding)


def tables_of(sources: Sequence[Source], readers: Sequence[Reader]) -> tuple[Table, ...]:
    """The tables of the files as they were written. ImportRefused when one cannot be read."""
    found = (reader_of(readers, source.name, len(source.data)).read(source) for source in sources)
    return tuple(table for reading in found for table in reading.tables)


def _refused(name: str, en: str, zh: str) -> ImportRefused:
    return ImportRefused(
        "E-FILE-MISSING",
        en,
        place=ErrorPlace(file=name),
        hint="Check the path.",
        message_zh=zh,
        hint_zh="请检查路径。",
    )
