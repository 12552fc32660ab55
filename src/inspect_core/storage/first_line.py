"""What a line tells before it is verified: whether this is a journal, in which format, and whose."""

from __future__ import annotations

from pathlib import Path

import orjson

from inspect_core.api import PROJECT_CREATED
from inspect_core.storage import refusals
from inspect_core.storage.chain import VERSION


def check_first_line(path: Path, start: bytes, project: str | None) -> None:
    """IntegrityError when the file is empty, not a journal, of a later format, or another project's.

    A line that is merely damaged passes: the chain says so, with its number.
    """
    if not start:
        raise refusals.nothing_in_it(path)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusals.not_a_journal(path, "UTF-16 text", " UTF-16 文本")
    check_version(path, start)
    fields = _fields(start)
    found = fields.get("id")
    if fields.get("kind") == PROJECT_CREATED and isinstance(found, str) and project is not None and found != project:
        raise refusals.other_project(path, project, found)


def check_version(path: Path, start: bytes) -> None:
    """IntegrityError when the line that begins here was written by a later version of the program."""
    version = _fields(start).get("v")
    if isinstance(version, int) and version > VERSION:
        raise refusals.newer(path, version, VERSION)


def _fields(start: bytes) -> dict[str, object]:
    try:
        fields = orjson.loads(start.split(b"\n", 1)[0])
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}
