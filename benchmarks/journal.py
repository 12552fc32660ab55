"""How fast the store is, beside a stock TinyDB on the same disk in the same run.

    python benchmarks/journal.py [--events 100000] [--json]

Prints the figures README quotes: acknowledged, synced records a second from one process and their ratio to inserts
into a stock `JSONStorage`; a batch of 15,000; verification of the whole store; the views; a backup and its restore.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from inspect_core.api import Draft, Json
from inspect_core.storage.backup import back_up, check_backup
from inspect_core.storage.check import verify
from inspect_core.storage.create import create_journal
from inspect_core.storage.journal import FileJournal
from inspect_core.storage.restore import restore
from inspect_core.storage.views import Views

AT = datetime(2026, 10, 31, 18, 0, tzinfo=timezone(timedelta(hours=8)))
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
BATCH = 15_000
SECONDS = 2.0  # each rate is measured for so long


def body(number: int) -> dict[str, Json]:
    """A patrol as a phone sends it, about 300 bytes."""
    return {
        "form": "patrol-round",
        "observer": f"P{number % 60:03}",
        "place": f"post-{number % 12}",
        "start": f"2026-10-{number % 31 + 1:02}T08:{number % 60:02}:00+08:00",
        "answers": {"lights": "pass", "doors": "pass", "extinguisher": "fail" if number % 9 == 0 else "pass"},
    }


def draft(number: int) -> Draft:
    """Every fourth has a note, so a private part."""
    private = {"note": "灯不亮,已报修"} if number % 4 == 0 else None
    return Draft("observation.recorded", f"o{number}", body(number), f"P{number % 60:03}", private)


def rate(write: Callable[[int], object], first: int = 0) -> float:
    """How often a second `write` returns."""
    began = time.perf_counter()
    number = first
    while time.perf_counter() - began < SECONDS:
        write(number)
        number += 1
    return (number - first) / (time.perf_counter() - began)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def stock_rate(folder: Path, records: int) -> float:
    """Inserts a second into a stock TinyDB that already holds so many records."""
    database = TinyDB(folder / f"stock{records}.json")
    database.insert_multiple(body(number) for number in range(records))
    found = rate(lambda number: database.insert(body(number)), records)
    database.close()
    return found


def measured(folder: Path, events: int) -> dict[str, float]:
    """All figures, by name; times in seconds, rates a second."""
    create_journal(folder / "journal", "bench", {}, actor="benchmark", at=AT)
    journal = FileJournal(folder / "journal")

    def alone(number: int) -> None:
        with journal.writing() as writer:
            writer.append([draft(number)], AT)

    figures = {"records a second, lock taken for each": rate(alone)}
    with journal.writing() as writer:
        first = journal.head().seq + 10**7
        figures["records a second, lock kept"] = rate(lambda number: writer.append([draft(number)], AT), first)
        batch = [draft(2 * 10**7 + number) for number in range(BATCH)]
        figures[f"{BATCH:,} records in one batch"] = seconds(lambda: writer.append(batch, AT))
    stock = {size: stock_rate(folder, size) for size in (1_000, 10_000)}
    for size, found in stock.items():
        figures[f"stock TinyDB inserts a second at {size:,} records"] = found
        figures[f"ratio to stock TinyDB at {size:,} records"] = figures["records a second, lock taken for each"] / found
    return figures | read_back(folder, events)


def read_back(folder: Path, events: int) -> dict[str, float]:
    """What it takes to open, verify and look at a store of so many events."""
    shutil.rmtree(folder / "journal")
    create_journal(folder / "journal", "bench", {}, actor="benchmark", at=AT)
    journal = FileJournal(folder / "journal")
    with journal.writing() as writer:
        writer.append([draft(number) for number in range(events - 1)], AT)
    fresh = FileJournal(folder / "journal")
    views = Views(folder / "views", fresh)
    figures = {
        f"open: chain of {events:,} events verified": seconds(lambda: fresh.hash_at(events)),
        f"views of {events:,} events made anew": seconds(views.catch_up),
        f"views of {events:,} events written": seconds(views.flush),
        f"{events:,} observations asked": seconds(lambda: views.observations(*OCTOBER)),
    }
    with journal.writing() as writer:
        writer.append([draft(events)], AT)
    figures["views brought up to date after one record"] = seconds(views.catch_up)
    began = time.process_time()
    figures[f"verify: everything, {events:,} events"] = seconds(lambda: verify(folder))
    figures[f"verify: everything, {events:,} events, processor time"] = time.process_time() - began
    make = partial(back_up, folder, project="bench", made_at=AT, made_by="benchmark")
    shutil.rmtree(folder / "views")
    with tempfile.TemporaryDirectory(dir=".") as elsewhere:
        backup, copy = Path(elsewhere) / "backup.zip", Path(elsewhere) / "copy"
        figures[f"backup of {events:,} events, read back"] = seconds(lambda: make(file=backup))
        figures[f"backup of {events:,} events checked"] = seconds(lambda: check_backup(backup))
        figures[f"restore of {events:,} events, verified"] = seconds(lambda: restore(backup, copy))
    return figures


def main() -> int:
    """The figures as a table or as JSON."""
    parser = argparse.ArgumentParser(description="How fast the store is.")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=".") as folder:
        figures = measured(Path(folder), asked.events)
    if asked.json:
        print(json.dumps(figures, indent=2))
        return 0
    for name, value in figures.items():
        shown = f"{value:.1f}" if "ratio" in name else f"{value:,.0f}" if "a second" in name else f"{value:.4f} s"
        print(f"{name:<58} {shown:>12}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
