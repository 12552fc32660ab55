"""The table that HR takes: one row a person, stable column names, every value a text; and what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

FORMAT: Final = "inspect-core/hr/1"
COLUMNS: Final = (
    "person", "name", "department", "role", "contractor", "period", "stage", "status", "total", "grade",
    "earned_grade", "coefficient", "coverage", "judged", "before_adjustments", "adjustments", "vetoes", "cards",
    "rank_department", "rank_project", "owed", "scored_afterwards",
)  # fmt: skip
"""The columns before the components; their names and their order never change, new ones come behind."""
PROOF: Final = ("journal", "editions", "result")
"""The columns behind the components: what each row was made from."""
UNPROVEN: Final = frozenset({"name"})
"""Columns that no proof is about: a name may be erased or married."""
Row = Mapping[str, str | None]


@dataclass(frozen=True)
class HandOver:
    """One period ready for HR.

    `rows` have the keys `columns`; `evidence` has a row for each rule of each person and for all that counts beside the
    rules, and `changes` one for each figure that is another than in the export before; both have the keys of their
    first row. `owed` has one for each difference that found no total here, and for each total that there was none of
    at the close of its period. `proof` says what it was made from: period, stage, journal, editions, result, engine.
    """

    period: str
    stage: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    evidence: tuple[Row, ...] = ()
    changes: tuple[Row, ...] = ()
    owed: tuple[Row, ...] = ()
    proof: Mapping[str, Any] = field(default_factory=dict)

    @property
    def draft(self) -> bool:
        """Whether the figures may still change."""
        return self.stage != "closed"


HandOverWriter = Callable[[HandOver], bytes]
"""Writes a hand-over in one format."""


def figures(row: Row) -> dict[str, str | None]:
    """What of a row is proven: all but the name."""
    return {name: value for name, value in row.items() if name not in UNPROVEN}


def changed(before: tuple[Row, ...], after: tuple[Row, ...]) -> tuple[Row, ...]:
    """Each figure of `after` that is another than in `before`: person, column, before, after; the proof left out."""
    old = {row["person"]: row for row in before}
    found: list[Row] = []
    for row in after:
        was = old.pop(row["person"], None)
        if was is None:
            found.append({"person": row["person"], "column": "person", "before": None, "after": row["person"]})
            continue
        names = dict.fromkeys((*figures(row), *figures(was)))  # a component may be new, or left out since
        found += [
            {"person": row["person"], "column": name, "before": was.get(name), "after": row.get(name)}
            for name in names
            if name not in PROOF and name != "stage" and was.get(name) != row.get(name)
        ]
    gone = ({"person": id, "column": "person", "before": id, "after": None} for id in old)
    return (*found, *gone)
