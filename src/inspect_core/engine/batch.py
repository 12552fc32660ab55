"""Many projects at once, a batch of them at a time: memory follows the size of a batch, not the number of projects."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.cards import cards_held, raised_by_person
from inspect_core.engine.ground import Ground
from inspect_core.engine.people import finished
from inspect_core.engine.plan import Plan
from inspect_core.engine.sanctions import gate_shares, lowered
from inspect_core.engine.score import credited_rows, people_sums, score_people
from inspect_core.engine.vetoes import adjustments, vetoes

TABLES = ("stints", "places", "owners", "duties", "gaps", "visits", "answers", "measures")


@dataclass(frozen=True)
class Source:
    """The tables of many projects as scans. Rows stand by project, and numbers rise with the project.

    `edges` has a column for each table: the row at which each project begins and, at its end, the number of rows.
    """

    stints: pl.LazyFrame
    places: pl.LazyFrame
    owners: pl.LazyFrame
    duties: pl.LazyFrame
    gaps: pl.LazyFrame
    visits: pl.LazyFrame
    answers: pl.LazyFrame
    measures: pl.LazyFrame
    edges: pl.DataFrame
    codes: tuple[t.AnswerCode, ...]
    names: t.Names
    past: tuple[t.Past, ...] = ()
    """The vetoes of the periods before, oldest first, as far as the cards of the scheme ask (`raised_in` tells them)."""

    @property
    def projects(self) -> int:
        """How many there are."""
        return self.edges.height - 1

    def tables(self, first: int, last: int) -> t.Tables:
        """The tables of the projects first..last, both included, in memory."""
        begins, ends = self.edges.row(first, named=True), self.edges.row(last + 1, named=True)
        own = [getattr(self, name).slice(begins[name], ends[name] - begins[name]) for name in TABLES]
        found = dict(zip(TABLES, pl.collect_all(own), strict=True))
        return t.Tables(
            stints=found["stints"],
            places=found["places"],
            owners=found["owners"],
            duties=found["duties"],
            gaps=found["gaps"],
            visits=found["visits"].lazy(),
            answers=found["answers"].lazy(),
            measures=found["measures"].lazy(),
            codes=self.codes,
            names=self.names,
            people=found["stints"]["person"].n_unique(),
            past=self.past,
        )


def edges(tables: Mapping[str, pl.DataFrame], projects: range) -> pl.DataFrame:
    """Where each of the projects begins in tables that stand by project, and where the last one ends.

    Owners stand by place; answers and measures by visit.
    """
    numbers = pl.Series(projects, dtype=pl.Int32)
    by_project = {name: numbers for name in TABLES if "project" in tables[name].columns}
    found = {name: _rows(tables[name]["project"], own) for name, own in by_project.items()}
    for name, through in (("owners", "places"), ("answers", "visits"), ("measures", "visits")):
        key = through.removesuffix("s")
        known = tables[through][key]
        after = known.tail(1) + 1 if known.len() else pl.Series([0], dtype=known.dtype)
        firsts = pl.concat([known, after]).gather(found[through].head(-1))
        found[name] = _rows(tables[name][key], firsts)
    return pl.DataFrame(found).select(TABLES)


def _rows(keys: pl.Series, firsts: pl.Series) -> pl.Series:
    """The row of each first key, and the number of rows."""
    rows = keys.search_sorted(firsts).cast(pl.Int64)
    return pl.concat([rows, pl.Series([keys.len()], dtype=pl.Int64)])


@dataclass(frozen=True)
class Appraised:
    """Everybody of some projects: rulesets by stint, and the person's month."""

    rulesets: pl.DataFrame
    people: pl.DataFrame


def score_people_in_batches(
    plan: Plan, ground: Ground, source: Source, batch: int, at_once: int = 1
) -> Iterator[Appraised]:
    """The people of about `batch` projects after the other; the results are the same for every size of a batch.

    `at_once` batches are worked on side by side, each holding its own memory: a batch alone leaves a core idle while
    it is read and planned.
    """

    def scored(edges: tuple[int, int]) -> Appraised:
        return score_projects(plan, ground, source.tables(*edges))

    with ThreadPoolExecutor(at_once) as pool:
        begun: deque[Future[Appraised]] = deque()
        for edges in batches(source.projects, batch):
            begun.append(pool.submit(scored, edges))
            if len(begun) > at_once:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()


def raised_in(plan: Plan, ground: Ground, source: Source, batch: int) -> t.Past:
    """The vetoes of a period against everybody of the projects, for the cards of the periods after it."""
    raised: dict[str, frozenset[str]] = {}
    for edges in batches(source.projects, batch):
        tables = source.tables(*edges)
        raised |= raised_by_person(vetoes(plan, ground, tables), tables)
    return t.Past(ground.period.id, raised)


def batches(projects: int, batch: int) -> list[tuple[int, int]]:
    """First and last project of each batch: sizes near `batch` and near each other, so that no small one is left over.

    A batch has a cost of its own, whatever its size.
    """
    count = max(1, round(projects / batch))
    edges = [projects * number // count for number in range(count + 1)]
    return [(first, last - 1) for first, last in pairwise(edges) if last > first]


def score_projects(plan: Plan, ground: Ground, tables: t.Tables) -> Appraised:
    """The people of the projects that the tables hold."""
    found = score_people(plan, ground, tables, people_sums(credited_rows(plan, ground, tables), tables))
    adjusted, vetoed = adjustments(plan, ground, tables), vetoes(plan, ground, tables)
    held = cards_held(plan, ground.period.id, vetoed, tables)
    gated = gate_shares(plan, found["rules"], found["rulesets"], ground, tables)
    less = lowered(plan, vetoed, held, gated, tables)
    people = finished(found["people"], found["rules"], adjusted, less, plan, ground, tables)
    return Appraised(*tables.concluded([found["rulesets"], people]))
