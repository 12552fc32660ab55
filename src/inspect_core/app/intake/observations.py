"""Observations from rows: a filled form each, checked against its questions, the roster and the clock."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from inspect_core.app.intake import complaints
from inspect_core.app.intake.answers import Sheetful, answers, sheetful
from inspect_core.app.intake.columns import Matched
from inspect_core.app.intake.desk import Desk, Made, Row, rows_of
from inspect_core.app.intake.grouped import present
from inspect_core.domain.events import OBSERVATION_RECORDED, Json
from inspect_core.domain.form import Form
from inspect_core.domain.roster import Duty, Shift
from inspect_core.domain.told import apart

SKEW: Final = timedelta(minutes=5)  # how far a clock may run ahead before we say so
MOST_PHOTOS: Final = 20
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
SOURCE: Final = "import"
_PHOTOS: Final = re.compile(r"[;,、；，\n]")

Spans = dict[str, tuple[list[float], list[float]]]


def observations(desk: Desk, tables: Sequence[tuple[Matched, str | None]]) -> list[Made]:
    """A record for each row; each table comes with the form its rows belong to, unless a column says so."""
    reading = _Reading(desk)
    made: list[Made] = []
    seen: dict[str, Row] = {}
    for matched, form in tables:
        for row in rows_of([matched]):
            record = reading.record(row, form)
            if record is None:
                continue
            other = seen.setdefault(record.id, row)
            if other is row:
                made.append(record)
            else:
                desk.complain(row, "id", complaints.twice(record.id, str(other.place("id")), desk.told(row, record)))
    return made


class _Reading:
    """What stays the same from row to row, so that it is worked out once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._spans = _duty_spans(desk.known.duties, desk.known.shifts, desk)
        self._sheets: dict[tuple[int, str], Sheetful] = {}
        self._roles: dict[tuple[str, date], str | None] = {}
        self._latest = desk.now + SKEW

    def record(self, row: Row, form_of_table: str | None) -> Made | None:
        """The row as a record, or None after it was complained about."""
        desk = self._desk
        desk.required(row, "observer", "start")
        form_id = desk.form(row) if row.text("form") else form_of_table
        if form_id is None:
            if not row.text("form"):
                desk.complain(row, "form", complaints.missing(row.heading("form")))
            return None
        form = desk.known.forms[form_id]
        observer = desk.person(row, "observer")
        start = self._start(row)
        given, photo = answers(desk, row, self._sheet(row.matched, form))
        where = self._where(row, form)
        photos = self._photos(row)
        note = desk.note(row, "note")
        end = self._end(row, start)
        if observer is None or start is None:
            return None
        if where.get("subject") == observer:
            desk.complain(row, "subject", complaints.own_subject())
        day = start.astimezone(desk.zone).date()
        flags = self._flags(form, observer, start, day, where, photo=photo and not photos)
        said, free = apart(dict(given), [question.id for question in form.questions if question.type == "text"])
        body: dict[str, Json] = {
            "form": form.id,
            "observer": observer,
            "start": start.isoformat(),
            **present(end=end.isoformat() if end else None, **where),
            "answers": said,
            "source": SOURCE,
            **present(flags=flags),
        }
        id = desk.new_id(row) or _derived(row, body)
        if id is None:
            return None
        private = present(
            answers=free or None, note=note, photos=self._digests(photos), photo_names=self._names(photos)
        )
        return Made(OBSERVATION_RECORDED, id, {"id": id, **body}, row, private or None, day, day, (start.isoformat(),))

    def _start(self, row: Row) -> datetime | None:
        start = self._desk.moment(row, "start")
        if start is not None and start > self._latest:
            self._desk.complain(row, "start", complaints.future(row.text("start")))
        return start

    def _end(self, row: Row, start: datetime | None) -> datetime | None:
        end = self._desk.moment(row, "end")
        if end is None or start is None:
            return end
        if end < start:
            self._desk.complain(row, "end", complaints.backwards())
        elif end > self._latest:
            self._desk.complain(row, "end", complaints.future(row.text("end")))
        return end

    def _where(self, row: Row, form: Form) -> dict[str, Json]:
        """Place and subject, as far as the form wants them."""
        if form.at:
            self._desk.required(row, "place")
        if form.about == "person":
            self._desk.required(row, "subject")
        return present(place=self._desk.place(row), subject=self._desk.person(row, "subject"))

    def _digests(self, photos: list[str]) -> list[Json]:
        """The photos at hand: those handed in by their digest, and those whose file came along."""
        return [self._desk.photos[name] for name in photos if name in self._desk.photos]

    def _names(self, photos: list[str]) -> list[Json]:
        return [name for name in photos if not _DIGEST.fullmatch(name)]

    def _photos(self, row: Row) -> list[str]:
        text = self._desk.note(row, "photos")
        return [name.strip() for name in _PHOTOS.split(text) if name.strip()][:MOST_PHOTOS] if text else []

    def _sheet(self, matched: Matched, form: Form) -> Sheetful:
        key = (id(matched), form.id)
        sheet = self._sheets.get(key)
        if sheet is None:
            sheet = self._sheets[key] = sheetful(matched, form)
        return sheet

    def _flags(
        self, form: Form, observer: str, start: datetime, day: date, where: Mapping[str, Json], *, photo: bool
    ) -> list[Json]:
        flags: list[Json] = []
        if not self._on_duty(observer, start.timestamp()):
            flags.append("outside_duty")
        if photo:
            flags.append("photo_missing")
        place = where.get("place")
        if form.at and isinstance(place, str) and not form.takes_place(self._desk.known.places[place].kind):
            flags.append("place_mismatch")
        if form.filled_by and self._role(observer, day) not in form.filled_by:
            flags.append("role_mismatch")
        return flags

    def _on_duty(self, person: str, at: float) -> bool:
        starts, ends = self._spans.get(person, ((), ()))
        index = bisect_right(starts, at) - 1
        return index >= 0 and at <= ends[index]

    def _role(self, person: str, day: date) -> str | None:
        key = (person, day)
        if key not in self._roles:
            held = self._desk.known.people[person].on(day)
            self._roles[key] = None if held is None else held.role
        return self._roles[key]


def _duty_spans(duties: Sequence[Duty], shifts: Mapping[str, Shift], desk: Desk) -> Spans:
    """For each person the starts of his planned duties in order, and the latest end of any duty begun by then."""
    bounds: dict[tuple[str, date], tuple[float, float]] = {}
    pairs: dict[str, list[tuple[float, float]]] = {}
    for duty in duties:
        if duty.status != "planned" or duty.shift not in shifts:
            continue
        key = (duty.shift, duty.day)
        if key not in bounds:
            start, end = shifts[duty.shift].bounds(duty.day, desk.zone)
            bounds[key] = (start.timestamp(), end.timestamp())
        pairs.setdefault(duty.person, []).append(bounds[key])
    spans: Spans = {}
    for person, of_person in pairs.items():
        of_person.sort()
        ends: list[float] = []
        for _, end_at in of_person:
            ends.append(max(end_at, ends[-1]) if ends else end_at)
        spans[person] = ([start_at for start_at, _ in of_person], ends)
    return spans


def _derived(row: Row, body: Mapping[str, Json]) -> str | None:
    """An id for a record without one: what, who, when, where and about whom make the same id everywhere."""
    if row.text("id"):
        return None
    parts = [str(body.get(name, "")) for name in ("form", "observer", "start", "place", "subject")]
    return sha256("\0".join(parts).encode()).hexdigest()[:32]
