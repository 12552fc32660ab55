"""Some rules of a plan, with the numbers they have in the whole, and slots that are laid out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import cast

import polars as pl

from inspect_core.domain.text import Text
from inspect_core.engine.ground import Ground
from inspect_core.engine.kind import HidingKind, LotKind, RowKind, SlotKind, SpacedKind
from inspect_core.engine.missing import Missing
from inspect_core.engine.plan import Plan
from inspect_core.engine.recurring import Recurring
from inspect_core.engine.seen import AnswerRule
from inspect_core.engine.tables import Tables
from inspect_core.language.rule import Rule


class LaidOut:
    """A kind that lays out the slots of one rule once: what was due does not depend on what was seen."""

    def __init__(self, kind: SlotKind) -> None:
        self.kind = kind.kind
        self.settings = kind.settings
        self._kind = kind
        self._slots: pl.DataFrame | None = None

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """The slots, as they were the first time."""
        if self._slots is None:
            self._slots = self._kind.expected(rule, ground, tables)
        return self._slots

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """As the kind says."""
        return self._kind.evidence(rule, slots, tables)

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """As the kind says."""
        return self._kind.measured(rule, slots, evidence, tables)


class LaidOutHiding(LaidOut):
    """The same of a kind that says itself how much a gap hides."""

    def __init__(self, kind: HidingKind) -> None:
        super().__init__(kind)
        self._hiding = kind

    def hidden(self, rule: Rule, slots: pl.DataFrame, missing: Missing) -> pl.LazyFrame:
        """As the kind says."""
        return self._hiding.hidden(rule, slots, missing)


class LaidOutSpaced(LaidOutHiding):
    """The same of a kind that asks how long it took from one record to the next."""

    def __init__(self, kind: SpacedKind) -> None:
        super().__init__(kind)
        self._spaced = kind

    def measured_around(
        self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables, missing: Missing
    ) -> pl.LazyFrame:
        """As the kind says."""
        return self._spaced.measured_around(rule, slots, evidence, tables, missing)


class LaidOutLots(LaidOut):
    """The same of a kind that judges the records of a slot together."""

    def __init__(self, kind: LotKind) -> None:
        super().__init__(kind)
        self._lots = kind

    def undecided(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """As the kind says."""
        return self._lots.undecided(rule, slots, tables)

    def told(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> Mapping[int, Text]:
        """As the kind says."""
        return self._lots.told(rule, slots, tables)


def _laid_out(kind: SlotKind) -> LaidOut:
    if isinstance(kind, LotKind):
        return LaidOutLots(kind)
    if isinstance(kind, SpacedKind):
        return LaidOutSpaced(kind)
    return LaidOutHiding(kind) if isinstance(kind, HidingKind) else LaidOut(kind)


def laid_out(plan: Plan) -> dict[int, LaidOut]:
    """The recurring rules of a plan by number; of other kinds the slots are made of the records themselves."""
    found = plan.slot_rules()
    return {number: _laid_out(kind) for number, rule, kind in found if isinstance(rule.settings, Recurring)}


@dataclass(frozen=True)
class Some(Plan):
    """A plan of which only the rules with the numbers `only` are scored; `laid` keeps slots from run to run."""

    only: frozenset[int] = frozenset()
    laid: Mapping[int, LaidOut] = field(default_factory=lambda: MappingProxyType({}))

    def slot_rules(self) -> Sequence[tuple[int, Rule, SlotKind]]:
        """Those of the rules that lay out slots."""
        found = [one for one in super().slot_rules() if one[0] in self.only]
        return [(number, rule, cast("SlotKind", self.laid.get(number, kind))) for number, rule, kind in found]

    def answer_rules(self) -> Sequence[AnswerRule]:
        """Those of the rules that are scored from answers."""
        return [found for found in super().answer_rules() if found.number in self.only]

    def row_rules(self) -> Sequence[tuple[int, Rule, RowKind]]:
        """Those of the rules whose kind judges record by record."""
        return [found for found in super().row_rules() if found[0] in self.only]
