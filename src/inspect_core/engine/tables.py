"""The columns scoring reads: people, places, duties, visits and coded answers, all by dense whole numbers.

NONE (-1) stands for "no such thing" in every id column. Days count from 1970-01-01; instants are UTC seconds.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import polars as pl

from inspect_core.domain.owed import NOTHING, Owing
from inspect_core.engine.at_once import all_at_once, at_once

NONE = -1
_FEW = 1000  # people; a large project has a hundred
_HANDFUL = 2**14  # people whose rows are added up already: such frames are small
_SMALL = 2**16  # visits, and a fourth of the answers: a month of a project has ten thousand
FIRST, LAST = -1_000_000, 3_000_000  # day numbers beyond every date
PLANNED, LEAVE, SWAPPED, EXCUSED, CANCELLED = range(5)
STATUSES = ("planned", "leave", "swapped", "excused", "cancelled")

STINTS = {
    "stint": pl.Int32, "person": pl.Int32, "project": pl.Int32, "role": pl.Int16, "department": pl.Int16,
    "contractor": pl.Int16, "first": pl.Int32, "last": pl.Int32,
}  # fmt: skip
PLACES = {
    "place": pl.Int32, "project": pl.Int32, "kind": pl.Int16, "area_class": pl.Int16, "contractor": pl.Int16,
    "first": pl.Int32, "last": pl.Int32,
}  # fmt: skip
OWNERS = {"place": pl.Int32, "person": pl.Int32, "first": pl.Int32, "last": pl.Int32}
DUTIES = {
    "duty": pl.Int32, "project": pl.Int32, "person": pl.Int32, "role": pl.Int16, "place": pl.Int32,
    "kind": pl.Int16, "shift": pl.Int16, "day": pl.Int32, "first": pl.Int64, "last": pl.Int64, "status": pl.Int8,
}  # fmt: skip
VISITS = {
    "visit": pl.Int32, "project": pl.Int32, "form": pl.Int16, "place": pl.Int32, "subject": pl.Int32,
    "observer": pl.Int32, "role": pl.Int16, "duty": pl.Int32, "day": pl.Int32, "start": pl.Int64, "end": pl.Int64,
}  # fmt: skip
ANSWERS = {"visit": pl.Int32, "code": pl.UInt16}
MEASURES = {"visit": pl.Int32, "question": pl.Int16, "value": pl.Int64}
GAPS = {"project": pl.Int32, "form": pl.Int16, "place": pl.Int32, "first": pl.Int64, "last": pl.Int64}


@dataclass(frozen=True, slots=True)
class AnswerCode:
    """One distinct answer that occurs: the word `value` given to a question of a form."""

    code: int
    form: str
    question: str
    value: str


@dataclass(frozen=True)
class Names:
    """The texts behind the dense numbers: the position of a name in its list is its number."""

    lists: Mapping[str, Sequence[str]]
    _codes: dict[str, dict[str, int]] = field(default_factory=dict, repr=False, compare=False)

    def code(self, kind: str, name: str) -> int:
        """The number of a name; NONE where it does not occur."""
        if kind not in self._codes:
            self._codes[kind] = {found: number for number, found in enumerate(self.lists.get(kind, ()))}
        return self._codes[kind].get(name, NONE)

    def codes(self, kind: str, names: Sequence[str]) -> list[int]:
        """The numbers of the names that occur."""
        return [code for code in (self.code(kind, name) for name in names) if code != NONE]

    def name(self, kind: str, code: int) -> str | None:
        """The name behind a number."""
        return self.lists[kind][code] if code >= 0 else None


@dataclass(frozen=True)
class Past:
    """A period before, as far as cards ask about it: the vetoes raised in it, by the id of the person."""

    period: str
    raised: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Excuse:
    """A slot that was excused by hand: the rule (`ruleset/rule`), where and whose it is, the instant it begins."""

    id: str
    rule: str
    place: str | None
    person: str | None
    first: int
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Given:
    """An adjustment, a veto or a card that two people gave somebody by hand for a period; points in thousandths."""

    id: str
    sort: Literal["adjustment", "veto", "card"]
    name: str
    person: str
    period: str
    points: int = 0
    by: str = ""
    approved_by: str = ""
    on: str = ""
    reason: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of an indicator in a period, in thousandths of its unit: of a person, a department, or the project."""

    id: str
    indicator: str
    period: str
    person: str | None
    department: str | None
    value: int
    source: str = ""
    on: str = ""

    @property
    def whose(self) -> str | None:
        """The person or department that it is of; nothing of the project."""
        return self.person or self.department


