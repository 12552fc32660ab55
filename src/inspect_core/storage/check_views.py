"""Do the views say what the journal says?  Each is made anew in memory, up to its own head, and compared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson

from inspect_core.api import ErrorPlace, Event, Journal, Problem
from inspect_core.storage.disk import Disk, short_name
from inspect_core.storage.master import Master
from inspect_core.storage.numbers import NUMBERS, Numbers
from inspect_core.storage.projection import OBSERVATION_KINDS, OBSERVATIONS, local_day, observed
from inspect_core.storage.tiny import ViewFile

MASTER = "master"


def check_views(folder: Path, journal: Journal) -> tuple[int, tuple[Problem, ...]]:
    """How many view files there are, and a problem for each that claims to fit the journal and does not.

    One that is damaged, of another journal or of another time zone than the rest is passed over: it would be
    made anew before anybody reads it.
    """
    paths = sorted(folder.glob("*.jsonl"))
    usable = {path.stem: file for path in paths if (file := _usable(path, journal)) is not None}
    zones = [file.setting for name, file in sorted(usable.items(), key=lambda found: found[0] != MASTER)]
    files = {name: file for name, file in usable.items() if file.setting == zones[0]}
    fresh = _fresh(files, journal)
    return len(paths), tuple(_differs(file.path) for name, file in files.items() if not _same(file, fresh[name]))


def _usable(path: Path, journal: Journal) -> ViewFile | None:
    try:
        zone = orjson.loads(path.read_bytes().split(b"\n", 1)[0])["setting"]
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    file = ViewFile(path, zone, Disk())
    return file if file.load() and journal.hash_at(file.at[0]) == file.at[1] else None


def _fresh(files: Mapping[str, ViewFile], journal: Journal) -> dict[str, ViewFile]:
    """The same views made in one reading of the journal, each up to its own head."""
    fresh = {name: ViewFile(file.path, file.setting, Disk()) for name, file in files.items()}
    ends = {name: file.at[0] for name, file in files.items()}
    last = max(ends.values(), default=0)
    masters = [Master(file) for name, file in fresh.items() if name == MASTER]
    numbers = [Numbers(file) for name, file in fresh.items() if name == NUMBERS]
    for event in journal.read() if last else ():
        if event.seq > last:
            break
        for master in masters:
            if event.seq <= ends[MASTER]:
                master.apply(event)
        for found in numbers:
            if event.seq <= ends[NUMBERS]:
                found.take(event)
        if event.kind in OBSERVATION_KINDS:
            _observe(event, fresh, ends)
    return fresh


def _observe(event: Event, fresh: Mapping[str, ViewFile], ends: Mapping[str, int]) -> None:
    day = local_day(event, next(iter(fresh.values())).zone)
    name = f"{OBSERVATIONS}-{day[:7]}"
    if event.seq <= ends.get(name, 0):
        fresh[name].put(OBSERVATIONS, event.seq, observed(event, day))


def _same(file: ViewFile, fresh: ViewFile) -> bool:
    return file.tables == fresh.tables and file.touched == fresh.touched


def _differs(path: Path) -> Problem:
    return Problem(
        "E-VIEW-DIFFERS",
        "this view says something else than the journal it was made from",
        ErrorPlace(file=short_name(path)),
        "delete the views folder; it is made anew from the journal",
        "该视图与其来源日志不一致",
        "请删除 views 文件夹；系统会依据日志重建",
    )
