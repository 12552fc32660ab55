"""People from rows: several rows of one person are his assignments, each with its days."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_core.app.intake.columns import Matched
from inspect_core.app.intake.desk import Desk, Made, Row
from inspect_core.app.intake.grouped import agreed, by_id, days, present, stretches
from inspect_core.domain.events import PERSON_STATED, Json


def people(desk: Desk, tables: Sequence[Matched]) -> list[Made]:
    """A statement for each person. Name and phone go into the private part."""
    groups = by_id(desk, tables)
    desk.no_look_alikes({id: rows[0] for id, rows in groups.items()}, desk.known.people)
    return [_person(desk, id, rows) for id, rows in groups.items()]


def _person(desk: Desk, id: str, rows: list[Row]) -> Made:
    name = desk.note(agreed(desk, rows, "name"), "name").strip()
    phone = desk.note(agreed(desk, rows, "phone"), "phone").strip()
    assignments: list[Json] = []
    for row in rows:
        desk.required(row, "role")
    for start, end, row in stretches(desk, rows, "first", "last", "E-PERSON-OVERLAP"):
        said = present(
            role=desk.role(row), department=desk.department(row), contractor=desk.word_or_id(row, "contractor", {})
        )
        assignments.append({**said, **days(start, end)})
    body: dict[str, Json] = {"id": id, "assignments": assignments}
    return Made(PERSON_STATED, id, body, rows[0], present(name=name, phone=phone) or None)
