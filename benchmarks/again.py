"""One project of 20,000 observations scored again in a warm process after one more observation.

python again.py [RUNS]
"""

from __future__ import annotations

import statistics
import sys
import time

import ours
import polars as pl
import workload as w

from inspect_core.engine import tables as t
from inspect_core.engine.batch import Appraised, score_projects

ROWS = 20_500


def with_one_more(tables: t.Tables, nth: int) -> t.Tables:
    """The tables with one more round of six answers at the end of them, in memory."""
    visits, answers = tables.visits.collect(), tables.answers.collect()
    last = visits.row(nth % visits.height, named=True)
    number = visits["visit"].max()
    assert isinstance(number, int)
    row = last | {"visit": number + 1, "form": 0, "start": last["start"] + 60, "end": last["start"] + 360}
    codes = [(number + 1, w.CODE["guard-round", f"security-{question:02d}", "pass"]) for question in range(1, 7)]
    return tables.with_records(
        pl.concat([visits, pl.DataFrame([row], schema=t.VISITS)]),
        pl.concat([answers, pl.DataFrame(codes, schema=t.ANSWERS, orient="row")]),
        tables.measures.collect(),
        tables.codes,
        tables.names,
    )


def main(runs: int = 40) -> None:
    """Prints how long it takes."""
    plan, ground = ours.rules()
    source = ours.source(w.folder(ROWS))
    tables = source.tables(0, source.projects - 1)
    taken: list[float] = []
    used: list[float] = []
    found: Appraised | None = None
    for nth in range(runs + 3):
        began, cpu = time.perf_counter(), time.process_time()
        tables = with_one_more(tables, nth * 97)
        found = score_projects(plan, ground, tables)
        taken.append(time.perf_counter() - began)
        used.append(time.process_time() - cpu)
    warm, cpu_warm = sorted(taken[3:]), statistics.median(used[3:])
    print(f"{found.people.height if found else 0} people, {tables.answers.collect().height} answers")
    print(f"median {1000 * statistics.median(warm):.1f} ms, CPU {1000 * cpu_warm:.1f} ms, ", end="")
    print(f"fastest {1000 * warm[0]:.1f}, slowest tenth {1000 * warm[-runs // 10]:.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
