"""A month of a seeded company in the engine's own columns, project by project, as Arrow files.

python benchmarks/generate.py ROWS [--lines] [--flat]

Fifty people a project (4 supervisors, 34 guards, 12 cleaners); 22 duties each on one of three shifts; 0 to 10 rounds a
duty (4 % of the duties none, 1 % of the rounds at a post that is not on the roster); 2 to 6 answers a round (6 % N/A,
2 to 14 % failed); one answer in twenty an opinion from a survey; an issue for half of the failures. 20,500 answers are
one project. `--lines` adds observations.jsonl, one line an answer, for the reference that reads row by row; `--flat`
adds observations.parquet, one row an answer in words, the table most people would keep, for the reference in pandas.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import workload as w

from inspect_core.engine import tables as t
from inspect_core.engine.batch import TABLES, edges

PEOPLE, SUPERVISORS, GUARDS, POSTS, PER_PROJECT = 50, 4, 34, 20, 20_500
SEED, STEP = 20_260_301, 12  # projects at a time: one row group
WRONG = POSTS  # the post that is on nobody's roster
PLACES = POSTS + 1
Array = np.ndarray


@dataclass(frozen=True)
class Roster:
    """The people and duties of some projects; `slot` finds the duty of a person on a day."""

    people: pl.DataFrame
    duties: pl.DataFrame
    numbers: Array  # the duty of each rostered row below
    person: Array
    role: Array
    day: Array
    shift: Array
    place: Array
    duty_at: Array  # by person and day, -1 without a duty
    shift_at: Array
    first_person: int


def people(first: int, last: int) -> pl.DataFrame:
    """Everybody of the projects first..last-1."""
    project = np.repeat(np.arange(first, last), PEOPLE)
    position = np.tile(np.arange(PEOPLE), last - first)
    role = np.where(position < SUPERVISORS, 0, np.where(position < SUPERVISORS + GUARDS, 1, 2))
    person = project * PEOPLE + position
    columns = {"stint": person, "person": person, "project": project, "role": role, "department": role}
    frame = pl.DataFrame(columns).with_columns(contractor=t.NONE, first=-1_000_000, last=3_000_000)
    return frame.select(pl.col(name).cast(kind) for name, kind in t.STINTS.items())


def roster(rng: np.random.Generator, first: int, last: int, number: int) -> Roster:
    """The duties of the projects, numbered from `number`: supervisors on weekdays, the others 22 of 31 days."""
    stints = people(first, last)
    role, person = stints["role"].to_numpy(), stints["person"].to_numpy()
    staff = np.flatnonzero(role > 0)
    days = np.sort(np.argsort(rng.random((len(staff), w.DAYS)), axis=1)[:, :22], axis=1).ravel()
    who = np.repeat(staff, 22)
    shift = 1 + person[who] % 3
    place = person[who] // PEOPLE * PLACES + rng.integers(0, POSTS, len(who))
    weekdays = np.array([day for day in range(w.DAYS) if (w.FIRST.toordinal() + day - 1) % 7 < 5])
    bosses = np.flatnonzero(role == 0)
    boss, boss_day = np.repeat(bosses, len(weekdays)), np.tile(weekdays, len(bosses))
    all_who, all_day = np.concatenate([who, boss]), np.concatenate([days, boss_day])
    all_shift = np.concatenate([shift, np.zeros(len(boss), np.int64)])
    all_place = np.concatenate([place, np.full(len(boss), t.NONE)])
    order = np.lexsort((all_who, all_day, all_who // PEOPLE))
    numbers = np.empty(len(order), np.int64)
    numbers[order] = number + np.arange(len(order))
    duty_at = np.full((len(person), w.DAYS), t.NONE)
    duty_at[all_who, all_day] = numbers
    shift_at = np.full((len(person), w.DAYS), t.NONE)
    shift_at[all_who, all_day] = all_shift
    duties = _duties(numbers, person[all_who], role[all_who], all_place, all_shift, all_day).sort("duty")
    staffed = len(who)
    return Roster(
        stints, duties, numbers[:staffed], person[who], role[who], days, shift, place, duty_at, shift_at, int(person[0])
    )


def _duties(numbers: Array, person: Array, role: Array, place: Array, shift: Array, day: Array) -> pl.DataFrame:
    start = np.array([8, *w.SHIFT_START.values()])[shift]
    hours = np.where(shift == 0, 10, w.SHIFT_HOURS)
    first = w.MIDNIGHT + day * 86_400 + start * 3_600
    columns = {
        "duty": numbers, "project": person // PEOPLE, "person": person, "role": role, "place": place,
        "kind": np.where(place < 0, t.NONE, 0), "shift": shift, "day": w.DAY0 + day, "first": first,
        "last": first + hours * 3_600, "status": np.zeros(len(day)),
    }  # fmt: skip
    return pl.DataFrame(columns).select(pl.col(name).cast(kind) for name, kind in t.DUTIES.items())


@dataclass(frozen=True)
class Seen:
    """Visits not yet numbered, and answers by the position of their visit."""

    visits: dict[str, Array]
    answered: Array
    codes: Array


def rounds(rng: np.random.Generator, found: Roster) -> Seen:
    """The supervisors' rounds: each at a duty, two to six questions from a random one on."""
    n = len(found.person)
    count = np.clip(rng.poisson(5, n), 0, 10)
    count[rng.random(n) < 0.04] = 0
    shuffled = np.argsort(rng.random((n, 10)), axis=1)
    slots = np.sort(np.where(np.arange(10) < count[:, None], shuffled, 99), axis=1)
    duty = np.repeat(np.arange(n), count)
    slot = slots[slots < 99]
    offset = slot * 2_880 + rng.integers(0, 2_280, len(duty))
    began = np.array([0, *w.SHIFT_START.values()])[found.shift[duty]] * 3_600
    start = w.MIDNIGHT + found.day[duty] * 86_400 + began + offset
    project = found.person[duty] // PEOPLE
    place = found.place[duty].copy()
    wrong = rng.random(len(duty)) < 0.01
    place[wrong] = project[wrong] * PLACES + WRONG
    visits = {
        "project": project, "form": found.role[duty] == 2, "place": place, "subject": found.person[duty],
        "observer": project * PEOPLE + rng.choice(SUPERVISORS, len(duty), p=[0.4, 0.3, 0.2, 0.1]),
        "role": np.zeros(len(duty)), "duty": found.numbers[duty], "day": w.DAY0 + found.day[duty],
        "start": start, "end": start + rng.integers(120, 601, len(duty)),
    }  # fmt: skip
    return Seen(visits, *_answers(rng, found, duty))


