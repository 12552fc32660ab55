"""The contract of a rule kind: what it asks for in YAML, what is due, what was done.

A kind is a class with `kind` (the word in YAML), `settings` (its model, extending RuleHeader) and the methods of one
of three shapes. The docstring tells *Asks*, *Counts* and an *Example* in YAML that a test loads.
Kinds read no clock and open nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

import polars as pl

from inspect_core.domain.outcome import Outcome
from inspect_core.domain.text import Text
from inspect_core.engine.ground import Ground
from inspect_core.engine.missing import Missing
from inspect_core.engine.tables import AnswerCode, Tables
from inspect_core.language.rule import Rule, RuleHeader

Mode = Literal["ratio", "visit", "period", "banded"]


@runtime_checkable
class SlotKind(Protocol):
    """A kind over whole columns: it lays out slots and says what was done in each."""

    kind: ClassVar[str]
    settings: ClassVar[type[RuleHeader]]

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """The slots of the period with `due`: columns of inspect_core.engine.slots.SLOTS, one row for each."""
        ...

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """Pairs of slot and visit: slot, visit, start, end, why (0 counted, otherwise the reason's number)."""
        ...

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """The number done in each slot that has evidence: slot, done."""
        ...


@runtime_checkable
class HidingKind(SlotKind, Protocol):
    """A slot kind whose slots are more than a number of times: it says itself how much of a slot a gap hides."""

    def hidden(self, rule: Rule, slots: pl.DataFrame, missing: Missing) -> pl.LazyFrame:
        """How much of what was due may be among the records that never arrived: slot, hidden."""
        ...


@runtime_checkable
class SpacedKind(HidingKind, Protocol):
    """A kind that asks how long it took from one record to the next: one that never arrived may have lain between."""

    def measured_around(
        self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables, missing: Missing
    ) -> pl.LazyFrame:
        """As `measured`, where records never arrived."""
        ...


@runtime_checkable
class LotKind(SlotKind, Protocol):
    """A slot kind that judges all records of a slot together: it may find too little to judge, and says its sums.

    A slot it decides is decided, whatever a gap hides.
    """

    def undecided(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The slots of which too little was seen, with at least as much hidden as was due: slot, hidden."""
        ...

    def told(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> Mapping[int, Text]:
        """How each slot was judged, in words."""
        ...


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one answer adds: earned, of how many, deducted (thousandths); its outcome.

    `wipe` takes all of its visit, or caps the rule; `veto` names the veto it raises; `repeat` holds the deductions of
    the first, second, third and later time the same person earns this answer in the period.
    """

    code: int
    earned: int = 0
    of: int = 0
    deduction: int = 0
    outcome: Outcome = Outcome.NOT_APPLICABLE
    wipe: bool = False
    veto: str | None = None
    repeat: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """What a visit earns whose deductions add up to at most `total`, none of them above `worst`; None is no limit."""

    worth: int
    total: int | None = None
    worst: int | None = None


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What a visit loses on top once these answers were given `least` times in it: pairs of code and times."""

    title: Text
    counts: tuple[tuple[int, int], ...]
    least: int
    deduction: int


@dataclass(frozen=True)
class Contributions:
    """What every answer code adds to a rule on the days it is in force; `mode` says how a score is made of it.

    `ratio`: earned ÷ of over all answers. `visit`: each visit starts with `full`, loses its deductions down to
    `floor` (a wiping answer takes all), and the mean over visits counts. `period`: `full` less all deductions.
    `banded`: each visit earns the first of `bands` it fits, of `full`; one that fits none earns nothing.

    What is judged over the period (`least`, `cap`, and with `period` also `full` and `floor`) is judged by itself over
    each stretch in which it does not change: `least` earns the share of the stretches that reached it, `period` adds
    up what each stretch kept, and the lowest `cap` that was called upon holds.
    """

    mode: Mode
    rows: tuple[Contribution, ...]
    full: int = 0
    floor: int = 0
    cap: int | None = None  # thousandths of a per cent of the points, once a wiping answer was given
    least: int | None = None  # thousandths of a per cent below which nothing is earned, and from which everything
    bands: tuple[Band, ...] = ()
    surcharges: tuple[Surcharge, ...] = ()


@runtime_checkable
class AnswerKind(Protocol):
    """A kind over answers: it compiles to a table of what each answer adds and is never called per row."""

    kind: ClassVar[str]
    settings: ClassVar[type[RuleHeader]]

    def contributions(self, rule: Rule, codes: Sequence[AnswerCode], day: date) -> Contributions | None:
        """What each answer code adds with the values in force on `day`; nothing when the rule is not in force."""
        ...

    def change_days(self, rule: Rule) -> tuple[date, ...]:
        """The days on which a value of the rule changes."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """One record as a row kind sees it.

    `answers` tells the words given to choice and count questions; of any other question only that it was answered,
    as an empty text. `start` and `end` are local times of the project; `end` is None while the record has not ended.
    """

    form: str
    place: str | None
    subject: str | None
    observer: str
    minutes: int
    answers: Mapping[str, str]
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a row kind makes of a record; the `reason` is shown to everybody, so say it in both languages."""

    outcome: Outcome
    reason: str | Text = ""


@runtime_checkable
class RowKind(Protocol):
    """A kind for authors who do not know columns: called once for each record of its forms, at one project's size."""

    kind: ClassVar[str]
    settings: ClassVar[type[RuleHeader]]

    def judge(self, seen: Seen, settings: Any, day: date) -> Judgement:
        """Met, partly, unmet or not applicable, with the reason in words."""
        ...


Kind = SlotKind | AnswerKind | RowKind


@dataclass(frozen=True)
class Kinds:
    """The kinds a run knows, by their word."""

    by_word: Mapping[str, Kind] = field(default_factory=dict)

    def settings(self) -> Mapping[str, type[RuleHeader]]:
        """The settings model of each word, for the reader of rulesets."""
        return _Settings(self.by_word)

    def of(self, rule: Rule) -> Kind:
        """The kind of a rule."""
        return self.by_word[rule.settings.kind]


class _Settings(Mapping[str, type[RuleHeader]]):
    """The settings model of each word: a kind is only looked at when its word is read."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = kinds

    def __getitem__(self, word: str) -> type[RuleHeader]:
        return self._kinds[word].settings

    def __contains__(self, word: object) -> bool:
        return word in self._kinds

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)
