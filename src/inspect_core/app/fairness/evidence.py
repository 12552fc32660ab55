"""What a score stands on: how often others judged somebody, on how many days, and whether one of them made most of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.domain.text import Text
from inspect_core.engine.ground import day_of

c = pl.col
PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """The records in which others judged a person: how many, spread over which days and observers.

    `days` and `observers` are counted; the busiest of each is named with how many records it has.
    """

    records: int
    days: int
    observers: int
    busiest_day: tuple[date, int]
    busiest_observer: tuple[int, int]


def evidence(opinions: pl.DataFrame) -> dict[int, Evidence]:
    """The evidence of everybody who was judged by others, by the number of the person; a record counts once."""
    visits = opinions.select("person", "visit", "day", "observer").unique()
    days, observers = (_busiest(visits, of) for of in ("day", "observer"))
    counted = visits.group_by("person").agg(pl.len(), c("day").n_unique(), c("observer").n_unique())
    return {
        person: Evidence(records, seen, by, (day_of(days[person][0]), days[person][1]), observers[person])
        for person, records, seen, by in counted.sort("person").iter_rows()
    }


def _busiest(visits: pl.DataFrame, of: str) -> dict[int, tuple[int, int]]:
    """Of each person the day or observer with the most records; of equals the first."""
    counted = (
        visits.group_by("person", of).agg(times=pl.len()).sort("person", "times", of, descending=[False, True, False])
    )
    first = counted.group_by("person", maintain_order=True).first()
    return {person: (which, times) for person, which, times in first.select("person", of, "times").iter_rows()}


def warnings(
    row: Mapping[str, Any], found: Evidence | None, names: Mapping[int, str], limits: FairnessSettings
) -> list[dict[str, Any]]:
    """What a reader of the score should know about its evidence: a word and a sentence in both languages each."""
    told: list[tuple[str, Text]] = []
    if row["status"] == "not_enough_evidence":
        told.append(
            (
                "not_enough_evidence",
                Text(zh="证据不足，按方案不评总分", en="not enough evidence: no total by the scheme"),
            )
        )
    if found is None:
        if row["status"] != "nothing_due":
            told.append(
                (
                    "nobody_judged",
                    Text(
                        zh="无他人评判，所知只来自应做的工作",
                        en="judged by nobody else: what is known is work that was due",
                    ),
                )
            )
    else:
        told += _thin(found, names, limits)
    return [{"kind": kind, "says": says.model_dump()} for kind, says in told]


def _thin(found: Evidence, names: Mapping[int, str], limits: FairnessSettings) -> list[tuple[str, Text]]:
    told = []
    if found.records < limits.few_observations:
        often = "once" if found.records == 1 else f"{found.records} times"
        zh, en = f"他人评判仅 {found.records} 次", f"judged by others only {often}"
        return [("few_observations", Text(zh=zh, en=en))]
    observer, times = found.busiest_observer
    if PER_CENT * times > limits.one_observer * found.records:
        name = names.get(observer, "")
        zh = f"{found.records} 次评判中 {times} 次出自 {name} 一人"
        en = f"{times} of the {found.records} records about this person are by {name} alone"
        told.append(("one_observer", Text(zh=zh, en=en)))
    day, times = found.busiest_day
    if PER_CENT * times > limits.one_day * found.records:
        zh = f"{found.records} 次评判中 {times} 次在 {day} 一天"
        en = f"{times} of the {found.records} records about this person are of one day, {day}"
        told.append(("one_day", Text(zh=zh, en=en)))
    return told
