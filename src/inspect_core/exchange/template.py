"""Writes the workbook people fill in: headings, lists to choose from, a filled example, and what it is for."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

import xlsxwriter

from inspect_core.api import (
    ABOUT_SHEET,
    COLUMNS,
    LISTS_SHEET,
    PLACE_KINDS,
    STATUSES,
    Column,
    Form,
    ImportKind,
    Known,
    Language,
    Question,
    asked_if,
    column_letters,
    heading_of,
)

MOST_ADVICE: Final = 255  # letters that a spreadsheet shows beside a cell
ROWS: Final = 5_000  # how far down the lists to choose from reach
SHEET_TITLES: Final[Mapping[ImportKind, tuple[str, str]]] = MappingProxyType(
    {
        "people": ("人员", "people"),
        "places": ("部位", "places"),
        "shifts": ("班次", "shifts"),
        "roster": ("排班", "roster"),
        "observations": ("记录", "records"),
        "gaps": ("缺失记录", "gaps"),
        "indicators": ("指标", "indicators"),
    }
)
DAYS: Final = frozenset({"first", "last", "owner_first", "owner_last", "day", "date"})
MOMENTS: Final = MappingProxyType({"observations": ("start", "end"), "gaps": ("from", "to")})
EXAMPLES: Final[Mapping[ImportKind, Mapping[str, tuple[str, str]]]] = MappingProxyType(
    {
        "people": {
            "id": ("P012", "P012"),
            "name": ("王小明", "Wang Xiaoming"),
            "phone": ("13800000000", "13800000000"),
            "role": ("秩序维护员", "Guard"),
            "first": ("2026-10-12", "2026-10-12"),
        },
        "places": {
            "id": ("gate-south", "gate-south"),
            "name": ("南门岗", "South gate"),
            "kind": ("岗位", "post"),
            "owner": ("P012", "P012"),
        },
        "shifts": {
            "id": ("day", "day"),
            "title": ("白班", "Day shift"),
            "start": ("08:00", "08:00"),
            "end": ("20:00", "20:00"),
        },
        "roster": {
            "day": ("2026-10-08", "2026-10-08"),
            "person": ("P012", "P012"),
            "shift": ("day", "day"),
            "place": ("gate-south", "gate-south"),
            "status": ("正常", "planned"),
        },
        "observations": {
            "observer": ("P012", "P012"),
            "start": ("2026-10-08 08:10", "2026-10-08 08:10"),
            "end": ("2026-10-08 08:20", "2026-10-08 08:20"),
            "place": ("gate-south", "gate-south"),
            "subject": ("P034", "P034"),
        },
        "gaps": {
            "form": ("patrol", "patrol"),
            "place": ("gate-south", "gate-south"),
            "from": ("2026-10-08", "2026-10-08"),
            "to": ("2026-10-10", "2026-10-10"),
            "reason": ("记录本遗失", "The book was lost"),
        },
        "indicators": {
            "indicator": ("收缴率", "Fee collection"),
            "period": ("2026-10", "2026-10"),
            "person": ("P012", "P012"),
            "value": ("96.2", "96.2"),
            "source": ("财务", "finance"),
            "date": ("2026-11-02", "2026-11-02"),
        },
    }
)


@dataclass(frozen=True, slots=True)
class _Heading:
    """One column of the template: its heading, its kind of cell, what may be chosen, what the example shows, advice."""

    title: str
    format: str
    choices: tuple[str, ...] = ()
    example: str = ""
    advice: str = ""


def template(
    kind: ImportKind, known: Known, language: Language, *, form: Form | None = None, edition: str = ""
) -> bytes:
    """The workbook for that kind of import, ready to fill in; observations need the form they are records of.

    Ids, phone numbers and times of day are texts, so that no spreadsheet drops a zero; roles, places and answers
    are chosen from lists.  The same arguments make the same bytes.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        lists = _Lists()
        writer = _Writer(book, lists, language)
        headings = _headings(kind, known, language, form)
        writer.sheet(SHEET_TITLES[kind][language == "en"], headings)
        shifts = _headings("shifts", known, language, None) if kind == "roster" else ()
        if shifts:
            writer.sheet(SHEET_TITLES["shifts"][language == "en"], shifts)
        writer.example("示例" if language == "zh" else "example", headings)
        if shifts:
            writer.example("示例 班次" if language == "zh" else "example shifts", shifts)
        lists.write(book)
        _write_about(book, kind, form, edition)
    return stream.getvalue()


def _headings(kind: ImportKind, known: Known, language: Language, form: Form | None) -> list[_Heading]:
    offered = _offered(kind, known, language)
    examples = EXAMPLES[kind]
    headings = []
    for column in COLUMNS[kind]:
        if _left_out(kind, column.field, form):
            continue
        choices = offered.get(column.field, ())
        example = examples.get(column.field, ("", ""))[language == "en"]
        title = column.title.say(language) + ("*" if column.required else "")
        headings.append(_Heading(title, _format(kind, column), choices, choices[0] if choices and example else example))
    return headings + ([_question(question, form, language) for question in form.questions] if form else [])


def _left_out(kind: ImportKind, field: str, form: Form | None) -> bool:
    """Columns that would only puzzle: hours of shifts have a sheet, and a form says what it needs."""
    if kind == "roster":
        return field in ("start", "end", "id")
    if kind == "observations" and form is not None:
        idle = {"form": True, "subject": form.about != "person", "place": not form.at}
        return idle.get(field, False)
    return False


