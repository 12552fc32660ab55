"""A form: what is asked, of whom, where, and which answers may be given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Unfit

QuestionType = Literal["choice", "count", "number", "text", "time", "minutes"]
About = Literal["none", "person"]
AS_WORDS: Final[tuple[QuestionType, ...]] = ("choice", "count")  # whose answers rules compare, word by word

NOWHERE = "none"
ANYWHERE = "place"


class Choice(BaseModel):
    """One answer that may be given: the word kept in the record and the words people read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Id
    title: Text


class Question(BaseModel):
    """One question of a form.

    `type` says what an answer looks like: `choice` (one of `choices`), `count` (a whole number from 0),
    `number` (a decimal), `text`, `time` (an instant with an offset), `minutes` (a whole number from 0).
    `photo_on` names the answers that need a photo. `later` has what it asks from a day on, where its words change.
    `when` names the earlier questions, each with the answers of which it must have one: otherwise this is not asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    ask: Text
    type: QuestionType = "choice"
    choices: tuple[Choice, ...] = ()
    required: bool = False
    photo_on: tuple[Id, ...] = ()
    later: tuple[tuple[date, Text], ...] = ()
    when: tuple[tuple[Id, tuple[Id, ...]], ...] = ()

    @model_validator(mode="after")
    def _choices_fit_the_type(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            raise Unfit(
                "a choice question names its choices, and no other question does",
                "选择题须列出可选答案，其他问题不列",
            )
        values = self.values
        if len(set(values)) != len(values):
            raise Unfit("an answer is named twice", "同一答案重复列出")
        if not set(self.photo_on) <= set(values):
            raise Unfit(
                "photo_on names an answer the question does not have", "photo_on 所列答案不在该问题的可选答案中"
            )
        return self

    def asked_on(self, day: date) -> Text:
        """What is asked on a day."""
        return next((words for start, words in reversed(self.later) if start <= day), self.ask)

    @property
    def wordings(self) -> tuple[Text, ...]:
        """Everything it ever asks, in order."""
        return (self.ask, *(words for _, words in self.later))

    @property
    def values(self) -> tuple[str, ...]:
        """The answers that may be given, in the order they are shown; empty where any text may be written."""
        return tuple(choice.value for choice in self.choices)


class Form(BaseModel):
    """A form people fill in.

    `filled_by` names the roles that fill it in (empty: anybody); `about` says whether it is about a person;
    `at` names the kinds of place it is filled in at (empty: no place is named; `place`: any kind).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    title: Text
    filled_by: tuple[Id, ...] = ()
    about: About = "none"
    at: tuple[Id, ...] = ()
    questions: Annotated[tuple[Question, ...], Field(max_length=1_000)] = ()

    @model_validator(mode="before")
    @classmethod
    def _at_from_one_word(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("at"), str):
            word = value["at"]
            return {**value, "at": () if word == NOWHERE else (word,)}
        return value

    @model_validator(mode="after")
    def _no_question_twice(self) -> Self:
        ids = [question.id for question in self.questions]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise Unfit(f"asked twice: {', '.join(twice)}", f"重复的问题：{'、'.join(twice)}")
        return self

    @model_validator(mode="after")
    def _conditions_come_first(self) -> Self:
        before: set[str] = set()
        for question in self.questions:
            late = [other for other, _ in question.when if other not in before]
            if late:
                raise Unfit(
                    f"{question.id} depends on {', '.join(late)}, which is not asked before it",
                    f"{question.id} 取决于 {'、'.join(late)}，而后者不在其前",
                )
            before.add(question.id)
        return self

    def question(self, id: str) -> Question | None:
        """The question with that id, if the form asks it."""
        return next((question for question in self.questions if question.id == id), None)

    def unasked(self, answers: Mapping[str, object]) -> frozenset[str]:
        """The questions that are not asked of whoever gave these answers."""
        left: set[str] = set()
        for question in self.questions:
            if any(other in left or answers.get(other) not in words for other, words in question.when):
                left.add(question.id)
        return frozenset(left)

    def on(self, day: date) -> Form:
        """The form as it is filled in on a day: each question with the words of that day, and no others."""
        asked = (one.model_copy(update={"ask": one.asked_on(day), "later": ()}) for one in self.questions)
        return self.model_copy(update={"questions": tuple(asked)})

    def takes_place(self, kind: str) -> bool:
        """Whether the form may be filled in at a place of that kind."""
        return ANYWHERE in self.at or kind in self.at
