"""What rules of the shape "counts … by … per … at least …" have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pydantic import Field, model_validator

from inspect_core.domain.form import AS_WORDS, QuestionType
from inspect_core.domain.text import Text
from inspect_core.engine.phrases import how_often
from inspect_core.engine.stretches import LONGER, WHEN
from inspect_core.language.dated import Dated
from inspect_core.language.rule import Grade, RuleHeader
from inspect_core.language.scalars import Count, Words
from inspect_core.language.timing import Every, On, Where

WHO = ("person", "subject")


@dataclass(frozen=True, slots=True)
class Per:
    """The words of `per` sorted out: a place kind, a who-word, a when-word; each may be missing."""

    where: str | None
    who: str | None
    when: str | None


def sorted_out(words: tuple[str, ...]) -> Per:
    """The parts of `per`; more than one word of a sort is a ValueError."""
    when = [word for word in words if word in WHEN]
    who = [word for word in words if word in WHO]
    where = [word for word in words if word not in WHEN and word not in WHO]
    for sort, found in (("when", when), ("who", who), ("where", where)):
        if len(found) > 1:
            raise ValueError(f"per names two words of {sort}: {', '.join(found)}")
    return Per(*(found[0] if found else None for found in (where, who, when)))


class Recurring(RuleHeader):
    """Settings of a rule that is due again and again."""

    counts: Words = Field(min_length=1)
    by: Words = ()
    per: Words = Field(min_length=1)
    on: On = On()
    every: Every | None = None
    windows: Words = ()
    where: Where = Where()
    min_minutes: Dated[Count] | None = None
    complete: Words = ()
    grade: Grade = "proportional"

    @model_validator(mode="after")
    def _readable(self) -> Self:
        per = sorted_out(self.per)
        if (per.when is None) == (self.every is None) and per.when != "shift":
            raise ValueError(f"per names one word of when ({', '.join(WHEN)}), or 'every' stands in its place")
        if per.when in ("window", "half_day", "workday_window") and not self.windows:
            raise ValueError("name the windows of the file that count")
        if per.when in LONGER and (self.on.weekdays or self.on.dates or self.on.last):
            raise ValueError(f"'on' chooses days, and a {per.when} is more than one: only its months can be chosen")
        if per.when == "period" and self.on.months:
            raise ValueError("a period is due in every period: 'on' cannot choose among them")
        if per.when == "shift" and self.every and self.every.days:
            raise ValueError("a shift is cut into hours, not into days")
        if not self.credit and not (per.who or per.when == "shift"):
            raise ValueError("say whose score it is: credit")
        return self

    def reads(self) -> tuple[tuple[str, tuple[QuestionType, ...]], ...]:
        """The questions of `complete`, and those of `where` with their answers."""
        return (*((name, ()) for name in self.complete), *((name, AS_WORDS) for name in self.where.answered))

    @property
    def parts(self) -> Per:
        """The words of `per`, sorted out."""
        return sorted_out(self.per)

    @property
    def credited(self) -> tuple[str, ...]:
        """Whose score it is: as written, else the person who acts or is seen, else those on duty."""
        if self.credit:
            return self.credit
        return (self.parts.who,) if self.parts.who else ("on_duty",)

    @property
    def often(self) -> Text:
        """How often, in words: "每岗位每班次", "per post, per shift"."""
        return how_often(self.per, self.every, self.windows)

    def forms(self) -> tuple[str, ...]:
        """The forms it counts."""
        return self.counts