def _question(question: Question, form: Form, language: Language) -> _Heading:
    choices = tuple(choice.title.say(language) for choice in question.choices)
    kind = "moment" if question.type == "time" else "text" if question.type in ("choice", "text") else "number"
    star = "*" if question.required and not question.when else ""
    condition = asked_if(question, form)
    return _Heading(
        heading_of(question, "observations", language) + star,
        kind,
        choices,
        choices[0] if choices and not question.when else "",
        condition.say(language) if condition else "",
    )


def _format(kind: ImportKind, column: Column) -> str:
    if column.field in MOMENTS.get(kind, ()):
        return "moment"
    return "day" if column.field in DAYS else "text"


def _offered(kind: ImportKind, known: Known, language: Language) -> dict[str, tuple[str, ...]]:
    """What each column may be chosen from; names where they are unique, else ids."""
    people = _unique([(person.id, person.name) for person in known.people.values()])
    places = _unique([(place.id, place.name) for place in known.places.values()])
    said = 0 if language == "zh" else 1
    return {
        "people": {
            "role": tuple(title.say(language) for title in known.roles.values()),
            "department": tuple(title.say(language) for title in known.departments.values()),
        },
        "places": {"kind": tuple(words[said] for words in PLACE_KINDS.values()), "owner": people},
        "shifts": {},
        "roster": {
            "person": people,
            "place": places,
            "shift": tuple(known.shifts),
            "status": tuple(words[said] for words in STATUSES.values()),
        },
        "observations": {"observer": people, "place": places, "subject": people, "form": tuple(known.forms)},
        "indicators": {
            "indicator": tuple(found.title.say(language) for found in known.indicators.values()),
            "person": people,
            "department": tuple(title.say(language) for title in known.departments.values()),
        },
        "gaps": {"form": tuple(form.title.say(language) for form in known.forms.values()), "place": places},
    }[kind]


def _unique(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    names = [name for _, name in pairs]
    return tuple(name if name and names.count(name) == 1 else id for id, name in pairs)


class _Lists:
    """Lists to choose from, kept on a hidden sheet because a list inside a rule holds 255 characters at most."""

    def __init__(self) -> None:
        self._lists: list[tuple[str, ...]] = []

    def reference(self, words: tuple[str, ...]) -> str:
        """Where a rule finds the list."""
        if words not in self._lists:
            self._lists.append(words)
        column = column_letters(self._lists.index(words))
        return f"={LISTS_SHEET}!${column}$1:${column}${len(words)}"

    def write(self, book: Any) -> None:
        """The hidden sheet."""
        sheet = book.add_worksheet(LISTS_SHEET)
        sheet.hide()
        for index, words in enumerate(self._lists):
            for row, word in enumerate(words):
                sheet.write_string(row, index, word)


class _Writer:
    """Writes sheets of one workbook in one style."""

    def __init__(self, book: Any, lists: _Lists, language: Language) -> None:
        self._book = book
        self._lists = lists
        self._language = language
        self._bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True})
        self._formats = {
            "text": book.add_format({"num_format": "@"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "number": book.add_format({"num_format": "General"}),
        }

    def sheet(self, name: str, headings: Sequence[_Heading]) -> None:
        """An empty table with typed columns and lists."""
        sheet = self._book.add_worksheet(name)
        self._header(sheet, headings)
        for index, heading in enumerate(headings):
            rule = self._rule(heading.choices) if heading.choices else {"validate": "any"}
            if heading.advice:
                rule["input_message"] = heading.advice[:MOST_ADVICE]
            if heading.choices or heading.advice:
                sheet.data_validation(1, index, ROWS, index, rule)

    def example(self, name: str, headings: Sequence[_Heading]) -> None:
        """A sheet with one filled row, from which nothing is imported."""
        sheet = self._book.add_worksheet(name)
        self._header(sheet, headings)
        for index, heading in enumerate(headings):
            if heading.example:
                sheet.write_string(1, index, heading.example, self._formats["text"])

    def _header(self, sheet: Any, headings: Sequence[_Heading]) -> None:
        sheet.freeze_panes(1, 0)
        for index, heading in enumerate(headings):
            width = min(max(12, sum(2 if sign > "\x7f" else 1 for sign in heading.title) + 2), 36)
            sheet.set_column(index, index, width, self._formats[heading.format])
            sheet.write_string(0, index, heading.title, self._bold)

    def _rule(self, choices: tuple[str, ...]) -> dict[str, Any]:
        chinese = self._language == "zh"
        return {
            "validate": "list",
            "source": self._lists.reference(choices),
            "error_title": "请从列表中选择" if chinese else "Choose from the list",
            "error_message": "此处只能填写列表中的值。" if chinese else "Only values of the list can be imported.",
        }


def _write_about(book: Any, kind: ImportKind, form: Form | None, edition: str) -> None:
    """The hidden sheet from which an import knows what the workbook is for."""
    sheet = book.add_worksheet(ABOUT_SHEET)
    sheet.very_hidden()
    pairs = {"kind": kind, "form": form.id if form else "", "edition": edition}
    for row, (key, value) in enumerate(pairs.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