def _answers(rng: np.random.Generator, found: Roster, duty: Array) -> tuple[Array, Array]:
    asked = rng.integers(2, 7, len(duty))
    visit = np.repeat(np.arange(len(duty)), asked)
    nth = np.arange(len(visit)) - np.repeat(np.cumsum(asked) - asked, asked)
    cleaner = found.role[duty[visit]] == 2
    question = (rng.integers(0, 20, len(duty))[visit] + nth) % 20 + np.where(cleaner, 20, 0)
    failing = rng.uniform(0.02, 0.14, found.duty_at.shape[0])[found.person[duty[visit]] - found.first_person]
    chance, severe = rng.random(len(visit)), rng.random(len(visit))
    severity = np.where(severe < 0.7, 1, np.where(severe < 0.95, 2, 3))
    value = np.where(chance < 0.06, 4, np.where(chance < 0.06 + failing, severity, 0))
    return visit, question * len(w.VALUES) + value


def surveys(rng: np.random.Generator, found: Roster) -> Seen:
    """About 23 opinions a month about everybody, at any hour."""
    who = np.repeat(np.arange(found.duty_at.shape[0]), rng.poisson(23, found.duty_at.shape[0]))
    since = np.minimum(rng.integers(0, w.DAYS * 86_400, len(who)) + 6 * 3_600, w.DAYS * 86_400 - 1)
    person = who + found.first_person
    project = person // PEOPLE
    duty, day = _on_duty(found, who, since)
    visits = {
        "project": project, "form": np.full(len(who), 2), "place": project * PLACES, "subject": person,
        "observer": project * PEOPLE, "role": np.zeros(len(who)), "duty": duty, "day": w.DAY0 + day,
        "start": w.MIDNIGHT + since, "end": w.MIDNIGHT + since + 60,
    }  # fmt: skip
    question = rng.integers(0, len(w.SURVEY), len(who))
    opinion = rng.choice(6, len(who), p=[0.05, 0.03, 0.07, 0.2, 0.4, 0.25])
    return Seen(visits, np.arange(len(who)), w.CODE["survey", w.SURVEY[0], "none"] + question * 6 + opinion)


