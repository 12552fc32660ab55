"""The demo project with 20,000 observations, kept warm: what one more observation costs, beside the whole month anew.

    python benchmarks/live.py [--records 40] [--json]

The scores are compared with those of a month scored anew; a difference ends the run with an error.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import polars as pl

from inspect_core.app.calendars import published, remembered
from inspect_core.bootstrap import registry_of
from inspect_core.demo.days import TIME_ZONE
from inspect_core.demo.month import build
from inspect_core.domain.period import month_period
from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground
from inspect_core.engine.grow import Growing
from inspect_core.engine.live import LiveMonth
from inspect_core.engine.plan import Plan
from inspect_core.engine.records import Records
from inspect_core.engine.run import Scored, score_month
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_file
from inspect_core.language.scheme import bind_scheme
from inspect_core.shipped import shipped

T = TypeVar("T")
ZONE = ZoneInfo(TIME_ZONE)
ROWS = 20_000
RULESETS = ("etiquette", "patrol", "cleaning-grade-1", "security-grade-1")


def plan() -> Plan:
    """The shipped rulesets under the residential scheme."""
    kinds, folder = registry_of().kinds, shipped("rulesets")
    rulesets = [bind_ruleset(read_file(folder / f"{name}.yaml"), kinds.settings()) for name in RULESETS]
    return Plan(rulesets, kinds, bind_scheme(read_file(folder / "schemes" / "residential.yaml"), set(RULESETS)))


def records() -> Records:
    """The demo month, with some of its observations made again half an hour later until there are enough."""
    month = build()
    found = [one.model_dump(mode="json") for one in month.observations]
    more = [later(found[number * 7 % len(found)], number) for number in range(ROWS - len(found))]
    parts = {
        name: [one.model_dump(mode="json") for one in getattr(month, name)]
        for name in ("people", "places", "shifts", "duties", "gaps")
    }
    return Records(project="demo", **parts, observations=[*found, *more])


def later(body: dict[str, Any], number: int) -> dict[str, Any]:
    """The same observation, half an hour and some seconds later."""
    by = timedelta(minutes=30, seconds=number % 60)
    times = {name: (datetime.fromisoformat(body[name]) + by).isoformat() for name in ("start", "end") if body[name]}
    return {**body, **times, "id": f"{body['id']}-{number}"}


def timed(call: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds, and what came of it."""
    begun = time.perf_counter()
    found = call()
    return 1000 * (time.perf_counter() - begun), found


def one_more(growing: Growing, live: LiveMonth, body: dict[str, Any]) -> Scored:
    """The month with one observation more."""
    number = growing.add(body)
    return live.changed(growing.tables, body["form"], number)


def totals(scored: Scored) -> list[pl.DataFrame]:
    """What is compared: everybody's month and the project's."""
    return [scored.totals[sort].sort(scored.totals[sort].columns[0]) for sort in ("person", "place", "project")]


def main() -> int:
    """Prints the figures; 1 when warm and anew differ."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--records", type=int, default=40)
    words.add_argument("--json", action="store_true")
    said = words.parse_args()
    rules, ground = plan(), Ground(month_period("2026-10"), ZONE, remembered(published()))
    held = records()
    tables = encode(held, rules.forms, ZONE)
    bodies = [later(held.observations[number * 331 % ROWS], ROWS + number) for number in range(said.records)]
    growing, live = Growing(tables, rules.forms, ZONE), LiveMonth(rules, ground, tables)
    taken = [timed(partial(one_more, growing, live, body))[0] for body in bodies]
    growing, people = Growing(tables, rules.forms, ZONE), LiveMonth(rules, ground, tables, ("project",))
    fewer = [timed(partial(one_more, growing, people, body))[0] for body in bodies]
    now = replace(held, observations=[*held.observations, *bodies])
    coding, coded = timed(lambda: encode(now, rules.forms, ZONE))
    anew = [timed(lambda: score_month(rules, ground, coded)) for _ in range(7)]
    same = all(a.equals(b) for a, b in zip(totals(live.scored), totals(anew[0][1]), strict=True))
    whole = statistics.median(each for each, _ in anew)
    figures = {
        "observations": ROWS,
        "rules": len(rules.rules),
        "one_more_ms": round(statistics.median(taken), 1),
        "fastest_ms": round(min(taken), 1),
        "people_and_project_ms": round(statistics.median(fewer), 1),
        "month_anew_ms": round(whole, 1),
        "coding_anew_ms": round(coding, 1),
        "ratio": round((whole + coding) / statistics.median(taken), 1),
        "same": same,
    }
    if said.json:
        print(json.dumps(figures))
    else:
        print(f"{ROWS} observations, {len(rules.rules)} rules: one more takes {figures['one_more_ms']} ms", end=" ")
        print(
            f"(fastest {figures['fastest_ms']}; people and project alone {figures['people_and_project_ms']}),", end=" "
        )
        print(f"coding and scoring all of it anew {whole + coding:.0f} ms", end=", ")
        print(f"{figures['ratio']} times as long; the scores are {'the same' if same else 'NOT the same'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
