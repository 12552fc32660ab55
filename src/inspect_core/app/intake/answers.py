"""Answers from cells: each question of a form understands its own words, and the record keeps one spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from inspect_core.app.intake import complaints
from inspect_core.app.intake.columns import Matched
from inspect_core.app.intake.complaints import Complaint
from inspect_core.app.intake.desk import Desk, Row
from inspect_core.app.intake.words import answer_words, folded
from inspect_core.domain.events import Json
from inspect_core.domain.form import Form, Question

_WHOLE: Final = re.compile(r"\d{1,9}", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d{1,12}(?:\.\d{1,9})?", re.ASCII)
MOST_LETTERS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a form and the column its answers stand in; None where the table has no such column."""

    question: Question
    column: int | None
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheetful:
    """A form as one table asks it: its questions with their columns, and columns that are other forms' questions."""

    form: Form
    asked: tuple[Asked, ...]
    foreign: tuple[int, ...]


def sheetful(matched: Matched, form: Form) -> Sheetful:
    """The questions of the form as that table holds their answers."""
    columns = matched.questions.get(form.id, {})
    asked = tuple(
        Asked(question, columns.get(question.id), answer_words(question))
        for question in form.questions
        if question.id in columns or question.required
    )
    mine = set(columns.values())
    return Sheetful(form, asked, tuple(column for column in matched.extra if column not in mine))


def answers(desk: Desk, row: Row, sheet: Sheetful) -> tuple[dict[str, Json], bool]:
    """The answers of a row, and whether one of them needs a photo."""
    given: dict[str, Json] = {}
    wrong: set[str] = set()
    photo = False
    cells = row.cells
    for asked in sheet.asked:
        cell = "" if asked.column is None else cells[asked.column]
        if asked.question.when and not _is_asked(asked.question, given):
            if _doubtful(desk, row, sheet, asked, wrong):
                wrong.add(asked.question.id)
            continue
        if not cell or cell.isspace():
            if asked.question.required:
                desk.complain(row, asked.column, complaints.unanswered(asked.question.id))
            continue
        answer = asked.words.get(cell)
        if answer is None:
            found = _answer(desk, row, asked, cell)
            if isinstance(found, Complaint):
                desk.complain(row, asked.column, found)
                wrong.add(asked.question.id)
                continue
            answer = found
        given[asked.question.id] = answer
        photo = photo or answer in asked.question.photo_on
    for column in sheet.foreign:
        if cells[column].strip():
            desk.complain(row, column, complaints.unasked(sheet.form.id, row.matched.extra[column]))
    return given, photo


def _is_asked(question: Question, given: Mapping[str, Json]) -> bool:
    """Whether the answers before it are such that a question is asked; an answer to what is not asked is none."""
    return all(given.get(other) in words for other, words in question.when)


def _doubtful(desk: Desk, row: Row, sheet: Sheetful, asked: Asked, wrong: Collection[str]) -> bool:
    """Whether nobody knows if a question that seems unasked was to be answered; complains of an answer to it.

    Where the answer it depends on is `wrong`, that was complained of, and the right one may well ask it.
    """
    if any(other in wrong for other, _ in asked.question.when):
        return True
    answered = asked.column is not None and bool(row.cells[asked.column].strip())
    if answered:
        desk.complain(row, asked.column, complaints.not_asked(asked.question, sheet.form))
    return answered


def _answer(desk: Desk, row: Row, asked: Asked, cell: str) -> str | Complaint:
    question = asked.question
    if question.type == "choice":
        answer = asked.words.get(folded(cell))
        if answer is not None:
            return answer
        return _unknown(desk, question, cell)
    if question.type == "text":
        return desk.note(row, asked.column) if asked.column is not None else ""
    return _PARSED[question.type](desk, row, cell.strip())


def _unknown(desk: Desk, question: Question, cell: str) -> Complaint:
    """An answer nobody offers: the nearest one, else all of them; never a guess, which might be the better mark."""
    titles = {
        word: choice.title for choice in question.choices for word in (choice.value, choice.title.zh, choice.title.en)
    }
    near = desk.nearest(cell, titles)
    meant = None if near is None else titles[near]
    return complaints.unknown_answer(cell, meant, [choice.title for choice in question.choices])


def _whole(desk: Desk, row: Row, text: str) -> str | Complaint:
    return str(int(text)) if _WHOLE.fullmatch(text) else complaints.bad_number(text, whole=True)


def _number(desk: Desk, row: Row, text: str) -> str | Complaint:
    if not _NUMBER.fullmatch(text):
        return complaints.bad_number(text, whole=False)
    sign, _, rest = text.rpartition("-")
    whole, _, part = rest.partition(".")
    part = part.rstrip("0")
    plain = (whole.lstrip("0") or "0") + ("." + part if part else "")
    return plain if plain == "0" else f"{'-' if '-' in text else ''}{sign}{plain}"


def _time(desk: Desk, row: Row, text: str) -> str | Complaint:
    found = desk.instant(text, json=row.matched.table.layout == "pointers")
    return found if isinstance(found, Complaint) else found.isoformat()


_PARSED: Final[dict[str, Callable[[Desk, Row, str], str | Complaint]]] = {
    "count": _whole,
    "minutes": _whole,
    "number": _number,
    "time": _time,
}
