"""Where a person shows: marks such as names and numbers, looked for in texts, pages, workbooks and packed files."""

from __future__ import annotations

import html
import io
import json
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

SHORTEST: Final = 2
"""The fewest signs of a mark: a single one is everywhere."""
TELLING: Final = 4
"""The fewest signs of a note by which a file is known to show it: shorter ones are said by everybody."""
_MOST: Final = 1 << 28  # bytes unpacked of one file
_CANNOT_BE_SEARCHED: Final = frozenset({".parquet", ".pdf", ".gz", ".7z", ".zst"})
_ENCODINGS: Final = ("utf-8", "gb18030", "utf-16-le")


def marks_in(private: Mapping[str, Any]) -> Iterator[str]:
    """Every text of a private part, however deep, that is long enough to be looked for."""
    for value in private.values():
        yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value.strip()) >= SHORTEST:
            yield value.strip()
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def spelled(marks: Collection[str]) -> frozenset[bytes]:
    """The marks as files may hold them: in three encodings, escaped as in pages and as in JSON."""
    forms = {form for mark in marks for form in (mark, html.escape(mark), json.dumps(mark)[1:-1])}
    return frozenset(form.encode(name, "ignore") for form in forms for name in _ENCODINGS if form)


def shows(name: str, data: bytes, marks: frozenset[bytes]) -> bool:
    """Whether a file holds one of the marks, in a packed member too; one that cannot be looked into is taken to."""
    if Path(name).suffix.lower() in _CANNOT_BE_SEARCHED:
        return True
    if any(mark in data for mark in marks):
        return True
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(member.file_size for member in packed.infolist()) > _MOST:
                return True
            return any(shows(member.filename, packed.read(member), marks) for member in packed.infolist())
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error):
        return True


def files_that_show(folder: Path, marks: frozenset[bytes], digests: Collection[str]) -> list[Path]:
    """The files below a folder that hold a mark, have one in their name, or are one of the photos."""
    if not folder.is_dir():
        return []
    wanted = frozenset(digests)
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and (
            path.stem in wanted
            or any(mark in str(path.relative_to(folder)).encode() for mark in marks)
            or shows(path.name, path.read_bytes(), marks)
        )
    ]