@dataclass(frozen=True)
class Tables:
    """Everything one scoring run reads. Small tables are frames; visits, answers and measures may be lazy scans."""

    stints: pl.DataFrame
    places: pl.DataFrame
    owners: pl.DataFrame
    duties: pl.DataFrame
    gaps: pl.DataFrame
    visits: pl.LazyFrame
    answers: pl.LazyFrame
    measures: pl.LazyFrame
    codes: tuple[AnswerCode, ...]
    names: Names
    people: int
    began: int = FIRST  # the first day of which anything is known: nothing was due before it
    past: tuple[Past, ...] = ()  # the periods before that cards ask about, oldest first
    excuses: tuple[Excuse, ...] = ()  # slots excused by hand
    given: tuple[Given, ...] = ()  # what people gave by hand, in the order of the journal
    figures: tuple[Figure, ...] = ()  # values of indicators, in the order of the journal: the latest holds
    owing: Owing = NOTHING  # what is owed for closed periods before

    @cached_property
    def laid_out(self) -> dict[Hashable, pl.DataFrame]:
        """Slots that follow from these tables, by what they follow from; rules that are due alike share them."""
        return {}

    def with_records(
        self,
        visits: pl.DataFrame,
        answers: pl.DataFrame,
        measures: pl.DataFrame,
        codes: tuple[AnswerCode, ...],
        names: Names,
    ) -> Tables:
        """The same people, places and duties with other records; what is due does not depend on records, and stays."""
        changed = replace(
            self,
            visits=visits.lazy(),
            answers=answers.lazy(),
            measures=measures.lazy(),
            codes=codes,
            names=names,
        )
        changed.laid_out.update(self.laid_out)
        return changed

    @property
    def engine(self) -> Literal["in-memory", "streaming"]:
        """How polars works best: in one piece for a few projects, in pieces for many."""
        return "streaming" if self.stints.height > _FEW else "in-memory"

    @cached_property
    def small(self) -> bool:
        """Whether this is about one project's month, of which every frame is best computed on the spot."""
        if self.stints.height > _FEW:
            return False
        visits, answers = (at_once(frame.select(pl.len())).item() for frame in (self.visits, self.answers))
        return bool(visits <= _SMALL and answers <= 4 * _SMALL)

    def computed(self, frame: pl.LazyFrame) -> pl.DataFrame:
        """A frame that follows from these tables, computed in the way that suits their size."""
        return at_once(frame) if self.small else frame.collect()

    def all_computed(self, frames: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
        """Several such frames."""
        return all_at_once(frames) if self.small else pl.collect_all(frames)

    def concluded(self, frames: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
        """Several frames with a few rows for each person, made of sums: on the spot unless there are very many people."""
        return all_at_once(frames) if self.stints.height <= _HANDFUL else pl.collect_all(frames)

    def summed_up(self, frame: pl.LazyFrame) -> pl.DataFrame:
        """A frame of every row there is, computed likewise; for many projects piece by piece."""
        return at_once(frame) if self.small else frame.collect(engine=self.engine)

    @cached_property
    def settled(self) -> bool:
        """Whether nobody comes, goes or changes role, so that a person's number is the stint's on every day."""
        always = ((pl.col("first") <= FIRST) & (pl.col("last") >= LAST)).all()
        return self.stints.height == self.people and bool(self.stints.select(always).item())
