"""Gaps from rows: stretches whose records never arrived, for which nobody is blamed (缺失记录)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256

from inspect_core.app.intake import complaints
from inspect_core.app.intake.columns import Matched
from inspect_core.app.intake.desk import Desk, Made, Row, rows_of
from inspect_core.app.intake.grouped import present
from inspect_core.app.intake.times import TimeDoubt, local_moment, parse_day
from inspect_core.domain.events import GAP_DECLARED, Json


def gaps(desk: Desk, tables: Sequence[Matched]) -> list[Made]:
    """A declaration for each row; a day without a time is the whole day."""
    seen: dict[str, Row] = {}
    made: list[Made] = []
    for row in rows_of(tables):
        gap = _gap(desk, row)
        if gap is None:
            continue
        other = seen.setdefault(gap.id, row)
        if other is row:
            made.append(gap)
        else:
            desk.complain(row, "id", complaints.twice(gap.id, str(other.place("id")), desk.told(row, gap)))
    return made


def _gap(desk: Desk, row: Row) -> Made | None:
    desk.required(row, "form", "from", "to")
    form, place = desk.form(row), desk.place(row)
    first, last = _edge(desk, row, "from", 0), _edge(desk, row, "to", 1)
    said = desk.new_id(row)
    reason = desk.note(row, "reason").strip()
    if form is None or first is None or last is None or (said is None and row.text("id")):
        return None
    if last <= first:
        desk.complain(row, "to", complaints.backwards())
        return None
    parts = (form, place or "", first.isoformat(), last.isoformat())
    id = said or "gap-" + sha256("\0".join(parts).encode()).hexdigest()[:24]
    body: dict[str, Json] = {
        "id": id,
        "form": form,
        "first": first.isoformat(),
        "last": last.isoformat(),
        **present(place=place),
    }
    day = first.astimezone(desk.zone).date()
    last_day = (last - timedelta(microseconds=1)).astimezone(desk.zone).date()
    return Made(GAP_DECLARED, id, body, row, present(reason=reason) or None, first=day, last=last_day)


def _edge(desk: Desk, row: Row, field: str, days: int) -> datetime | None:
    """An instant, or midnight of the day named, `days` later."""
    text = row.text(field)
    if not text:
        return None
    try:
        day = parse_day(text)
    except TimeDoubt:
        return desk.moment(row, field)
    try:
        return local_moment(day + timedelta(days=days), time(0), desk.zone)
    except TimeDoubt as doubt:
        desk.complain(row, field, complaints.bad_time(doubt.code, text))
        return None
