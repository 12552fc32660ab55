"""Reads the log of vehicles that pass sensors, and finds the routes that are walked again and again.

A route is a set of checkpoints that at least OFTEN rounds passed exactly. Each round is told to follow the route it is
nearest to; one that differs from every route by more than a third of it follows none.

    python -m inspect_core_open_data.patrol_log LOG     prints the routes as they stand in a ruleset
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inspect_core.api import Reading, Source, Table
from inspect_core_open_data.rows import Row, rows_of, table_of

LARGEST: Final = 50 * 1024 * 1024
CODE: Final = "E-PATROL-LOG"
ROUND, WHEN, WHERE = "car-id", "Timestamp", "gate-name"
OFTEN: Final = 20
FREE: Final = "free"
Stops = frozenset[str]


@dataclass(frozen=True, slots=True)
class PatrolLogReader:
    """One row a reading, saved under the ending .patrol; readings, rounds and places come out, a sheet each."""

    name: str = "patrol-log"
    suffixes: tuple[str, ...] = (".patrol",)
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """Three tables. ImportRefused when a column is missing."""
        rows = rows_of(source, (ROUND, WHEN, WHERE), CODE)
        numbers = range(2, len(rows) + 2)
        walked = rounds_of(rows)
        routes = routes_of(walked.values())
        first = {row[ROUND]: number for row, number in zip(reversed(rows), reversed(numbers), strict=True)}
        rounds = [{"round": round, "route": nearest(stops, routes)} for round, stops in walked.items()]
        at = {row[WHERE]: number for row, number in zip(reversed(rows), reversed(numbers), strict=True)}
        places = [{"place": place, "class": place.rstrip("0123456789")} for place in sorted(at)]
        return Reading(
            (
                table_of(source, "readings", (ROUND, WHEN, WHERE), rows, numbers),
                _table(source, "rounds", rounds, [first[row["round"]] for row in rounds]),
                _table(source, "places", places, [at[row["place"]] for row in places]),
            )
        )


def rounds_of(rows: Sequence[Row]) -> dict[str, Stops]:
    """The checkpoints of each round, in the order in which the rounds begin."""
    walked: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        walked[row[ROUND]].add(row[WHERE])
    return {round: frozenset(stops) for round, stops in walked.items()}


def routes_of(walked: Iterable[Stops]) -> Mapping[str, Stops]:
    """The sets of checkpoints that were passed often, the most often first: route-1, route-2 and so on."""
    counted = Counter(walked)
    often = [(stops, times) for stops, times in counted.items() if times >= OFTEN]
    often.sort(key=lambda found: (-found[1], sorted(found[0])))
    return {f"route-{number}": stops for number, (stops, _) in enumerate(often, 1)}


def nearest(stops: Stops, routes: Mapping[str, Stops]) -> str:
    """The route that differs in the fewest checkpoints, or FREE."""
    apart = [(len(stops ^ route), name) for name, route in routes.items()]
    near = [(differ, name) for differ, name in apart if 3 * differ <= len(routes[name])]
    return min(near)[1] if near else FREE


def _table(source: Source, sheet: str, rows: Sequence[Row], numbers: Sequence[int]) -> Table:
    header = tuple(rows[0]) if rows else ("round" if sheet == "rounds" else "place",)
    return table_of(source, sheet, header, rows, numbers)


def told(log: Path) -> str:
    """The routes of a log as the rules write them."""
    rows = rows_of(Source(log.name, log.read_bytes()), (ROUND, WHEN, WHERE), CODE)
    routes = routes_of(rounds_of(rows).values())
    return "\n".join(f"{name}: [{', '.join(sorted(stops))}]" for name, stops in routes.items())


if __name__ == "__main__":
    print(told(Path(sys.argv[1])))
