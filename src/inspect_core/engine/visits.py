"""Observations to visits, coded answers and measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from inspect_core.domain.answers import NOT_ASKED
from inspect_core.domain.exact import MILLI
from inspect_core.domain.form import Form
from inspect_core.engine import tables as t
from inspect_core.engine.coding import Book, Watch
from inspect_core.engine.records import Body
from inspect_core.errors import ScoreError

_MOST_CODES = 2**16 - 1


@dataclass(frozen=True)
class Seen:
    """The visit side of the tables."""

    visits: pl.DataFrame
    answers: pl.DataFrame
    measures: pl.DataFrame
    codes: tuple[t.AnswerCode, ...]


@dataclass
class Visits:
    """Codes observations one after another; a visit's number is its position."""

    book: Book
    watch: Watch
    forms: Mapping[str, Form]
    _rows: list[tuple[int | None, ...]] = field(default_factory=list)
    _answers: list[tuple[int, int]] = field(default_factory=list)
    _measures: list[tuple[int, int, int]] = field(default_factory=list)
    _codes: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _types: dict[tuple[str, str], str] = field(default_factory=dict)
    _conditional: dict[str, bool] = field(default_factory=dict)

    def of(self, observations: Iterable[Body]) -> Seen:
        """The columns of the observations, in order of their start and id."""
        for body in sorted(observations, key=lambda found: (_instant(found["start"]), str(found["id"]))):
            self._take(body)
        if len(self._codes) > _MOST_CODES:
            hint = "a question with free numbers is of type number, not count or choice"
            message = f"{len(self._codes)} different answers occur, more than {_MOST_CODES}"
            raise ScoreError("E-SCORE-CODES", message, hint=hint)
        return Seen(
            visits=pl.DataFrame(self._rows, schema=t.VISITS, orient="row"),
            answers=pl.DataFrame(self._answers, schema=t.ANSWERS, orient="row"),
            measures=pl.DataFrame(self._measures, schema=t.MEASURES, orient="row"),
            codes=tuple(t.AnswerCode(code, *key) for key, code in self._codes.items()),
        )

    def _take(self, body: Body) -> None:
        book, number = self.book, len(self._rows)
        book.add("visit", body["id"])
        start = _instant(body["start"])
        end = _instant(body["end"]) if body.get("end") else None
        subject = book.code("person", body.get("subject") or "")
        observer = book.code("person", body["observer"])
        about, own = self.watch.duty(subject, start), self.watch.duty(observer, start)
        own_day = own[1] if own else self.watch.local_day(start)
        duty, day = about or (t.NONE, own_day)
        form, place = book.add("form", body["form"]), book.code("place", body.get("place") or "")
        role = self.watch.role(observer, own_day)
        self._rows.append((number, 0, form, place, subject, observer, role, duty, day, start, end))
        for question, value in body.get("answers", {}).items():
            self._answer(number, body["form"], question, value)
        for question in self._unasked(body):
            self._answers.append((number, self._code(body["form"], question, NOT_ASKED)))

    def _unasked(self, body: Body) -> list[str]:
        """The questions that were neither asked nor answered, in the order of the form."""
        form, answers = self.forms.get(body["form"]), body.get("answers", {})
        if form is None or not self._asks_by_condition(form):
            return []
        unasked = form.unasked(answers)
        return [one.id for one in form.questions if one.id in unasked and one.id not in answers]

    def _asks_by_condition(self, form: Form) -> bool:
        if form.id not in self._conditional:
            self._conditional[form.id] = any(question.when for question in form.questions)
        return self._conditional[form.id]

    def _answer(self, visit: int, form: str, question: str, value: str) -> None:
        kind = self._type(form, question)
        if kind == "time":
            self._measures.append((visit, self.book.add("question", question), _instant(value)))
        elif kind in ("number", "minutes"):
            self._measures.append((visit, self.book.add("question", question), _thousandths(value)))
        word = value if kind in ("choice", "count") else ""
        self._answers.append((visit, self._code(form, question, word)))

    def _code(self, form: str, question: str, word: str) -> int:
        return self._codes.setdefault((form, question, word), len(self._codes))

    def _type(self, form: str, question: str) -> str:
        key = (form, question)
        if key not in self._types:
            found = self.forms[form].question(question) if form in self.forms else None
            self._types[key] = found.type if found else "text"  # no rule judges what no form asks
        return self._types[key]


def _thousandths(value: str) -> int:
    """A reading in thousandths; one that was read more finely is rounded half up, as no rule asks for more."""
    return int((Decimal(value) * MILLI).to_integral_value(ROUND_HALF_UP))


def _instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
