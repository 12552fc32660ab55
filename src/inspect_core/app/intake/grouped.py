"""Several rows about one record: kept together, compared with one another, duplicates named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from inspect_core.app.intake import complaints
from inspect_core.app.intake.columns import Matched
from inspect_core.app.intake.desk import Desk, Row, rows_of
from inspect_core.domain.events import Json

Stretch = tuple[date, date, Row]


def by_id(desk: Desk, tables: Iterable[Matched]) -> dict[str, list[Row]]:
    """The rows of each id in the order of the files; rows without a good id have been complained about."""
    groups: dict[str, list[Row]] = {}
    for row in rows_of(tables):
        desk.required(row, "id")
        id = desk.new_id(row)
        if id is not None:
            groups.setdefault(id, []).append(row)
    return groups


def agreed(desk: Desk, rows: list[Row], field: str) -> Row:
    """The first row that fills the field; complains of a row that says something else."""
    filled = [row for row in rows if row.text(field)]
    for row in filled[1:]:
        if row.text(field) != filled[0].text(field):
            desk.complain(row, field, complaints.disagree(field, str(filled[0].place(field))))
    return filled[0] if filled else rows[0]


def stretches(desk: Desk, rows: list[Row], first: str, last: str, code: str) -> list[Stretch]:
    """From which day to which each row holds, in order of days.

    A row without a last day ends the day before the next begins.  Complains of rows that begin on the
    same day, of an end before its start, and of stretches that overlap.
    """
    begun = sorted(
        ((desk.day(row, first) or date.min, row) for row in rows), key=lambda pair: (pair[0], pair[1].text(last))
    )
    made: list[Stretch] = []
    for index, (start, row) in enumerate(begun):
        following = begun[index + 1][0] if index + 1 < len(begun) else None
        end = desk.last_day(row, last)
        if following == start:
            desk.complain(begun[index + 1][1], None, complaints.twice(row.text("id"), str(row.place(None))))
            continue
        if end is None:
            end = date.max if following is None else following - timedelta(days=1)
        if end < start:
            desk.complain(row, last, complaints.backwards())
        elif following is not None and end >= following:
            other = begun[index + 1][1]
            desk.complain(other, first, complaints.overlap(code, "the stretch", "时段", str(row.place(first))))
        made.append((start, end, row))
    return made


def days(start: date, end: date) -> dict[str, Json]:
    """The ends of a stretch as an event tells them: an open end is left out."""
    said: dict[str, Json] = {}
    if start != date.min:
        said["first"] = start.isoformat()
    if end != date.max:
        said["last"] = end.isoformat()
    return said


def present(**values: Json) -> dict[str, Json]:
    """The values that are there; an event says nothing about what is not."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
