"""Values of indicators from rows: what another system says of a person, a department or the project in a period."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Final

from inspect_core.app.intake import indicator_complaints as complaints
from inspect_core.app.intake.columns import Matched
from inspect_core.app.intake.complaints import future
from inspect_core.app.intake.desk import Desk, Made, Row, rows_of
from inspect_core.app.intake.grouped import present
from inspect_core.app.intake.times import TimeDoubt, parse_month
from inspect_core.app.intake.words import titled
from inspect_core.domain.events import INDICATOR_STATED, Json
from inspect_core.domain.exact import OutOfRange, milli, plain
from inspect_core.domain.known import Known, Measured, Stated
from inspect_core.domain.period import Period, month_period
from inspect_core.domain.text import Text

_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_START: Final = timedelta(days=31)  # a period may begin in the month before the one it is named after
Key = tuple[str, str, str]


def indicators(desk: Desk, tables: Sequence[Matched]) -> list[Made]:
    """A statement for each row. The latest holds; one that says what holds already is the same statement."""
    names = titled({name: found.title for name, found in desk.known.indicators.items()})
    departments = titled(_departments(desk.known))
    seen: dict[Key, Row] = {}
    made: list[Made] = []
    for row in rows_of(tables):
        found = _stated(desk, row, names, departments)
        if found is None:
            continue
        key, body = found
        other = seen.setdefault(key, row)
        if other is not row:
            desk.complain(
                row, "indicator", complaints.twice(" ".join(filter(None, key)), str(other.place("indicator")))
            )
            continue
        day = desk.day(row, "date")
        id = _id(key, body, desk.known.figures.get(key, Stated()))
        made.append(Made(INDICATOR_STATED, id, body, row, first=day, last=day))
    return made


def _departments(known: Known) -> dict[str, Text]:
    """The departments of the scheme, and those that people are in."""
    held = {each.department for person in known.people.values() for each in person.assignments if each.department}
    return {**{name: Text(zh=name, en=name) for name in sorted(held)}, **known.departments}


def _stated(
    desk: Desk, row: Row, names: Mapping[str, str], departments: Mapping[str, str]
) -> tuple[Key, dict[str, Json]] | None:
    desk.required(row, "indicator", "period", "value", "date")
    name = desk.word(row, "indicator", names, "E-INDICATOR-UNKNOWN", "indicator", "指标")
    measured = desk.known.indicators[name] if name else None
    period, day = _period(desk, row), desk.day(row, "date")
    value = _value(desk, row, measured.unit) if measured and row.text("value") else None
    if day is not None and day > desk.now.astimezone(desk.zone).date():
        desk.complain(row, "date", future(row.text("date")))
        return None
    source = _source(desk, row, measured)
    person = desk.person(row, "person")
    department = desk.word(row, "department", departments, "E-DEPARTMENT-UNKNOWN", "department", "部门")
    if name is None or measured is None or period is None or value is None or day is None or source is None:
        return None
    if not _of_whom(desk, row, measured.of, person, department):
        return None
    if period.first - _START > day:
        desk.complain(row, "period", complaints.to_come(period.id, str(day)))
        return None
    if person is not None and not _there(desk.known, person, period):
        desk.complain(row, "period", complaints.absent(person, period.id))
        return None
    whose = present(person=person, department=department)
    body: dict[str, Json] = {"indicator": name, "period": period.id, **whose, "value": plain(value)}
    body |= {"source": source, "date": day.isoformat()}
    return (name, period.id, person or department or ""), body


def _period(desk: Desk, row: Row) -> Period | None:
    """The month a cell names."""
    text = row.text("period")
    if not text:
        return None
    try:
        return month_period(parse_month(unicodedata.normalize("NFKC", text)))
    except TimeDoubt:
        desk.complain(row, "period", complaints.bad_period(text))
        return None


def _value(desk: Desk, row: Row, unit: str) -> int | None:
    """The value in thousandths of the unit. A share below 1 without a sign may be a hundred times as much: not guessed."""
    text = unicodedata.normalize("NFKC", row.text("value"))
    number = text.removesuffix("%").strip() if unit == "percent" else text
    plain_number = number.replace(",", "") if _GROUPED.fullmatch(number) else number
    try:
        value = milli(plain_number)
    except OutOfRange:
        desk.complain(row, "value", complaints.bad_value(row.text("value")))
        return None
    if unit == "percent" and number == text and 0 < abs(value) <= milli("1"):
        desk.complain(row, "value", complaints.share_or_percent(row.text("value")))
        return None
    return value


def _source(desk: Desk, row: Row, measured: Measured | None) -> str | None:
    """Whose figure it is: as the row says, else as the scheme does."""
    if row.text("source"):
        return desk.word_or_id(row, "source", {})
    if measured is not None and not measured.source:
        desk.required(row, "source")
        return None
    return measured.source if measured else None


def _of_whom(desk: Desk, row: Row, of: str, person: str | None, department: str | None) -> bool:
    """Whether the row names whom the indicator is about, and nobody else."""
    named = {"person": person, "department": department}
    for column, said in named.items():
        if column == of and not row.text(column):
            desk.complain(row, column, complaints.nobody(of))
            return False
        if column != of and row.text(column):
            desk.complain(row, column, complaints.of_others(of))
            return False
        if column == of and said is None:
            return False
    return True


def _there(known: Known, person: str, period: Period) -> bool:
    stretches = known.people[person].assignments
    return any(one.first <= period.last and one.last >= period.first - _START for one in stretches)


def _id(key: Key, body: Mapping[str, Json], stands: Stated) -> str:
    """The id of the statement that holds where it says the same; else one of its own, however often it was said."""
    if stands.body == body:
        return stands.id
    parts = (*key, str(body["value"]), str(body["source"]), str(body["date"]), str(stands.times))
    return "figure-" + sha256("\0".join(parts).encode()).hexdigest()[:24]
