"""How fast observations are imported: read, checked against roster and forms, journalled all or nothing.

    python benchmarks/imports.py [--rows 15000] [--json]

Each file type holds the same records.  Beside them, in the same run, what checking alone costs with one pydantic
model a row, which checks less: no roster, no forms, no duplicates, no journal.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import xlsxwriter

from inspect_core.api import Source, Text, choices
from inspect_core.app.import_ import ImportPorts, import_records
from inspect_core.domain.form import Form, Question
from inspect_core.domain.known import Known
from inspect_core.domain.observation import Observation
from inspect_core.domain.people import Assignment, Person
from inspect_core.domain.places import Place
from inspect_core.domain.roster import Duty, Shift
from inspect_core.exchange.files import built_in_readers
from inspect_core.storage.create import create_journal
from inspect_core.storage.journal import FileJournal

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 1, tzinfo=ZONE)
START = datetime(2026, 10, 1, tzinfo=ZONE)
QUESTIONS = tuple(
    Question(
        id=f"q{n}", ask=Text(zh=f"第{n}项是否合格?", en=f"Is number {n} in order?"), choices=choices("pass_fail_na")
    )
    for n in range(5)
)
FORM = Form(id="patrol", title=Text(zh="巡查", en="Patrol"), at=("post",), questions=QUESTIONS)
Row = dict[str, str]


class StandingClock:
    """It is always the first of November 2026."""

    def now(self) -> datetime:
        """That instant."""
        return NOW


def known() -> Known:
    """Sixty people on day duty all month, twelve posts, one form."""
    people = {
        f"P{n:03}": Person(id=f"P{n:03}", name=f"员工{n}", assignments=(Assignment(role="guard"),)) for n in range(60)
    }
    places = {f"post-{n}": Place(id=f"post-{n}", name=f"{n}号岗", kind="post") for n in range(12)}
    shift = Shift(id="day", start=START.time().replace(hour=8), end=START.time().replace(hour=20))
    days = [date(2026, 10, 1) + timedelta(days=n) for n in range(31)]
    duties = [Duty(id=f"{id}.{day}", person=id, shift="day", day=day) for id in people for day in days]
    return Known(people=people, places=places, shifts={"day": shift}, duties=duties, forms={"patrol": FORM})


def records(count: int) -> list[Row]:
    """A month of patrols, the same every time."""
    chance = random.Random(1)
    made = []
    for number in range(count):
        start = START + timedelta(minutes=chance.randrange(30 * 24 * 60))
        made.append(
            {
                "id": f"o-{number:06}",
                "observer": f"P{chance.randrange(60):03}",
                "start": f"{start:%Y-%m-%d %H:%M}",
                "end": f"{start + timedelta(minutes=9):%Y-%m-%d %H:%M}",
                "place": f"post-{chance.randrange(12)}",
                "note": f"第{number}次" if number % 5 == 0 else "",
                **{question.id: chance.choice(["合格", "合格", "不合格", "不适用"]) for question in QUESTIONS},
            }
        )
    return made


def as_csv(rows: list[Row]) -> bytes:
    """UTF-8 with the mark that Excel writes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[Row]) -> bytes:
    """One sheet of text cells."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("patrol")
        for number, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            for column, cell in enumerate(cells):
                if cell:
                    sheet.write_string(number, column, cell)
    return stream.getvalue()


def as_json_lines(rows: list[Row]) -> bytes:
    """One object a line, times with their offset."""
    offset = {name: lambda text: text.replace(" ", "T") + ":00+08:00" for name in ("start", "end")}
    lines = ({name: offset.get(name, str)(text) for name, text in row.items()} for row in rows)
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()


def as_parquet(rows: list[Row]) -> bytes:
    """Columns of texts."""
    stream = io.BytesIO()
    pl.DataFrame(rows).write_parquet(stream)
    return stream.getvalue()


def checked_by_pydantic(data: bytes) -> int:
    """The yardstick: a dictionary and a model for each row."""
    names = [question.id for question in QUESTIONS]
    kept = 0
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"))):
        Observation(
            id=row["id"],
            form="patrol",
            observer=row["observer"],
            start=datetime.fromisoformat(row["start"]).replace(tzinfo=ZONE),
            end=datetime.fromisoformat(row["end"]).replace(tzinfo=ZONE),
            place=row["place"],
            answers={name: row[name] for name in names},
            note=row["note"],
        )
        kept += 1
    return kept


def imported(source: Source, project: Known, folder: Path) -> int:
    """The whole import into a new journal on this disk."""
    create_journal(folder / "journal", "bench", {}, actor="cli:bench", at=NOW)
    ports = ImportPorts(FileJournal(folder / "journal"), StandingClock(), built_in_readers(), project, ZONE)
    return import_records(ports, "observations", [source], "patrol").recorded


def timed(call: Callable[[], int], wanted: int) -> dict[str, float]:
    """Seconds by the clock on the wall, and of work by this process."""
    wall, work = time.perf_counter(), time.process_time()
    if call() != wanted:
        raise SystemExit("not every record was taken in")
    return {"wall_s": round(time.perf_counter() - wall, 3), "cpu_s": round(time.process_time() - work, 3)}


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=15_000)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    rows, project = records(said.rows), known()
    makers = {"csv": as_csv, "xlsx": as_xlsx, "jsonl": as_json_lines, "parquet": as_parquet}
    files = {name: Source(f"patrol.{name}", make(rows)) for name, make in makers.items()}
    figures = {"pydantic a row": timed(partial(checked_by_pydantic, files["csv"].data), said.rows)}
    for name, source in files.items():
        with tempfile.TemporaryDirectory() as folder:
            figures[name] = timed(partial(imported, source, project, Path(folder)), said.rows)
    yardstick = figures["pydantic a row"]["wall_s"]
    told = {name: {**found, "ratio": round(found["wall_s"] / yardstick, 2)} for name, found in figures.items()}
    if said.json:
        sys.stdout.write(json.dumps({"rows": said.rows, "figures": told}, indent=1) + "\n")
        return
    print(f"{said.rows:,} observations        wall s   cpu s   ratio to one pydantic model a row, without journal")
    for name, found in told.items():
        print(f"  {name:24} {found['wall_s']:8.2f} {found['cpu_s']:7.2f} {found['ratio']:7.2f}")


if __name__ == "__main__":
    main()
