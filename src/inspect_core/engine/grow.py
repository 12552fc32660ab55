"""Tables with one record more: as if they had been coded with it from the start, without coding the others again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from zoneinfo import ZoneInfo

import polars as pl

from inspect_core.domain.form import Form
from inspect_core.engine import tables as t
from inspect_core.engine.coding import Book, Watch
from inspect_core.engine.records import Body
from inspect_core.engine.visits import Visits

c = pl.col


class Growing:
    """Tables that take in records one after another. People, places and duties stay as they are."""

    def __init__(self, tables: t.Tables, forms: Mapping[str, Form], zone: ZoneInfo) -> None:
        self.tables = tables
        self._forms = forms
        self._visits = tables.visits.collect()
        self._answers = tables.answers.collect()
        self._measures = tables.measures.collect()
        self._book = Book(tables.names.lists["project"][0])
        for kind, names in tables.names.lists.items():
            if kind != "visit":
                for name in names:
                    self._book.add(kind, name)
        self._ids = list(tables.names.lists.get("visit", ()))
        self._known = set(self._ids)
        self._starts = self._visits["start"].to_list()
        self._codes = {(code.form, code.question, code.value): code.code for code in tables.codes}
        self._watch = Watch([tuple(row) for row in tables.stints.rows()], zone)
        self._watch.roster([tuple(row) for row in tables.duties.rows()])

    def __contains__(self, id: str) -> bool:
        """Whether a record of that id is there."""
        return id in self._known

    def add(self, body: Body) -> int:
        """Takes in a record that is not there yet; the number of its visit. Later visits move up by one."""
        seen = Visits(self._book, self._watch, self._forms, _codes=self._codes).of([body])
        start = int(seen.visits["start"][0])
        number = self._place(start, str(body["id"]))
        self._starts.insert(number, start)
        self._ids.insert(number, str(body["id"]))
        self._known.add(str(body["id"]))
        self._visits = _put(self._visits, seen.visits, number)
        self._answers = _put(self._answers, seen.answers, number)
        self._measures = _put(self._measures, seen.measures, number)
        lists = {**{kind: tuple(names) for kind, names in self._book.names().lists.items()}, "visit": tuple(self._ids)}
        self.tables = self.tables.with_records(self._visits, self._answers, self._measures, seen.codes, t.Names(lists))
        return number

    def _place(self, start: int, id: str) -> int:
        """Visits are numbered in order of their start, then of their id."""
        place = bisect_left(self._starts, start)
        while place < len(self._starts) and self._starts[place] == start and self._ids[place] < id:
            place += 1
        return place


def _put(frame: pl.DataFrame, rows: pl.DataFrame, number: int) -> pl.DataFrame:
    """The frame, in order of its visits, with the rows of a new visit of that number."""
    at = int(frame["visit"].search_sorted(number, side="left")) if frame.height else 0
    new = rows.with_columns(visit=pl.lit(number, pl.Int32))
    return pl.concat([frame.slice(0, at), new, frame.slice(at).with_columns(visit=c("visit") + 1)])
