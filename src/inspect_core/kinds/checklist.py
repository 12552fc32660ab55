"""Checklist: questions of a form, each with its weight, answered pass, partly, fail, N/A or by levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, Self

from pydantic import Field, model_validator

from inspect_core.api import (
    AnswerCode,
    Conditions,
    Contribution,
    Contributions,
    Count,
    Dated,
    Fails,
    Id,
    Question,
    Rule,
    RuleHeader,
    Share,
    Text,
    Unfit,
    change_days,
)
from inspect_core.kinds.marks import (
    WHOLE,
    Answers,
    Asked,
    NaPolicy,
    OnFail,
    asked_in_turn,
    asked_when,
    mark,
    outcome_of,
    question,
)


class Checked(Asked):
    """One question of a checklist; a `veto` of its own stands before the one of the whole rule."""

    veto: Id | None = None


class ChecklistSettings(RuleHeader):
    """One question (`ask`) or several (`questions`) of a form, each asked `when` others have certain answers."""

    form: Id
    ask: Text | None = None
    when: Conditions = Field(default_factory=dict)
    questions_: dict[Id, Checked] = Field(default_factory=dict, alias="questions")
    answers: Answers = "pass_fail_na"
    given: dict[str, Dated[Count]] = Field(default_factory=dict)
    na: NaPolicy = "exclude"
    on_fail: OnFail = OnFail()
    cap_if_critical: Dated[Share] | None = None
    veto: Id | None = None
    since: Dated[Count] | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if (self.ask is None) == (not self.questions_):
            raise Unfit("write either 'ask' or 'questions'", "ask 与 questions 只写其一")
        return self

    def asked(self, rule: str) -> dict[str, Checked]:
        """The questions by id; a single question has the rule's own id."""
        return self.questions_ or {rule: Checked(ask=self.ask or self.title)}

    def forms(self) -> tuple[str, ...]:
        """The form it is part of."""
        return (self.form,)

    def failing(self) -> Fails | None:
        """What a failed answer asks for."""
        return self.on_fail

    def questions(self, rule: str) -> tuple[tuple[str, Question], ...]:
        """What the phone shows, with the given values of the day it is filled in."""
        return tuple((self.form, self._question(name, one)) for name, one in self.asked(rule).items())

    def _question(self, name: str, one: Asked) -> Question:
        days = (date.min, *change_days(self.given.values()))
        first, *later = ((day, self._filled(one.ask, day)) for day in days)
        photo, answers = self.on_fail.photo == "required", one.answers or self.answers
        when = asked_when(self.when, one.when)
        asked = question(name, first[1], answers, self.na, photo=photo, when=when)
        before = (first[1], *(words for _, words in later))
        changed = tuple(new for new, old in zip(later, before, strict=False) if new[1] != old)
        return asked.model_copy(update={"later": changed})

    def vetoes(self) -> tuple[str, ...]:
        """The vetoes that failed answers raise: of single questions, and of all others of the rule."""
        own = (one.veto for one in self.questions_.values())
        return tuple(dict.fromkeys(veto for veto in (*own, self.veto) if veto))

    def says(self, day: date) -> Text:
        """The question or questions, with the values in force on the day."""
        return self._filled(self.ask or asked_in_turn(self.questions_), day)

    def _filled(self, ask: Text, day: date) -> Text:
        values = {name: _in_words(dated, day) for name, dated in self.given.items()}
        return ask.fill(**{name: value for name, value in values.items() if value is not None})


def _in_words(dated: Dated[int], day: date) -> int | None:
    """The value in force; before the first and after the last, when the rule asks nothing, the nearest there is."""
    known = [(start, value) for start, value in dated.steps if value is not None]
    past = [value for start, value in known if start <= day]
    return past[-1] if past else next((value for _, value in known), None)


class Checklist:
    """Questions answered on the spot.

    Asks: a form, its question or questions with weights, the answers allowed, what N/A means.
    Counts: the marks of the answers times their weights, of the weights of all answers that count.

    Example:
        title: {zh: 三米见微笑, en: Smiles at three metres}
        kind: checklist
        form: courtesy-check
        ask: {zh: "客户走到 {metres} 米以内时是否微笑?", en: "A smile once a customer is within {metres} m?"}
        given: {metres: {2012-09-04: 3}}
        answers: pass_fail_na
        credit: subject
        points: 100
    """

    kind: ClassVar[str] = "checklist"
    settings: ClassVar[type[RuleHeader]] = ChecklistSettings

    def contributions(self, rule: Rule, codes: Sequence[AnswerCode], day: date) -> Contributions | None:
        """Earned and of, in weight times mark; a failed critical question wipes, which caps the rule."""
        settings = rule.settings_of(ChecklistSettings)
        if any(dated.on(day) is None for dated in settings.given.values()):
            return None
        cap = settings.cap_if_critical.on(day) if settings.cap_if_critical else None
        return Contributions("ratio", tuple(_rows(settings, rule.id, codes, capped=cap is not None)), cap=cap)

    def change_days(self, rule: Rule) -> tuple[date, ...]:
        """The days on which a given value or the cap changes."""
        settings = rule.settings_of(ChecklistSettings)
        cap = [settings.cap_if_critical] if settings.cap_if_critical else []
        return change_days([*settings.given.values(), *cap])


def _rows(
    settings: ChecklistSettings, rule: str, codes: Sequence[AnswerCode], *, capped: bool
) -> Iterator[Contribution]:
    asked = settings.asked(rule)
    for found in codes:
        one = asked.get(found.question) if found.form == settings.form else None
        if one is None:
            continue
        answers = one.answers or settings.answers
        got = mark(answers, found.value, settings.na)
        failed = got == 0 and found.value != "na"
        worst = failed and _worst(answers, found.value)
        yield Contribution(
            code=found.code,
            earned=one.weight * (got or 0),
            of=0 if got is None else one.weight * WHOLE,
            outcome=outcome_of(got),
            wipe=worst and capped and one.critical,
            veto=(one.veto or settings.veto) if worst else None,
        )


def _worst(answers: object, word: str) -> bool:
    """Whether the answer is as bad as it gets: where failures have severities, only a critical one is."""
    return word == "critical" if answers == "pass_severity_na" else True
