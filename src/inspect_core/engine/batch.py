"""Many projects at once, a batch of them at a time: memory follows the size of a batch, not the number of projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.ground import Ground
from inspect_core.engine.people import finished
from inspect_core.engine.plan import Plan
from inspect_core.engine.score import credited_rows, score_people
from inspect_core.engine.vetoes import adjustments, vetoes

c = pl.col
_BY_PROJECT = ("stints", "places", "duties", "gaps", "visits")


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

    def tables(self, first: int, last: int) -> t.Tables:
        """The tables of the projects first..last, both included, in memory but for their answers."""
        own = c("project").is_between(first, last)
        found = dict(
            zip(_BY_PROJECT, pl.collect_all([getattr(self, name).filter(own) for name in _BY_PROJECT]), strict=True)
        )
        visits, places = found["visits"], found["places"]
        return t.Tables(
            stints=found["stints"],
            places=places,
            owners=self.owners.filter(_within("place", places)).collect(),
            duties=found["duties"],
            gaps=found["gaps"],
            visits=visits.lazy(),
            answers=self.answers.filter(_within("visit", visits)),
            measures=self.measures.filter(_within("visit", visits)),
            codes=self.codes,
            names=self.names,
            people=found["stints"]["person"].n_unique(),
        )


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


def score_people_in_batches(plan: Plan, ground: Ground, source: Source, batch: int) -> Iterator[Appraised]:
    """The people of `batch` projects after the other; the results are the same for every size of a batch."""
    for first in range(0, source.projects, batch):
        last = min(first + batch, source.projects) - 1
        yield score_projects(plan, ground, source.tables(first, last))


def score_projects(plan: Plan, ground: Ground, tables: t.Tables) -> Appraised:
    """The people of the projects that the tables hold."""
    found = score_people(plan, ground, tables, credited_rows(plan, ground, tables))
    adjusted, vetoed = adjustments(plan, ground, tables).lazy(), vetoes(plan, ground, tables).lazy()
    people = finished(found["people"], found["rules"], adjusted, vetoed, plan, ground, tables)
    return Appraised(*pl.collect_all([found["rulesets"], people], engine="streaming"))
