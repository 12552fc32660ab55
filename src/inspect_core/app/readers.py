"""Which reader reads a file: by the ending of its name, and only up to the size it may have."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_core.domain.table import Source
from inspect_core.errors import ImportRefused, Place
from inspect_core.ports import Reader


def reader_of(readers: Sequence[Reader], name: str, size: int) -> Reader:
    """The reader for a file of that name and size in bytes. ImportRefused when there is none, or it is too large."""
    suffix = Source(name, b"").suffix
    reader = next((reader for reader in readers if suffix in reader.suffixes), None)
    if reader is None:
        endings = ", ".join(ending for known in readers for ending in known.suffixes)
        raise ImportRefused(
            "E-FILE-KIND",
            f"files ending in {suffix or 'nothing'} are not read",
            place=Place(file=name),
            hint=f"Save it as one of: {endings}.",
            message_zh=f"不支持以 {suffix or '（无）'} 结尾的文件",
            hint_zh=f"请另存为：{endings}。",
        )
    if size > reader.largest:
        mebi = reader.largest // (1024 * 1024)
        raise ImportRefused(
            "E-FILE-SIZE",
            f"the file has {size:,} bytes; at most {mebi} MiB are read",
            place=Place(file=name),
            hint="Split the file by day or week, and import the parts one after another.",
            message_zh=f"文件共 {size:,} 字节，最多读取 {mebi} MiB",
            hint_zh="请按日或按周拆分后逐个导入。",
        )
    return reader
