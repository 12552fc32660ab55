"""A form filled in by talking: each answer is judged as it is given, exactly as the finished record will be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inspect_core.app.facts import known
from inspect_core.app.intake.answers import answers, sheetful
from inspect_core.app.intake.columns import Matched, matched
from inspect_core.app.intake.complaints import UNASKED
from inspect_core.app.intake.desk import Desk, Row
from inspect_core.app.intake.observations import observations
from inspect_core.app.project import App
from inspect_core.app.record import field_of, one_row, timed
from inspect_core.domain.events import Json
from inspect_core.domain.form import Form
from inspect_core.domain.text import Text
from inspect_core.errors import FactError, Problem

Pairs = Sequence[tuple[str, str]]
PEOPLE: Final = frozenset({"observer", "subject"})


@dataclass(frozen=True, slots=True)
class Look:
    """What became of the last answer: what is wrong with it, and what it was taken to mean."""

    problems: tuple[Problem, ...]
    meaning: Text


class Interview:
    """Judges the answers for one form; what the project knows is looked up once."""

    def __init__(self, app: App, form: Form) -> None:
        self.form = form
        self._app = app
        self._known = known(app)

    def look(self, pairs: Pairs) -> Look:
        """The last of the pairs, judged with those before it; what has not yet been asked is not missed."""
        key, text = pairs[-1]
        now = self._app.clock.now().replace(microsecond=0)
        try:
            row = timed(self._app, self.form, list(pairs), now)
        except FactError as error:
            return Look(error.problems, Text(zh=text, en=text))
        columns, problems = matched(one_row(row), "observations", [self.form])
        desk = self._desk()
        observations(desk, [(columns, self.form.id)])
        mine = {key, "end"} if field_of(self.form, key) == "minutes" else {key}
        told = self._answers(columns)
        found = [
            problem
            for problem in (*problems, *desk.problems())
            if (self._settled(problem, row, told) if problem.code == UNASKED else self._named(problem, row) in mine)
        ]
        return Look(tuple(dict.fromkeys(found)), self._meaning(key, text, columns))

    def asks(self, key: str, pairs: Pairs) -> bool:
        """Whether something is still asked once so much was said: a question may depend on the answers to others."""
        if not pairs or all(not question.when for question in self.form.questions):
            return True
        row = timed(self._app, self.form, list(pairs), self._app.clock.now().replace(microsecond=0))
        columns, _ = matched(one_row(row), "observations", [self.form])
        return field_of(self.form, key) not in self.form.unasked(self._answers(columns))

    def _settled(self, problem: Problem, row: Pairs, told: Mapping[str, Json]) -> bool:
        """Whether all was answered on which it depends if the question of a problem is asked."""
        asked = self.form.question(field_of(self.form, self._named(problem, row) or "") or "")
        return asked is not None and all(other in told for other, _ in asked.when)

    def needs_photo(self, pairs: Pairs) -> bool:
        """Whether one of the answers needs a photo."""
        row = timed(self._app, self.form, list(pairs), self._app.clock.now().replace(microsecond=0))
        columns, _ = matched(one_row(row), "observations", [self.form])
        given = self._answers(columns)
        return any(given.get(question.id) in question.photo_on for question in self.form.questions)

    def offered(self, field: str) -> Mapping[str, str]:
        """The people or places that may be named, by id."""
        if field in PEOPLE:
            return {person.id: person.name for person in self._known.people.values()}
        return {place.id: place.name for place in self._known.places.values()}

    def _named(self, problem: Problem, row: Pairs) -> str | None:
        """The key of the answer that a problem is about."""
        column = problem.place.column if problem.place is not None else None
        return None if column is None else row[column - 1][0]

    def _meaning(self, key: str, text: str, columns: Matched) -> Text:
        """A name beside its id, an answer in words; else the text itself."""
        field, row, desk = field_of(self.form, key), Row(columns, 0), self._desk()
        if field in PEOPLE or field == "place":
            id = desk.person(row, field) if field in PEOPLE else desk.place(row)
            name = self.offered(field).get(id or "", "")
            told = " ".join(dict.fromkeys(part for part in (id, name) if part)) or text
            return Text(zh=told, en=told)
        choice = self._choice(field, columns)
        return choice or Text(zh=text, en=text)

    def _choice(self, field: str | None, columns: Matched) -> Text | None:
        asked = next((question for question in self.form.questions if question.id == field), None)
        if asked is None or asked.type != "choice":
            return None
        answer = self._answers(columns).get(asked.id)
        return next((choice.title for choice in asked.choices if choice.value == answer), None)

    def _answers(self, columns: Matched) -> Mapping[str, Json]:
        """The answers as the record keeps them, however little else is known of it."""
        found, _ = answers(self._desk(), Row(columns, 0), sheetful(columns, self.form))
        return found

    def _desk(self) -> Desk:
        return Desk(self._known, self._app.settings.project.zone, self._app.clock.now())
