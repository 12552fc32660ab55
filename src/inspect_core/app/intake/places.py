"""Places from rows: several rows of one place are the people fixed to it, each with his days (定人定岗)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inspect_core.app.intake import complaints
from inspect_core.app.intake.columns import Matched
from inspect_core.app.intake.desk import Desk, Made, Row
from inspect_core.app.intake.grouped import agreed, by_id, days, present, stretches
from inspect_core.app.intake.words import PLACE_KINDS, known_words
from inspect_core.domain.events import PLACE_STATED, Json


def places(desk: Desk, tables: Sequence[Matched]) -> list[Made]:
    """A statement for each place."""
    groups = by_id(desk, tables)
    desk.no_look_alikes({id: rows[0] for id, rows in groups.items()}, desk.known.places)
    kinds = known_words(PLACE_KINDS)
    return [_place(desk, id, rows, kinds) for id, rows in groups.items()]


def _place(desk: Desk, id: str, rows: list[Row], kinds: dict[str, str]) -> Made:
    kind = agreed(desk, rows, "kind")
    desk.required(kind, "kind")
    body: dict[str, Json] = {
        "id": id,
        **present(
            name=desk.note(agreed(desk, rows, "name"), "name").strip(),
            kind=desk.word_or_id(kind, "kind", kinds),
            area_class=desk.word_or_id(agreed(desk, rows, "area_class"), "area_class", {}),
            contractor=desk.word_or_id(agreed(desk, rows, "contractor"), "contractor", {}),
            owners=_owners(desk, rows),
        ),
        **_open(desk, rows),
    }
    return Made(PLACE_STATED, id, body, rows[0])


def _owners(desk: Desk, rows: list[Row]) -> list[Json]:
    owned = [row for row in rows if row.text("owner")]
    for row in rows[1:]:
        if not row.text("owner"):
            desk.complain(row, None, complaints.twice(row.text("id"), str(rows[0].place(None))))
    owners: list[Json] = []
    for start, end, row in stretches(desk, owned, "owner_first", "owner_last", "E-OWNER-OVERLAP"):
        owners.append({**present(person=desk.person(row, "owner")), **days(start, end)})
    return owners


def _open(desk: Desk, rows: list[Row]) -> dict[str, Json]:
    last = agreed(desk, rows, "last")
    start = desk.day(agreed(desk, rows, "first"), "first") or date.min
    end = desk.last_day(last, "last") or date.max
    if end < start:
        desk.complain(last, "last", complaints.backwards())
    return days(start, end)
