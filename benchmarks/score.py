"""The engine against the hand-written references: the same workload, the same machine, in turn, a fresh process each.

python score.py ROWS [--runs 5] [--threads N] [VARIANT ...]

Prints medians of wall and CPU seconds (imports left out, everything else counted: reading the rules, reading the
columns, scoring, writing) and how each compares with the engine. Every table of every run is compared; a difference
ends the run with an error.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl
import workload as w

HERE = Path(__file__).parent
VARIANTS: dict[str, tuple[str, ...]] = {
    "engine": ("ours",),
    "engine-two": ("ours", "160", "2"),
    "engine-whole": ("ours", "1000000"),
    "polars": ("polars_plan",),
    "polars-batches": ("polars_plan", "160"),
    "pandas": ("pandas_rows",),
    "pandas-columns": ("pandas_frames",),
    "pydantic": ("pydantic_rows",),
}
USUAL = ["engine", "polars", "polars-batches"]


def one(module: str, rows: int, out: Path, *options: int) -> None:
    """Runs one variant in this process and prints what it took."""
    sys.path[:0] = [str(HERE), str(HERE / "references")]
    begun = time.perf_counter()
    main = importlib.import_module(module).main
    wall, cpu = time.perf_counter(), time.process_time()
    main(rows, out, *options)
    print(
        json.dumps(
            {
                "imports": wall - begun,
                "wall": time.perf_counter() - wall,
                "cpu": time.process_time() - cpu,
                "megabytes": peak(),
            }
        )
    )


def peak() -> float:
    """The most memory this process ever held, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def run(name: str, rows: int, out: Path, threads: int | None = None) -> dict[str, float]:
    """One variant in a process of its own, in which Polars has so many threads (usually as many as there are cores)."""
    module, *options = VARIANTS[name]
    command = [sys.executable, __file__, "--one", module, str(rows), str(out), *options]
    given = {"POLARS_MAX_THREADS": str(threads)} if threads else {}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | given)
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def table(file: Path) -> pl.DataFrame:
    """The result of a variant as whole numbers, one row a person."""
    frame = pl.read_parquet(file)
    rulesets = file.with_suffix(".rulesets")
    if rulesets.exists():
        long = pl.read_ipc(rulesets).with_columns(
            metric=pl.when(pl.col("ruleset").str.ends_with("-checks")).then(pl.lit("checks")).otherwise("ruleset")
        )
        wide = long.select("metric", "score", person="stint").pivot("metric", index="person", values="score")
        frame = frame.rename({"rank_project": "rank"}).join(wide, on="person", how="left")
    kinds = dict.fromkeys(("person", "project", *w.METRICS, "total", "rank"), pl.Int64) | {"grade": pl.String}
    return frame.select(pl.col(name).cast(kinds[name]) for name in w.COLUMNS).sort("person")


def series(rows: int, runs: int, names: list[str], threads: int | None = None) -> dict[str, list[dict[str, float]]]:
    """All variants in turn, so many times, the first one another each time."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        first: pl.DataFrame | None = None
        for turn in range(runs):
            shift = turn % len(names)
            for name in names[shift:] + names[:shift]:
                out = Path(folder) / f"{names.index(name)}.parquet"
                found[name].append(run(name, rows, out, threads))
                found_now = table(out)
                first = found_now if first is None else first
                if not first.equals(found_now):
                    sys.exit(f"{name} gives other numbers at {rows} rows")
    return found


def show(rows: int, found: dict[str, list[dict[str, float]]]) -> None:
    """The medians as a table."""
    medians = {
        name: {key: statistics.median(each[key] for each in runs) for key in runs[0]} for name, runs in found.items()
    }
    base = medians.get("engine", next(iter(medians.values())))
    print(f"\n{rows} rows, {len(next(iter(found.values())))} runs each, medians; all results the same\n")
    print("| variant | CPU s | wall s | peak MB | imports s | CPU ÷ engine's | engine's CPU ÷ its | wall ÷ engine's |")
    print("|---|---|---|---|---|---|---|---|")
    for name, one_ in sorted(medians.items(), key=lambda pair: pair[1]["cpu"]):
        print(
            f"| {name} | {one_['cpu']:.2f} | {one_['wall']:.2f} | {one_['megabytes']:.0f} | {one_['imports']:.2f} "
            f"| {one_['cpu'] / base['cpu']:.2f} | {base['cpu'] / one_['cpu']:.2f} | {one_['wall'] / base['wall']:.2f} |"
        )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("rows", type=int)
    parser.add_argument("names", nargs="*", metavar="VARIANT", help=", ".join(VARIANTS))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, help="of Polars; the workers of `--projects` have one each")
    given = parser.parse_intermixed_args()
    show(given.rows, series(given.rows, given.runs, given.names or USUAL, given.threads))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]), *map(int, sys.argv[5:]))
    else:
        main()
