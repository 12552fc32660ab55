"""The master view: the latest statement about each person, place, shift, duty and gap, and which records were withdrawn."""

from __future__ import annotations

from typing import Any, Final

from inspect_core.api import Event
from inspect_core.storage.projection import (
    DECIDED,
    MARKS,
    MASTER_TABLES,
    OBSERVATION_KINDS,
    decided,
    document,
    local_day,
    marks,
)
from inspect_core.storage.tiny import ViewFile

NO_MARK: Final[dict[str, Any]] = {"superseded_by": None, "voided": None, "voided_at": None}


class Master:
    """The master view over its file; `marks` tells by observation id what withdrew it."""

    def __init__(self, file: ViewFile) -> None:
        self.file = file
        self.marks: dict[str, dict[str, Any]] = {}
        self._keys: dict[tuple[str, str], int] = {}
        for table in MASTER_TABLES.values():
            for key, found in file.tables.get(table, {}).items():
                self._keys[table, found["id"]] = int(key)
        for mark in file.tables.get(MARKS, {}).values():
            self._mark(mark)

    @property
    def seq(self) -> int:
        """The number of the last event that went in."""
        return self.file.at[0]

    def named(self, table: str, id: str) -> dict[str, Any] | None:
        """The latest statement about a record, or None."""
        key = self._keys.get((table, id))
        return None if key is None else self.file.tables[table][str(key)]

    def apply(self, event: Event) -> str | None:
        """One event taken in: a statement replaces the one before it and keeps its position.

        The month ("2026-10") whose view must show the event, if it is an observation.
        """
        table = MASTER_TABLES.get(event.kind)
        if table is not None:
            key = self._keys.setdefault((table, event.id), event.seq)
            self.file.put(table, key, document(event))
        proceeding = decided(event)
        if proceeding is not None:
            self.file.put(DECIDED, event.seq, proceeding)
        mark = marks(event)
        if mark is not None:
            self.file.put(MARKS, event.seq, mark)
            self._mark(mark)
        self.file.at = (event.seq, event.hash)
        if event.kind not in OBSERVATION_KINDS:
            return None
        month = local_day(event, self.file.zone)[:7]
        self.file.touched[month] = event.seq
        return month

    def _mark(self, mark: dict[str, Any]) -> None:
        before = self.marks.get(mark["target"], NO_MARK)
        self.marks[mark["target"]] = {
            name: before[name] if mark[name] is None else mark[name] for name in ("superseded_by", "voided")
        }
        withdrawn_at = mark["seq"] if mark["voided"] is not None else before["voided_at"]
        self.marks[mark["target"]]["voided_at"] = withdrawn_at
