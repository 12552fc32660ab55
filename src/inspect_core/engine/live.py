"""A month kept warm: what one more record changes is worked out again, and nothing else.

Rules that read the same forms make a batch. A record of a form touches the batches that read it; of the others the
sums stand. The scores come out as if the whole month had been scored anew: a test compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.ground import Ground
from inspect_core.engine.plan import Plan
from inspect_core.engine.run import AT_PLACES, SORTS, Scored, Sums, target_sums, totalled
from inspect_core.engine.score import credited_rows, gathered, people_sums
from inspect_core.engine.some import Some, laid_out
from inspect_core.engine.vetoes import adjustments, vetoes

c = pl.col
Forms = frozenset[str]


@dataclass(frozen=True)
class Summed:
    """The sums of one batch: by stint, and by each other sort of target; nothing where no rule is credited to it."""

    stints: pl.DataFrame | None
    targets: dict[str, pl.DataFrame]


class LiveMonth:
    """One project's month. `changed` takes in new tables; `scored` is what it comes to now."""

    def __init__(self, plan: Plan, ground: Ground, tables: t.Tables, sorts: Sequence[str] = SORTS) -> None:
        self._plan = plan
        self._ground = ground
        self._sorts = tuple(sorts)
        batches: dict[Forms, frozenset[int]] = {}
        for number, rule in enumerate(plan.rules):
            forms = frozenset(rule.settings.forms())
            batches[forms] = batches.get(forms, frozenset()) | {number}
        laid = laid_out(plan)
        parts = (plan.rulesets, plan.kinds, plan.scheme)
        self._batches = {forms: Some(*parts, only, laid) for forms, only in batches.items()}
        self._tables = tables
        self._sums = {forms: self._summed(batch) for forms, batch in self._batches.items()}
        self._vetoes, self._adjustments = vetoes(plan, ground, tables), adjustments(plan, ground, tables)
        self.scored = self._totalled()

    def changed(self, tables: t.Tables, form: str, visit: int) -> Scored:
        """The month with one record more: `tables` hold it, it is of `form`, and its number is `visit`."""
        self._tables = tables
        for forms, batch in self._batches.items():
            if form in forms or not forms:  # a rule that names no form may read any
                self._sums[forms] = self._summed(batch)
        if any(rule.settings.vetoes() and form in rule.settings.forms() for rule in self._plan.rules):
            self._vetoes = vetoes(self._plan, self._ground, tables)
        else:
            self._vetoes = _moved(self._vetoes, visit)
        if any(found.form == form for found in self._plan.scheme.text.adjustments.values()):
            self._adjustments = adjustments(self._plan, self._ground, tables)
        else:
            self._adjustments = _moved(self._adjustments, visit)
        self.scored = self._totalled()
        return self.scored

    def _summed(self, batch: Some) -> Summed:
        rows = gathered(credited_rows(batch, self._ground, self._tables), self._tables)
        people = people_sums(rows, self._tables)
        own = target_sums(self._plan, rows, self._tables, self._sorts)
        frames = {sort: frame for sort, frame in own.items() if frame is not None}
        lazies = [*frames.values(), *([] if people is None else [people])]
        done = pl.collect_all(lazies)
        return Summed(None if people is None else done[-1], dict(zip(frames, done, strict=False)))

    def _totalled(self) -> Scored:
        people = [found.stints for found in self._sums.values() if found.stints is not None]
        targets = {sort: self._of(sort) for sort in (*self._sorts, AT_PLACES) if sort != "department"}
        stints = pl.concat(people).lazy() if people else None
        sums = Sums(stints, targets, self._vetoes, self._adjustments)
        return totalled(self._plan, self._ground, self._tables, sums, self._sorts)

    def _of(self, sort: str) -> pl.LazyFrame | None:
        frames = [found.targets[sort] for found in self._sums.values() if sort in found.targets]
        return pl.concat(frames).lazy() if frames else None


def _moved(marks: pl.DataFrame, visit: int) -> pl.DataFrame:
    """The same marks on visits whose numbers begin at `visit` and are now one higher."""
    return marks.with_columns(pl.when(c("visit") >= visit).then(c("visit") + 1).otherwise(c("visit")).cast(pl.Int32))
