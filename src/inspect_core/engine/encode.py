"""Records to columns: every id becomes a dense number once, every answer one small code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import polars as pl

from inspect_core.domain.form import Form
from inspect_core.domain.roster import Shift
from inspect_core.engine import tables as t
from inspect_core.engine.coding import Book, Watch
from inspect_core.engine.ground import day_number
from inspect_core.engine.records import Body, Records
from inspect_core.engine.visits import Visits


def encode(records: Records, forms: Mapping[str, Form], zone: ZoneInfo) -> t.Tables:
    """The tables of one project. `forms` tells which answers are choices and which are measures."""
    book = Book(records.project)
    stints, people = _stints(records.people, book)
    began = _day(records.began, t.FIRST)
    places = _places(records.places, book, began)
    owners = _owners(records.places, book)
    watch = Watch(stints, zone)
    duties = _duties(records, book, watch)
    watch.roster(duties)
    gaps = _gaps(records.gaps, book)
    visits = Visits(book, watch, forms).of(records.observations)
    return t.Tables(
        stints=pl.DataFrame(stints, schema=t.STINTS, orient="row"),
        places=pl.DataFrame(places, schema=t.PLACES, orient="row"),
        owners=pl.DataFrame(owners, schema=t.OWNERS, orient="row"),
        duties=pl.DataFrame(duties, schema=t.DUTIES, orient="row"),
        gaps=pl.DataFrame(gaps, schema=t.GAPS, orient="row"),
        visits=visits.visits.lazy(),
        answers=visits.answers.lazy(),
        measures=visits.measures.lazy(),
        codes=visits.codes,
        names=book.names(),
        people=people,
        began=began,
    )


def _day(text: str | None, otherwise: int) -> int:
    return otherwise if text is None else day_number(date.fromisoformat(text))


def _stints(people: Sequence[Body], book: Book) -> tuple[list[tuple[int, ...]], int]:
    """The first stint of a person has the person's own number; further ones follow behind."""
    first: list[tuple[int, ...]] = []
    more: list[tuple[int, ...]] = []
    for person in sorted(people, key=lambda body: str(body["id"])):
        number = book.add("person", person["id"])
        for position, stretch in enumerate(person["assignments"]):
            row = (
                number,
                0,
                book.add("role", stretch["role"]),
                book.optional("department", stretch.get("department")),
                book.optional("contractor", stretch.get("contractor")),
                _day(stretch.get("first"), t.FIRST),
                _day(stretch.get("last"), t.LAST),
            )
            (more if position else first).append(row)
    return [(number, *row) for number, row in enumerate([*first, *more])], len(first)


def _places(places: Sequence[Body], book: Book, began: int) -> list[tuple[int, ...]]:
    return [
        (
            book.add("place", place["id"]),
            0,
            book.add("kind", place["kind"]),
            book.optional("area_class", place.get("area_class")),
            book.optional("contractor", place.get("contractor")),
            max(_day(place.get("first"), t.FIRST), began),
            _day(place.get("last"), t.LAST),
        )
        for place in sorted(places, key=lambda body: str(body["id"]))
    ]


def _owners(places: Sequence[Body], book: Book) -> list[tuple[int, ...]]:
    return [
        (
            book.code("place", place["id"]),
            book.code("person", owner["person"]),
            _day(owner.get("first"), t.FIRST),
            _day(owner.get("last"), t.LAST),
        )
        for place in places
        for owner in place.get("owners", ())
    ]


def _duties(records: Records, book: Book, watch: Watch) -> list[tuple[int, ...]]:
    shifts = {body["id"]: _shift(body) for body in records.shifts}
    kinds = {body["id"]: body["kind"] for body in records.places}
    rows: list[tuple[int, ...]] = []
    for number, duty in enumerate(sorted(records.duties, key=lambda body: (body["day"], str(body["id"])))):
        day = date.fromisoformat(duty["day"])
        person = book.code("person", duty["person"])
        start, end = shifts[duty["shift"]].bounds(day, watch.zone)
        book.add("duty", duty["id"])
        rows.append(
            (
                number,
                0,
                person,
                watch.role(person, day_number(day)),
                book.code("place", duty.get("place") or ""),
                book.code("kind", kinds.get(duty.get("place") or "", "")),
                book.add("shift", duty["shift"]),
                day_number(day),
                int(start.timestamp()),
                int(end.timestamp()),
                t.STATUSES.index(duty.get("status", "planned")),
            )
        )
    return rows


def _shift(body: Body) -> Shift:
    start, end = (time.fromisoformat(str(body[edge])) for edge in ("start", "end"))
    return Shift(id=body["id"], title=body.get("title", ""), start=start, end=end)


def _gaps(gaps: Sequence[Body], book: Book) -> list[tuple[int, ...]]:
    return [
        (
            0,
            book.add("form", gap["form"]),
            book.code("place", gap.get("place") or ""),
            *(int(datetime.fromisoformat(gap[edge]).timestamp()) for edge in ("first", "last")),
        )
        for gap in gaps
    ]
