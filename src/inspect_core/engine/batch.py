"""Many projects at once, a batch of them at a time: memory follows the size of a batch, not the number of projects."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
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

c = pl.col
_BY_PROJECT = ("stints", "places", "duties", "gaps", "visits")
_BY_VISIT = ("answers", "measures")


@dataclass(frozen=True)
class Source:
    """The tables of many projects as scans. Rows stand by project, and numbers rise with the project."""

    stints: pl.LazyFrame
    places: pl.LazyFrame
    owners: pl.LazyFrame
    duties: pl.LazyFrame
    gaps: pl.LazyFrame
    visits: pl.LazyFrame
    answers: pl.LazyFrame
    measures: pl.LazyFrame
    codes: tuple[t.AnswerCode, ...]
    names: t.Names
    projects: int
    past: tuple[t.Past, ...] = ()
    """The vetoes of the periods before, oldest first, as far as the cards of the scheme ask (`raised_in` tells them)."""

    def tables(self, first: int, last: int) -> t.Tables:
        """The tables of the projects first..last, both included, in memory."""
        found = self._read(_BY_PROJECT, c("project").is_between(first, last))
        seen = self._read(_BY_VISIT, _within("visit", found["visits"]))
        return t.Tables(
            stints=found["stints"],
            places=found["places"],
            owners=self.owners.filter(_within("place", found["places"])).collect(),
            duties=found["duties"],
            gaps=found["gaps"],
            visits=found["visits"].lazy(),
            answers=seen["answers"].lazy(),
            measures=seen["measures"].lazy(),
            codes=self.codes,
            names=self.names,
            people=found["stints"]["person"].n_unique(),
            past=self.past,
        )

    def _read(self, names: tuple[str, ...], own: pl.Expr) -> dict[str, pl.DataFrame]:
        frames = pl.collect_all([getattr(self, name).filter(own) for name in names], engine="streaming")
        return dict(zip(names, frames, strict=True))


def _within(column: str, frame: pl.DataFrame) -> pl.Expr:
    """Those whose number is one of a frame's, which are all numbers between its least and its greatest."""
    if not frame.height:
        return pl.lit(value=False)
    return c(column).is_between(pl.lit(frame[column].min()), pl.lit(frame[column].max()))


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
    adjusted, vetoed = adjustments(plan, ground, tables).lazy(), vetoes(plan, ground, tables)
    held = cards_held(plan, ground.period.id, vetoed, tables)
    gated = gate_shares(plan, found["rules"], found["rulesets"], ground, tables)
    less = lowered(plan, vetoed, held, gated, tables)
    people = finished(found["people"], found["rules"], adjusted, less, plan, ground, tables)
    return Appraised(*pl.collect_all([found["rulesets"], people]))
