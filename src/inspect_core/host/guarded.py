"""A plugin's rule kinds under guard: they get copies, and what they answer is looked at before it is counted.

What is wrong names the plugin and stops the run: passing over it would raise somebody's mark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar, get_args

import polars as pl

from inspect_core.domain.outcome import Outcome
from inspect_core.domain.text import Text
from inspect_core.engine.ground import Ground
from inspect_core.engine.kind import (
    AnswerKind,
    Band,
    Contribution,
    Contributions,
    Judgement,
    Mode,
    RowKind,
    Seen,
    SlotKind,
)
from inspect_core.engine.slots import SLOTS
from inspect_core.engine.tables import AnswerCode, Tables
from inspect_core.host import refusals
from inspect_core.host.loader import Guard
from inspect_core.language.rule import Rule

T = TypeVar("T")
_MODES = get_args(Mode)
_VERDICTS = (Outcome.MET, Outcome.PARTLY, Outcome.UNMET, Outcome.NOT_APPLICABLE)


class _Watched:
    """What the three shapes share: the plugin's name, the guard, and a look at what went in."""

    def __init__(self, kind: Any, plugin: str, guard: Guard) -> None:
        self.kind: str = kind.kind
        self.settings = kind.settings
        self.__doc__ = kind.__doc__
        self._kind, self._plugin, self._guard = kind, plugin, guard

    def _asked(self, method: str, call: Callable[[], T]) -> T:
        return self._guard(self._plugin, call)

    def _refused(self, method: str, answer: object, wanted: str) -> Exception:
        return refusals.wrong_answer(self._plugin, f"{self.kind}.{method}", answer, wanted)

    def _unchanged(self, method: str, before: Sequence[pl.DataFrame], after: Sequence[pl.DataFrame]) -> None:
        for own, lent in zip(before, after, strict=True):
            if own.schema != lent.schema or not own.equals(lent):
                raise refusals.edited(self._plugin, f"{self.kind}.{method}")


class GuardedSlotKind(_Watched):
    """A plugin's kind over columns."""

    _kind: SlotKind

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """The slots, with the columns and types that a slot table has."""
        lent = _lent(tables)
        slots: Any = self._asked("expected", lambda: self._kind.expected(rule, ground, lent))
        self._unchanged("expected", _frames(tables), _frames(lent))
        if not isinstance(slots, pl.DataFrame) or not slots.select(_columns(slots)).schema == pl.Schema(SLOTS):
            raise self._refused("expected", slots, "the columns of a slot table")
        if slots.height and _least(slots, "due") < 0:
            raise self._refused("expected", _least(slots, "due"), "a number due, 0 or more,")
        return slots

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """Pairs of slot and visit."""
        lent, copy = _lent(tables), slots.clone()
        pairs = self._asked("evidence", lambda: self._kind.evidence(rule, copy, lent).collect())
        self._unchanged("evidence", [slots, *_frames(tables)], [copy, *_frames(lent)])
        return pairs.lazy()

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """The number done in each slot: whole numbers from 0, each slot once."""
        lent, copy = _lent(tables), slots.clone()
        done = self._asked("measured", lambda: self._kind.measured(rule, copy, evidence, lent).collect())
        self._unchanged("measured", [slots, *_frames(tables)], [copy, *_frames(lent)])
        if "done" not in done.columns or not done.schema["done"].is_integer():
            raise self._refused("measured", done.schema, "slot and done as whole numbers")
        if done.height and (
            done["done"].null_count() or _least(done, "done") < 0 or done["slot"].is_duplicated().any()
        ):
            raise self._refused("measured", done.head(3).rows(), "a number done, 0 or more, for each slot once")
        return done.lazy()


class GuardedAnswerKind(_Watched):
    """A plugin's kind over answers."""

    _kind: AnswerKind

    def contributions(self, rule: Rule, codes: Sequence[AnswerCode], day: date) -> Contributions | None:
        """What each answer adds, in whole thousandths, never more than it is of."""
        own = tuple(codes)
        found: Any = self._asked("contributions", lambda: self._kind.contributions(rule, own, day))
        if found is None:
            return None
        if not isinstance(found, Contributions) or found.mode not in _MODES:
            raise self._refused("contributions", found, "Contributions or None")
        known = {code.code for code in codes}
        for row in found.rows:
            if not (isinstance(row, Contribution) and row.code in known and _whole(row)):
                raise self._refused("contributions", row, "whole numbers, earned from 0 to what it is of,")
        for band in found.bands:
            if not (isinstance(band, Band) and type(band.worth) is int and 0 <= band.worth <= found.full):
                raise self._refused("contributions", band, "bands worth whole numbers from 0 to the full points")
        return found

    def change_days(self, rule: Rule) -> tuple[date, ...]:
        """The days on which a value changes."""
        days: Any = self._asked("change_days", lambda: self._kind.change_days(rule))
        if not isinstance(days, tuple) or not all(isinstance(day, date) for day in days):
            raise self._refused("change_days", days, "a tuple of dates")
        return days


class GuardedRowKind(_Watched):
    """A plugin's kind that judges record by record."""

    _kind: RowKind

    def judge(self, seen: Seen, settings: Any, day: date) -> Judgement:
        """Its judgement of one record, which it can read and not change."""
        lent = replace(seen, answers=MappingProxyType(dict(seen.answers)))
        verdict: Any = self._asked("judge", lambda: self._kind.judge(lent, settings, day))
        if replace(lent, answers=seen.answers) != seen:
            raise refusals.edited(self._plugin, f"{self.kind}.judge")
        if not isinstance(verdict, Judgement) or verdict.outcome not in _VERDICTS:
            raise self._refused("judge", verdict, "a Judgement of met, partly, unmet or not applicable")
        if not isinstance(verdict.reason, str | Text):
            raise self._refused("judge", verdict.reason, "a reason as text, or as Text in two languages")
        return verdict


def _whole(row: Contribution) -> bool:
    numbers = (row.code, row.earned, row.of, row.deduction, *row.repeat)
    return (
        all(type(number) is int and number >= 0 for number in numbers)
        and row.earned <= row.of
        and isinstance(row.outcome, Outcome)
    )


def _frames(tables: Tables) -> list[pl.DataFrame]:
    values = (getattr(tables, field.name) for field in fields(tables))
    return [value for value in values if isinstance(value, pl.DataFrame)]


def _lent(tables: Tables) -> Tables:
    """The same tables in frames of their own: polars shares the columns, so this costs nothing."""
    return replace(
        tables,
        stints=tables.stints.clone(),
        places=tables.places.clone(),
        owners=tables.owners.clone(),
        duties=tables.duties.clone(),
        gaps=tables.gaps.clone(),
    )


def _columns(slots: pl.DataFrame) -> list[str]:
    return [name for name in SLOTS if name in slots.columns]


def _least(frame: pl.DataFrame, column: str) -> int:
    least = frame[column].min()
    return least if isinstance(least, int) else -1
