"""Shifts and duties from rows: who is due, on which day, in which shift, where; nobody in two places at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256

from inspect_core.app.intake import complaints
from inspect_core.app.intake.columns import Matched
from inspect_core.app.intake.desk import Desk, Made, Row, rows_of
from inspect_core.app.intake.grouped import present
from inspect_core.app.intake.words import STATUSES, folded, known_words
from inspect_core.domain.events import DUTY_STATED, SHIFT_STATED, Json
from inspect_core.domain.ids import LONGEST
from inspect_core.domain.roster import Shift

Bounds = tuple[datetime, datetime, str, Row | None]


def shifts(desk: Desk, tables: Sequence[Matched]) -> list[Made]:
    """A statement for each shift of a table of shifts."""
    seen: dict[str, Row] = {}
    made: list[Made] = []
    for row in rows_of(tables):
        desk.required(row, "id", "start", "end")
        id = desk.new_id(row)
        if id is None:
            continue
        if id in seen:
            desk.complain(row, "id", complaints.twice(id, str(seen[id].place("id"))))
            continue
        seen[id] = row
        made.extend(_shift(desk, id, row))
    desk.no_look_alikes(seen, desk.known.shifts)
    return made


def _shift(desk: Desk, id: str, row: Row) -> list[Made]:
    start, end = desk.clock(row, "start"), desk.clock(row, "end")
    if start is None or end is None:
        return []
    title = desk.note(row, "title").strip()
    body: dict[str, Json] = {"id": id, "start": f"{start:%H:%M}", "end": f"{end:%H:%M}", **present(title=title)}
    return [Made(SHIFT_STATED, id, body, row)]


def roster(desk: Desk, tables: Sequence[Matched], stated: Sequence[Made]) -> list[Made]:
    """A statement for each duty, and for each shift whose hours stand in the rows; `stated` are shifts of this import."""
    inline = _inline_shifts(desk, tables)
    shifts_known = _all_shifts(desk, [*stated, *inline])
    names = _shift_names(shifts_known)
    statuses = known_words(STATUSES)
    seen: dict[str, Row] = {}
    made: list[Made] = []
    for row in rows_of(tables):
        duty = _duty(desk, row, names, statuses)
        if duty is None:
            continue
        if duty.id in seen:
            desk.complain(row, "id", complaints.twice(duty.id, str(seen[duty.id].place("id")), desk.told(row, duty)))
            continue
        seen[duty.id] = row
        made.append(duty)
    _nobody_twice(desk, made, shifts_known)
    return inline + made


def _inline_shifts(desk: Desk, tables: Sequence[Matched]) -> list[Made]:
    """Shifts whose hours stand in the roster itself; every row of a shift must give the same hours."""
    seen: dict[str, tuple[str, str, Row]] = {}
    made: list[Made] = []
    for row in rows_of(tables):
        hours = (row.text("start"), row.text("end"))
        id = desk.new_id(row, "shift") if any(hours) else None
        if id is None:
            continue
        desk.required(row, "start", "end")
        other = seen.setdefault(id, (*hours, row))
        if other[2] is row:
            made.extend(_shift(desk, id, row))
        elif other[:2] != hours:
            desk.complain(row, "start", complaints.disagree("start, end", str(other[2].place("start"))))
    return made


def _all_shifts(desk: Desk, stated: Iterable[Made]) -> dict[str, Shift]:
    new = {made.id: Shift.model_validate(made.body) for made in stated}
    return {**desk.known.shifts, **new}


def _shift_names(known: Mapping[str, Shift]) -> dict[str, str]:
    named = {folded(shift.title): id for id, shift in known.items() if shift.title}
    return named | {folded(id): id for id in known}


def _duty(desk: Desk, row: Row, names: Mapping[str, str], statuses: Mapping[str, str]) -> Made | None:
    desk.required(row, "day", "person", "shift")
    day = desk.day(row, "day")
    person = desk.person(row, "person")
    shift = desk.word(row, "shift", names, "E-SHIFT-UNKNOWN", "shift", "班次")
    place = desk.place(row)
    status = desk.word(row, "status", statuses, "E-STATUS-UNKNOWN", "status", "状态") or "planned"
    note = desk.note(row, "note").strip()
    said = desk.new_id(row)
    if day is None or person is None or shift is None or (said is None and row.text("id")):
        return None
    if desk.known.people[person].on(day) is None:
        desk.complain(row, "day", complaints.not_employed(person))
        return None
    id = said or derived_id(person, day.isoformat(), shift)
    body: dict[str, Json] = {"id": id, "person": person, "shift": shift, "day": day.isoformat(), "status": status}
    told = present(note=note) or None
    return Made(DUTY_STATED, id, {**body, **present(place=place)}, row, told, first=day, last=day)


def derived_id(*parts: str) -> str:
    """The id of a record that was given none: the same parts make the same id on every machine."""
    told = ".".join(parts)
    return told if len(told) <= LONGEST else sha256("\0".join(parts).encode()).hexdigest()[:32]


def _nobody_twice(desk: Desk, duties: Sequence[Made], shifts_known: Mapping[str, Shift]) -> None:
    """Complains where one person has two planned duties at the same time, in the file or with those known."""
    stated = {made.id for made in duties}
    days = {made.first for made in duties}
    spans: dict[str, list[Bounds]] = {}
    bounds: dict[tuple[str, date], tuple[datetime, datetime]] = {}

    def put(person: str, shift: str, day: date, id: str, row: Row | None) -> None:
        key = (shift, day)
        if key not in bounds:
            start, end = shifts_known[shift].bounds(day, desk.zone)
            bounds[key] = (start.astimezone(UTC), end.astimezone(UTC))
        spans.setdefault(person, []).append((*bounds[key], id, row))

    for duty in desk.known.duties:
        if duty.status == "planned" and duty.id not in stated and duty.shift in shifts_known and _near(duty.day, days):
            put(duty.person, duty.shift, duty.day, duty.id, None)
    for made in duties:
        if made.body["status"] == "planned" and made.first is not None:
            put(str(made.body["person"]), str(made.body["shift"]), made.first, made.id, made.row)
    for of_person in spans.values():
        _no_overlap(desk, of_person)


def _near(day: date, days: set[date | None]) -> bool:
    return any(date.fromordinal(day.toordinal() + offset) in days for offset in (-1, 0, 1))


def _no_overlap(desk: Desk, spans: list[Bounds]) -> None:
    spans.sort(key=lambda span: (span[0], span[1], span[2]))
    latest: Bounds | None = None
    for span in spans:
        if latest is not None and span[0] < latest[1]:
            mine, other = (span, latest) if span[3] is not None else (latest, span)
            if mine[3] is not None:
                where = str(other[3].place("day")) if other[3] is not None else f"duty {other[2]}"
                desk.complain(mine[3], "day", complaints.overlap("E-DUTY-OVERLAP", "the duty", "值班", where))
        if latest is None or span[1] > latest[1]:
            latest = span
