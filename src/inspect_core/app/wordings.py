"""What the forms ask and offer, in words: a month of one person repeats the same few questions hundreds of times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspect_core.domain.answers import NOT_ASKED
from inspect_core.domain.form import Form, Question

View = dict[str, Any]
_NOT_ASKED = {"zh": "未问及", "en": "not asked"}


@dataclass(frozen=True)
class Wordings:
    """The words of questions and answers of some forms as they stood on a day; each is looked up once.

    What is handed out is the same for everybody who asks, and is not to be changed.
    """

    forms: Mapping[str, Form]
    day: date
    _asked: dict[tuple[str, str], View] = field(default_factory=dict, repr=False, compare=False)
    _titles: dict[tuple[str, str, str], View] = field(default_factory=dict, repr=False, compare=False)
    _answers: dict[tuple[str, str, str], View] = field(default_factory=dict, repr=False, compare=False)

    def ask(self, form: str, question: str) -> View:
        """What a question asks; one that no form knows stands for itself."""
        key = (form, question)
        if key not in self._asked:
            asked = self._question(form, question)
            words = asked.asked_on(self.day).model_dump() if asked else {"zh": question, "en": question}
            self._asked[key] = {"id": question, **words}
        return self._asked[key]

    def title(self, form: str, question: str, value: str) -> View:
        """The words of an answer as the form offers them; a number stands for itself."""
        key = (form, question, value)
        if key not in self._titles:
            self._titles[key] = self._title(form, question, value)
        return self._titles[key]

    def answer(self, form: str, question: str, value: str) -> View:
        """A question and an answer to it, both in words."""
        key = (form, question, value)
        if key not in self._answers:
            title = self.title(form, question, value)
            self._answers[key] = {"question": self.ask(form, question), "answer": value, "answer_title": title}
        return self._answers[key]

    def _title(self, form: str, question: str, value: str) -> View:
        if value == NOT_ASKED:
            return dict(_NOT_ASKED)
        asked = self._question(form, question)
        titles = (choice.title for choice in asked.choices if choice.value == value) if asked else iter(())
        title = next(titles, None)
        return title.model_dump() if title else {"zh": value, "en": value}

    def _question(self, form: str, question: str) -> Question | None:
        return self.forms[form].question(question) if form in self.forms else None
