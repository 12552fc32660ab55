"""The month as the tables a company keeps: Chinese headings, Chinese words, local times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from inspect_core.app.intake.columns import COLUMNS, ImportKind, heading_of
from inspect_core.app.intake.words import PLACE_KINDS, STATUSES
from inspect_core.demo.month import Month
from inspect_core.domain.form import Form, Question
from inspect_core.domain.observation import Observation
from inspect_core.domain.text import Text

Cell = str | int | date | datetime

_ROLES = {
    "guard": "秩序维护员",
    "shift_leader": "当值班长",
    "cleaner": "保洁员",
    "butler": "管家",
    "engineer": "工程技工",
    "department_supervisor": "部门主管",
    "project_manager": "项目负责人",
}
_DEPARTMENTS = {
    "management": "项目管理部",
    "security": "秩序维护部",
    "cleaning": "保洁部",
    "service": "客户服务部",
    "engineering": "工程部",
}
_NEVER, _ALWAYS = date.max, date.min


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name; an empty text is an empty cell."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def people(month: Month) -> Sheet:
    """The staff list: one row for each stretch in one role."""
    rows = []
    for person in month.people:
        for stretch in person.assignments:
            role, department = _ROLES[stretch.role], _DEPARTMENTS[stretch.department or "management"]
            dates = (_day(stretch.first), _day(stretch.last))
            rows.append((person.id, person.name, person.phone, role, department, stretch.contractor or "", *dates))
    fields = ("id", "name", "phone", "role", "department", "contractor", "first", "last")
    return Sheet("员工", _headings("people", fields), tuple(rows))


def places(month: Month) -> Sheet:
    """The list of places: one row for each person who was fixed to a place."""
    rows: list[tuple[Cell, ...]] = []
    for place in month.places:
        told = (place.id, place.name, PLACE_KINDS[place.kind][0], place.area_class or "", place.contractor or "")
        owners = [(owner.person, _day(owner.first), _day(owner.last)) for owner in place.owners]
        rows += [(*told, *owner) for owner in owners or [("", "", "")]]
    fields = ("id", "name", "kind", "area_class", "contractor", "owner", "owner_first", "owner_last")
    return Sheet("部位", _headings("places", fields), tuple(rows))


def shifts(month: Month) -> Sheet:
    """When each shift starts and ends."""
    rows = tuple((shift.id, shift.title, f"{shift.start:%H:%M}", f"{shift.end:%H:%M}") for shift in month.shifts)
    return Sheet("班次", _headings("shifts", ("id", "title", "start", "end")), rows)


def roster(month: Month) -> Sheet:
    """Who was to work when and where, and what became of it."""
    titles = {shift.id: shift.title for shift in month.shifts}
    rows = tuple(
        (line.id, line.day, line.person, titles[line.shift], line.place or "", STATUSES[line.status][0], line.note)
        for line in month.duties
    )
    return Sheet("排班", _headings("roster", ("id", "day", "person", "shift", "place", "status", "note")), rows)


def observations(month: Month, form: Form, *, by_name: bool = False) -> Sheet:
    """The filled forms of one kind, a column for each question, in the order they arrived.

    People and places stand there by their ids, or `by_name`, as in a workbook that people fill in by hand.
    """
    about = form.about == "person"
    fields = ["id", "observer", "start", "end", *(["place"] if form.at else []), *(["subject"] if about else [])]
    asked = [heading_of(question, "observations", "zh") for question in form.questions]
    said = {question.id: _said(question) for question in form.questions}
    staff, site = month.people if by_name else (), month.places if by_name else ()
    names = {person.id: person.name for person in staff} | {place.id: place.name for place in site}
    rows = [_record(seen, form, fields, said, names) for seen in month.observations if seen.form == form.id]
    header = (*_headings("observations", fields), *asked, *_headings("observations", ("note", "photos")))
    return Sheet(form.title.zh, header, tuple(rows))


def gaps(month: Month) -> Sheet:
    """The stretches whose records never arrived."""
    rows = tuple((gap.id, gap.form, gap.place or "", _at(gap.first), _at(gap.last), gap.reason) for gap in month.gaps)
    return Sheet("缺失记录", _headings("gaps", ("id", "form", "place", "from", "to", "reason")), rows)


def _record(
    seen: Observation,
    form: Form,
    fields: Iterable[str],
    said: Mapping[str, Mapping[str, str]],
    names: Mapping[str, str],
) -> tuple[Cell, ...]:
    place, subject = seen.place or "", seen.subject or ""
    told: dict[str, Cell] = {
        "id": seen.id,
        "observer": names.get(seen.observer, seen.observer),
        "start": _at(seen.start),
        "end": _at(seen.end or seen.start),
        "place": names.get(place, place),
        "subject": names.get(subject, subject),
    }
    answers = [seen.answers.get(question.id, "") for question in form.questions]
    words = [said[question.id].get(answer, answer) for question, answer in zip(form.questions, answers, strict=True)]
    return (*(told[field] for field in fields), *words, seen.note, ";".join(seen.photos))


def _said(question: Question) -> dict[str, str]:
    return {choice.value: choice.title.zh for choice in question.choices}


def _headings(kind: ImportKind, fields: Iterable[str]) -> tuple[str, ...]:
    titles: dict[str, Text] = {column.field: column.title for column in COLUMNS[kind]}
    return tuple(titles[field].zh for field in fields)


def _at(moment: datetime) -> datetime:
    """Local time as a spreadsheet keeps it, without an offset."""
    return moment.replace(tzinfo=None)


def _day(day: date) -> Cell:
    return "" if day in (_NEVER, _ALWAYS) else day