def _on_duty(found: Roster, who: Array, since: Array) -> tuple[Array, Array]:
    """The duty that is stood at a second of the month and its day; otherwise none, and the day of the calendar."""
    shifted = since - w.DAY_BREAK * 3_600
    day, shift = shifted // 86_400, shifted % 86_400 // (w.SHIFT_HOURS * 3_600) + 1
    on = found.shift_at[who, day] == shift
    return np.where(on, found.duty_at[who, day], t.NONE), np.where(on, day, since // 86_400)


def issues(rng: np.random.Generator, seen: Seen) -> tuple[Seen, Array, Array]:
    """An issue for half of the failures: opened a minute into the round, answered and closed later, or never."""
    value = seen.codes % len(w.VALUES)
    failed = np.flatnonzero((value > 0) & (value < 4) & (rng.random(len(value)) < 0.5))
    visit, severity = seen.answered[failed], value[failed] - 1
    opened = seen.visits["start"][visit] + 60
    limit = np.array(list(w.LIMITS.values()))[severity]
    answered = opened + (rng.exponential(0.5, len(failed)) * limit * 60).astype(np.int64)
    closed = answered + (rng.exponential(3, len(failed)) * 3_600).astype(np.int64)
    silent, still_open = rng.random(len(failed)) < 0.03, rng.random(len(failed)) < 0.08
    visits = {name: column[visit] for name, column in seen.visits.items()}
    visits |= {"form": np.full(len(failed), 3), "start": opened}
    visits["end"] = np.where(silent | still_open, opened, closed)
    codes = w.CODE["issue", "severity", "minor"] + severity
    return Seen(visits, np.arange(len(failed)), codes), np.flatnonzero(~silent), answered[~silent]


def chunk(rng: np.random.Generator, first: int, last: int, duty: int, visit: int) -> dict[str, pl.DataFrame]:
    """Every table of the projects first..last-1, with duties and visits numbered from the numbers given."""
    found = roster(rng, first, last, duty)
    seen = [rounds(rng, found), surveys(rng, found)]
    reported, answered, moments = issues(rng, seen[0])
    seen.append(reported)
    names = list(seen[0].visits)
    columns = {name: np.concatenate([part.visits[name] for part in seen]) for name in names}
    order = np.lexsort((columns["subject"], columns["start"], columns["project"]))
    number = np.empty(len(order), np.int64)
    number[order] = visit + np.arange(len(order))
    offsets = np.cumsum([0, *(len(part.visits["start"]) for part in seen)])
    owner = np.concatenate([number[part.answered + offset] for part, offset in zip(seen, offsets, strict=False)])
    codes = np.concatenate([part.codes for part in seen])
    measures = {"visit": number[offsets[2] + answered], "question": np.zeros(len(answered)), "value": moments}
    return {
        "stints": found.people,
        "places": _places(first, last),
        "owners": pl.DataFrame(schema=t.OWNERS),
        "duties": found.duties,
        "gaps": pl.DataFrame(schema=t.GAPS),
        "visits": _table(columns | {"visit": number}, t.VISITS),
        "answers": _table({"visit": owner, "code": codes}, t.ANSWERS),
        "measures": _table(measures, t.MEASURES),
    }


def _table(columns: dict[str, Array], schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    frame = pl.DataFrame(columns).sort("visit", maintain_order=True)
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())


def _places(first: int, last: int) -> pl.DataFrame:
    place = np.arange(first * PLACES, last * PLACES)
    frame = pl.DataFrame({"place": place, "project": place // PLACES, "kind": np.zeros(len(place))})
    frame = frame.with_columns(area_class=t.NONE, contractor=t.NONE, first=-1_000_000, last=3_000_000)
    return frame.select(pl.col(name).cast(kind) for name, kind in t.PLACES.items())


def spelled(made: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """One row for each answer with everything of its visit in words and times of the wall."""
    codes = pl.DataFrame(w.CODES, schema=["form", "question", "value"], orient="row")
    codes = codes.with_row_index("code").with_columns(pl.col("code").cast(pl.UInt16))
    answered = made["measures"].select("visit", answered="value")
    return (
        made["answers"]
        .join(codes, on="code", maintain_order="left")
        .join(made["visits"].drop("form", "role"), on="visit", maintain_order="left")
        .join(made["duties"].select("duty", "shift"), on="duty", how="left", maintain_order="left")
        .join(answered, on="visit", how="left", maintain_order="left")
        .with_columns(pl.from_epoch(pl.col(name) + w.HOURS_EAST * 3_600, "s") for name in ("start", "end", "answered"))
        .drop("code")
    )


def flat(rows: pl.DataFrame) -> pl.DataFrame:
    """The same as it came from the phone: which answers are one visit, and which duty it was, is not written there."""
    return rows.drop("visit", "duty", "day")


def lines(rows: pl.DataFrame) -> pl.DataFrame:
    """The same with times as texts, for lines of JSON; the reference that reads them is spared the work of ids."""
    text = pl.col("start", "end", "answered").dt.to_string("%Y-%m-%dT%H:%M:%S")
    return rows.drop("shift").with_columns(text + f"+{w.HOURS_EAST:02d}:00")


class Writers:
    """Files written chunk by chunk: the engine's tables as Arrow, not compressed, and what is flat as Parquet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open: dict[str, pa.ipc.RecordBatchFileWriter | pq.ParquetWriter] = {}

    def write(self, name: str, frame: pl.DataFrame, *, parquet: bool = False) -> None:
        """Appends a chunk."""
        table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        if name not in self.open and parquet:
            self.open[name] = pq.ParquetWriter(self.folder / f"{name}.parquet", table.schema, compression="zstd")
        if name not in self.open:
            self.open[name] = pa.ipc.new_file(self.folder / f"{name}.arrow", table.schema)
        self.open[name].write_table(table)

    def close(self) -> None:
        """Ends the files."""
        for writer in self.open.values():
            writer.close()


def write(out: Path, rows: int, *, with_lines: bool, with_flat: bool) -> None:
    """The workload of about so many answers in a folder."""
    out.mkdir(parents=True, exist_ok=True)
    projects, rng = max(1, round(rows / PER_PROJECT)), np.random.default_rng(SEED)
    writers, totals = Writers(out), dict.fromkeys(TABLES, 0)
    (out / "observations.jsonl").unlink(missing_ok=True)
    for first in range(0, projects, STEP):
        last = min(first + STEP, projects)
        made = chunk(rng, first, last, totals["duties"], totals["visits"])
        begun = edges(made, range(first, last)).select(pl.col(name) + totals[name] for name in TABLES)
        writers.write("edges", begun if last == projects else begun.head(-1))
        totals = {name: total + made[name].height for name, total in totals.items()}
        for name, frame in made.items():
            writers.write(name, frame)
        if with_flat:
            writers.write("observations", flat(spelled(made)), parquet=True)
        if with_lines:
            with (out / "observations.jsonl").open("ab") as text:
                lines(spelled(made)).write_ndjson(text)
    writers.close()
    names = {"form": w.FORMS, "role": w.ROLES, "kind": ["post"], "question": ["answered"], "department": w.ROLES}
    (out / "names.json").write_text(json.dumps({"names": names, "codes": w.CODES}))
    told = ", ".join(f"{totals[name]} {name}" for name in ("duties", "visits", "answers"))
    print(f"{projects} projects, {told}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("rows", type=int)
    parser.add_argument("--lines", action="store_true", help="also write observations.jsonl")
    parser.add_argument("--flat", action="store_true", help="also write observations.parquet")
    given = parser.parse_args()
    write(w.folder(given.rows), given.rows, with_lines=given.lines, with_flat=given.flat)
