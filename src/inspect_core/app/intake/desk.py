"""The desk at which rows are checked: it knows what the project knows, and keeps every complaint with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from inspect_core.app.intake import complaints
from inspect_core.app.intake.columns import Matched, nearest
from inspect_core.app.intake.complaints import Complaint
from inspect_core.app.intake.likeness import likeness
from inspect_core.app.intake.telling import Teller
from inspect_core.app.intake.times import TimeDoubt, parse_clock, parse_day, parse_last_day, parse_moment
from inspect_core.app.intake.words import folded, titled
from inspect_core.domain.events import Json
from inspect_core.domain.ids import LONGEST, checked_id
from inspect_core.domain.known import Known
from inspect_core.domain.text import Text
from inspect_core.errors import ImportRefused, Place, Problem

MOST_PROBLEMS: Final = 10_000
MOST_GUESSES: Final = 50  # looking for the nearest known word takes time, and nobody reads the hundredth
T = TypeVar("T")


class Row:
    """One row of a table whose columns were understood."""

    __slots__ = ("cells", "index", "matched")

    def __init__(self, matched: Matched, index: int) -> None:
        self.matched = matched
        self.index = index
        self.cells = matched.table.rows[index]

    def raw(self, field: str) -> str:
        """The cell as it was written; empty when there is none."""
        column = self.matched.fields.get(field)
        return "" if column is None else self.cells[column]

    def text(self, field: str) -> str:
        """The cell without the space around it; of several columns that name the same, the first that is filled."""
        text = self.raw(field).strip()
        if text or not self.matched.again:
            return text
        return next((cell for column in self.matched.again.get(field, ()) if (cell := self.cells[column].strip())), "")

    def place(self, field: str | int | None = None) -> Place:
        """Where the cell stands; the whole row when the field has no column. A number is a column from 0."""
        column = self.matched.fields.get(field) if isinstance(field, str) else field
        return self.matched.table.place(self.index, column)

    def heading(self, field: str) -> str:
        """What the column is called in this table; the field's own name when it has none."""
        column = self.matched.fields.get(field)
        return field if column is None else self.matched.table.header[column].strip().rstrip("*")

    @property
    def number(self) -> int:
        """The line or row of the file."""
        return self.matched.table.numbers[self.index]


@dataclass(frozen=True, slots=True)
class Made:
    """A draft in the making: what is to be journalled, and the row that said so."""

    kind: str
    id: str
    body: dict[str, Json]
    row: Row
    private: dict[str, Json] | None = None
    first: date | None = None
    last: date | None = None
    order: tuple[str, ...] = ()


def rows_of(tables: Iterable[Matched]) -> Iterator[Row]:
    """The rows of all tables, one after another."""
    for matched in tables:
        for index in range(len(matched.table.rows)):
            yield Row(matched, index)


class _Directory:
    """Everybody, or every place, that a cell may name: by id, or by a name that only one has."""

    def __init__(self, code: str, words: tuple[str, str, str], names: Mapping[str, str]) -> None:
        self.code = code
        self.ids = names
        self._words = words
        self._named: dict[str, list[str]] = {}
        for id, name in names.items():
            if name:
                self._named.setdefault(name, []).append(id)
        self._alike = {likeness(id): id for id in names}

    def look_up(self, text: str, nearest_of: Callable[[str, Iterable[str]], str | None]) -> str | Complaint:
        """The id that a text other than an id names, or what is wrong with it."""
        en, many, zh = self._words
        named = self._named.get(text, ())
        if len(named) == 1:
            return named[0]
        if named:
            return complaints.ambiguous(many, zh, text, list(named))
        alike = self._alike.get(likeness(text))
        if alike is not None:
            return complaints.wide_id(text, alike)
        return complaints.unknown(self.code, en, zh, text, nearest_of(text, [*self.ids, *self._named]))


