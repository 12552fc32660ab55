"""Do the views say what the journal says?  Each is made anew in memory, up to its own head, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson

from inspect_core.api import ErrorPlace, Event, Journal, Problem
from inspect_core.storage.disk import Disk, short_name
from inspect_core.storage.master import Master
from inspect_core.storage.projection import OBSERVATION_KINDS, OBSERVATIONS, observed
from inspect_core.storage.tiny import ViewFile

MASTER = "master"


def check_views(folder: Path, journal: Journal) -> tuple[int, tuple[Problem, ...]]:
    """How many view files there are, and a problem for each that claims to fit the journal and does not.

    One that is damaged or of another journal is passed over: it would be made anew before anybody reads it.
    """
    paths = sorted(folder.glob("*.jsonl"))
    files = [file for path in paths if (file := _usable(path, journal)) is not None]
    months = [file for file in files if file.path.stem != MASTER]
    pairs = [(file, _fresh_master(file, journal)) for file in files if file.path.stem == MASTER]
    pairs += zip(months, _fresh_months(months, journal), strict=True)
    return len(paths), tuple(_differs(file.path) for file, fresh in pairs if not _same(file, fresh))


def _usable(path: Path, journal: Journal) -> ViewFile | None:
    try:
        zone = orjson.loads(path.read_bytes().split(b"\n", 1)[0])["setting"]
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    file = ViewFile(path, zone, Disk())
    return file if file.load() and journal.hash_at(file.at[0]) == file.at[1] else None


def _empty(file: ViewFile) -> ViewFile:
    return ViewFile(file.path, file.setting, Disk())


def _until(journal: Journal, seq: int) -> Iterator[Event]:
    return takewhile(lambda event: event.seq <= seq, journal.read())


def _fresh_master(file: ViewFile, journal: Journal) -> ViewFile:
    fresh = _empty(file)
    master = Master(fresh)
    for event in _until(journal, file.at[0]):
        master.apply(event)
    return fresh


def _fresh_months(files: Sequence[ViewFile], journal: Journal) -> list[ViewFile]:
    """The views of all months, made in one reading of the journal."""
    fresh = [_empty(file) for file in files]
    ends = {file.path.stem: file.at[0] for file in files}
    last = max(ends.values(), default=0)
    for event in _until(journal, last) if last else ():
        if event.kind in OBSERVATION_KINDS:
            for file in fresh:
                found = observed(event, file.zone)
                if file.path.stem.endswith(found["day"][:7]) and event.seq <= ends[file.path.stem]:
                    file.put(OBSERVATIONS, event.seq, found)
    return fresh


def _same(file: ViewFile, fresh: ViewFile) -> bool:
    return file.tables == fresh.tables and file.touched == fresh.touched


def _differs(path: Path) -> Problem:
    return Problem(
        "E-VIEW-DIFFERS",
        "this view says something else than the journal it was made from",
        ErrorPlace(file=short_name(path)),
        "delete the views folder; it is made anew from the journal",
        "该视图与其来源日志不一致",
        "请删除 views 文件夹;系统会依据日志重建",
    )
