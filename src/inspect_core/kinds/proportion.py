"""Proportion: the share of records whose answer is a good one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from pydantic import Field

from inspect_core.api import (
    AS_WORDS,
    AnswerCode,
    Conditions,
    Contribution,
    Contributions,
    Dated,
    Fails,
    Id,
    Outcome,
    Question,
    QuestionType,
    Rule,
    RuleHeader,
    Share,
    Text,
    Words,
    change_days,
    plain,
)
from inspect_core.kinds.marks import asked_when, levels


class ProportionSettings(RuleHeader):
    """`good` answers of all answers but those `left_out`; with `at_least` the points are earned whole or not at all."""

    form: Id
    question: Id
    ask: Text | None = None
    when: Conditions = Field(default_factory=dict)
    answers: Words = ()
    good: Words = Field(min_length=1)
    left_out: Words = ("na",)
    at_least: Dated[Share] | None = None
    on_fail: Fails = Fails()

    def failing(self) -> Fails | None:
        """What an answer that is not good asks for."""
        return self.on_fail

    def forms(self) -> tuple[str, ...]:
        """The form it reads."""
        return (self.form,)

    def questions(self, rule: str) -> tuple[tuple[str, Question], ...]:
        """Its own question, where it brings one; otherwise the form asks it already."""
        if self.ask is None or not self.answers:
            return ()
        when = asked_when(self.when)
        return ((self.form, Question(id=self.question, ask=self.ask, choices=levels(self.answers), when=when)),)

    def reads(self) -> tuple[tuple[str, tuple[QuestionType, ...]], ...]:
        """Its question, whoever asks it."""
        return ((self.question, AS_WORDS),)

    def says(self, day: date) -> Text:
        """What is asked, which answers are good, and how many of them are asked for."""
        least = self.at_least.on(day) if self.at_least else None
        titles = [choice.title for choice in levels(self.good)]
        zh, en = "、".join(title.zh for title in titles), ", ".join(title.en for title in titles)
        asked = ("", "") if self.ask is None else (f"{self.ask.zh} ", f"{self.ask.en} ")
        goal = ("", "") if least is None else (f"，不低于 {plain(least)}%", f", at least {plain(least)} %")
        return Text(zh=f"{asked[0]}答“{zh}”的占比{goal[0]}", en=f"{asked[1]}share of {en}{goal[1]}")


class Proportion:
    """How many of them are good.

    Asks: a form, one of its questions, which answers are good, which are left out.
    Counts: good answers of all answers that are not left out.

    Example:
        title: {zh: 一次性解决率, en: Solved at first contact}
        kind: proportion
        form: request
        question: solved-at-once
        ask: {zh: "是否一次解决?", en: "Solved at once?"}
        answers: [yes, no, na]
        good: yes
        credit: project
        points: 100
    """

    kind: ClassVar[str] = "proportion"
    settings: ClassVar[type[RuleHeader]] = ProportionSettings

    def contributions(self, rule: Rule, codes: Sequence[AnswerCode], day: date) -> Contributions | None:
        """One of one for a good answer, none of one for another; nothing on days without the share asked for."""
        settings = rule.settings_of(ProportionSettings)
        least = settings.at_least.on(day) if settings.at_least else None
        if settings.at_least and least is None:
            return None
        return Contributions("ratio", tuple(_rows(settings, codes)), least=least)

    def change_days(self, rule: Rule) -> tuple[date, ...]:
        """The days on which the share asked for changes."""
        settings = rule.settings_of(ProportionSettings)
        return change_days([settings.at_least] if settings.at_least else [])


def _rows(settings: ProportionSettings, codes: Sequence[AnswerCode]) -> Iterator[Contribution]:
    for found in codes:
        if (found.form, found.question) != (settings.form, settings.question) or not found.value:
            continue
        if found.value in settings.left_out:
            yield Contribution(found.code, outcome=Outcome.NOT_APPLICABLE)
        elif found.value in settings.good:
            yield Contribution(found.code, earned=1, of=1, outcome=Outcome.MET)
        else:
            yield Contribution(found.code, of=1, outcome=Outcome.UNMET)