class Desk:
    """Checks cells against what is known. A method answers None after it has complained, or where nothing is written."""

    def __init__(self, known: Known, zone: ZoneInfo, now: datetime, photos: Mapping[str, str] | None = None) -> None:
        self.known = known
        self.photos = photos or {}  # digests of the photos at hand, by file name
        self.zone = zone
        self.now = now
        self._found: list[tuple[tuple[str, str, int], Problem]] = []
        self._guesses = 0
        self._answers: dict[tuple[str, str], str | Complaint] = {}
        self._days: dict[str, date | Complaint] = {}
        self._people = _Directory(
            "E-PERSON-UNKNOWN",
            ("person", "people", "人员"),
            {person.id: person.name for person in known.people.values()},
        )
        self._places = _Directory(
            "E-PLACE-UNKNOWN", ("place", "places", "部位"), {place.id: place.name for place in known.places.values()}
        )
        self._roles = titled(known.roles)
        self._departments = titled(known.departments)
        self._forms = titled({form.id: form.title for form in known.forms.values()})

    def problems(self) -> tuple[Problem, ...]:
        """Everything complained about, in the order of the files and of their rows."""
        return tuple(problem for _, problem in sorted(self._found, key=lambda pair: pair[0]))

    def complain(self, row: Row, field: str | int | None, complaint: Complaint) -> None:
        """Keeps the complaint with the place of the cell; ImportRefused when there are more than anybody reads."""
        if len(self._found) >= MOST_PROBLEMS:
            raise ImportRefused.of((*self.problems(), complaints.and_more()))
        place = row.place(field)
        order = (row.matched.table.file, row.matched.table.sheet or "", row.number)
        self._found.append((order, complaint.at(place)))

    def new_id(self, row: Row, field: str = "id") -> str | None:
        """A clean id; None when the cell is empty or the id will not do."""
        text = row.text(field)
        if not text:
            return None
        return self._answered(row, field, ("id", text), lambda: clean_id(text))

    def person(self, row: Row, field: str) -> str | None:
        """The id of a known person named by id or by a name that only one has."""
        return self._listed(row, field, self._people)

    def place(self, row: Row, field: str = "place") -> str | None:
        """The id of a known place named by id or by a name that only one has."""
        return self._listed(row, field, self._places)

    def form(self, row: Row, field: str = "form") -> str | None:
        """The id of a known form named by id or title."""
        return self.word(row, field, self._forms, "E-FORM-UNKNOWN", "form", "表单")

    def role(self, row: Row) -> str | None:
        """The role of a person; any clean id where the scheme names no roles."""
        return self._word_or_id(row, "role", self._roles, "E-ROLE-UNKNOWN", "role", "岗位角色", open_=not self._roles)

    def department(self, row: Row) -> str | None:
        """The department: one of those the scheme names, or another clean id."""
        return self._word_or_id(row, "department", self._departments, "", "department", "部门", open_=True)

    def word_or_id(self, row: Row, field: str, words: Mapping[str, str]) -> str | None:
        """A word of a list that may grow: a known one in either language, or a clean id."""
        return self._word_or_id(row, field, words, "", field, field, open_=True)

    def word(self, row: Row, field: str, words: Mapping[str, str], code: str, en: str, zh: str) -> str | None:
        """One of a closed list of words, in either language."""
        return self._word_or_id(row, field, words, code, en, zh, open_=False)

    def last_day(self, row: Row, field: str) -> date | None:
        """The last day of a stretch; None is open."""
        text = row.text(field)
        return self._or_complain(row, field, _timed(parse_last_day, text)) if text else None

    def day(self, row: Row, field: str) -> date | None:
        """A day."""
        text = row.text(field)
        if not text:
            return None
        found = self._days.get(text)
        if found is None:
            found = self._days[text] = _timed(parse_day, text)
        return self._or_complain(row, field, found)

    def clock(self, row: Row, field: str) -> time | None:
        """A time of day."""
        text = row.text(field)
        return self._or_complain(row, field, _timed(parse_clock, text)) if text else None

    def moment(self, row: Row, field: str) -> datetime | None:
        """An instant with its offset; spreadsheets, which have none, are in the project's time zone."""
        text = row.text(field)
        if not text:
            return None
        found = self.instant(text, json=row.matched.table.layout == "pointers")
        return self._or_complain(row, field, found)

    def instant(self, text: str, *, json: bool) -> datetime | Complaint:
        """The instant a text means, or what is wrong with it."""
        zone = None if json else self.zone
        return _timed(lambda words: parse_moment(words, zone), text)

    def note(self, row: Row, field: str | int) -> str:
        """Free text as it was written, as long as it holds nothing that steers a terminal. A number is a column."""
        text = row.cells[field] if isinstance(field, int) else row.raw(field)
        if text.isprintable():
            return text
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\r\n" for sign in text):
            self.complain(row, field, complaints.control_character(text))
            return ""
        return text

    def required(self, row: Row, *fields: str) -> None:
        """Complains of each field that is empty."""
        for field in fields:
            if not row.text(field):
                self.complain(row, field, complaints.missing(row.heading(field)))

    def no_look_alikes(self, rows: Mapping[str, Row], known: Iterable[str]) -> None:
        """Complains of each new id that people would take for another."""
        seen = {likeness(id): (id, "") for id in known}
        for id, row in rows.items():
            other, where = seen.setdefault(likeness(id), (id, str(row.place("id"))))
            if other != id:
                self.complain(row, "id", complaints.look_alike(id, other, where or "known already / 已存在"))

    def told(self, row: Row, record: Made) -> Text:
        """A record in words: who, when, where; with its id in front where somebody wrote one."""
        told = Teller(self.known, self.zone).record(record.body)
        said = row.text("id")
        return (
            Text(zh=f"{complaints.shown(said)} {told.zh}", en=f"{complaints.shown(said)} {told.en}") if said else told
        )

    def nearest(self, text: str, names: Iterable[str]) -> str | None:
        """The known word nearest to `text`; after many guesses none, because looking takes time."""
        self._guesses += 1
        return nearest(text, tuple(names)) if self._guesses <= MOST_GUESSES else None

    def _listed(self, row: Row, field: str, directory: _Directory) -> str | None:
        text = row.text(field)
        if not text:
            return None
        id: str | None = text
        if text not in directory.ids:
            id = self._answered(row, field, (directory.code, text), lambda: directory.look_up(text, self.nearest))
        for column in row.matched.again.get(field, ()):
            other = row.cells[column].strip()
            if id is not None and other and other not in (id, directory.ids[id]):
                self.complain(row, column, complaints.other_name(other, id, directory.ids[id]))
        return id

    def _word_or_id(
        self, row: Row, field: str, words: Mapping[str, str], code: str, en: str, zh: str, *, open_: bool
    ) -> str | None:
        text = row.text(field)
        if not text:
            return None
        found = words.get(text) or words.get(folded(text))
        if found is not None:
            return found
        if open_:
            return self._answered(row, field, ("id", text), lambda: clean_id(text))
        return self._answered(row, field, (code, text), lambda: self._unlisted(text, words, code, en, zh))

    def _unlisted(self, text: str, words: Mapping[str, str], code: str, en: str, zh: str) -> Complaint:
        close = self.nearest(text, words)
        return complaints.unknown(code, en, zh, text, close, offered=() if close else tuple(words))

    def _answered(self, row: Row, field: str, key: tuple[str, str], find: Callable[[], str | Complaint]) -> str | None:
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = find()
        return self._or_complain(row, field, answer)

    def _or_complain(self, row: Row, field: str, found: T | Complaint) -> T | None:
        if isinstance(found, Complaint):
            self.complain(row, field, found)
            return None
        return found


def clean_id(text: str) -> str | Complaint:
    """The id itself, or what is wrong with it."""
    if len(text) > LONGEST:
        return complaints.bad_id(text, f"more than {LONGEST} characters")
    plain = unicodedata.normalize("NFKC", text)
    if plain != text and likeness(plain) == likeness(text) and all(unicodedata.category(sign) != "Cf" for sign in text):
        return complaints.wide_id(text, plain)
    try:
        return checked_id(text)
    except ValueError as error:
        return complaints.bad_id(text, str(error))


def _timed(parse: Callable[[str], T], text: str) -> T | Complaint:
    try:
        return parse(text)
    except TimeDoubt as doubt:
        return complaints.bad_time(doubt.code, text)
