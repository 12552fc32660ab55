"""What rules of the shape "counts … by … per … at least …" have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from pydantic import Field, PrivateAttr, model_validator

from inspect_core.domain.exact import OutOfRange
from inspect_core.domain.form import AS_WORDS, QuestionType
from inspect_core.domain.text import Text
from inspect_core.engine.phrases import how_often
from inspect_core.engine.stretches import LONGER, WHEN
from inspect_core.errors import Unfit
from inspect_core.language.dated import Dated
from inspect_core.language.rule import Grade, RuleHeader
from inspect_core.language.scalars import Count, Span, Window, Words
from inspect_core.language.timing import Every, On, Where

WHO = ("person", "subject")
_SORTS = {"when": "时间词", "who": "人员词", "where": "部位词"}


def _is_nothing(value: object) -> bool:
    return (value.unit == "seconds" and value.count == 0) if isinstance(value, Span) else value == 0


@dataclass(frozen=True, slots=True)
class Per:
    """The words of `per` sorted out: a place kind, a who-word, a when-word; each may be missing."""

    where: str | None
    who: str | None
    when: str | None


def sorted_out(words: tuple[str, ...]) -> Per:
    """The parts of `per`; more than one word of a sort is Unfit."""
    when = [word for word in words if word in WHEN]
    who = [word for word in words if word in WHO]
    where = [word for word in words if word not in WHEN and word not in WHO]
    for sort, found in (("when", when), ("who", who), ("where", where)):
        if len(found) > 1:
            raise Unfit(
                f"per names two words of {sort}: {', '.join(found)}",
                f"per 中的{_SORTS[sort]}写了两个：{'、'.join(found)}",
                at=("per",),
            )
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
    _known: dict[str, Window] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        for key in ("at_least", "at_most"):
            dated = getattr(self, key, None)
            # nothing asked for would be met by nobody's doing; what is no longer due is null
            if isinstance(dated, Dated) and any(_is_nothing(value) for _, value in dated.steps):
                raise OutOfRange(
                    "nothing is asked for with 0, and everybody would have met it",
                    "写 0 等于什么也不要求，人人都会达标",
                    at=(key,),
                    hint="write 1 or more; a value that no longer holds is null, and a rule can be skipped",
                    hint_zh="请写 1 或更大的数；不再适用的值写 null，整条条款可用 skip 去掉",
                )
        return self

    @model_validator(mode="after")
    def _readable(self) -> Self:
        per = sorted_out(self.per)
        if (per.when is None) == (self.every is None) and per.when != "shift":
            raise Unfit(
                f"per names one word of when ({', '.join(WHEN)}), or 'every' stands in its place",
                f"per 须写一个时间词（{'、'.join(WHEN)}），或以 every 代替",
            )
        if per.when in ("window", "half_day", "workday_window") and not self.windows:
            raise Unfit("name the windows of the file that count", "请在 windows 中写明采用文件中的哪些时段")
        if per.when in LONGER and (self.on.weekdays or self.on.dates or self.on.last):
            raise Unfit(
                f"'on' chooses days, and a {per.when} is more than one: only its months can be chosen",
                f"on 用来选日，而 {per.when} 不止一日：此处只能选月份 months",
                at=("on",),
            )
        if per.when == "period" and self.on.months:
            raise Unfit(
                "a period is due in every period: 'on' cannot choose among them",
                "每个考核期都应检，on 不能挑选",
                at=("on",),
            )
        if self.on.days_off and (per.who is None or per.when in (*LONGER, "period", "shift")):
            raise Unfit(
                "days_off is about the single days that a person owes",
                "days_off 只用于按人按日的应检项",
                at=("on", "days_off"),
            )
        if per.when == "shift" and self.every and self.every.days:
            raise Unfit("a shift is cut into hours, not into days", "班次只能按小时划分，不能按天", at=("every",))
        if not self.credit and not (per.who or per.when == "shift"):
            raise Unfit("say whose score it is: credit", "请写明计入谁的得分：credit")
        return self

    def reads(self) -> tuple[tuple[str, tuple[QuestionType, ...]], ...]:
        """The questions of `complete`, and those of `where` with their answers."""
        return (*((name, ()) for name in self.complete), *((name, AS_WORDS) for name in self.where.asks()))

    def finds_duty(self) -> bool:
        """Whether `per` names a place or the shift: a slot without either is nobody's duty."""
        return self.parts.where is not None or self.parts.when == "shift"

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
        """How often and when, in words: "每岗位每班次", "per post, per shift"."""
        return how_often(self.per, self.every, self.on, self.windows, self._known)

    def named(self, windows: Mapping[str, Window]) -> Self:
        """The same settings, able to say the hours of their windows."""
        copy = self.model_copy()
        copy._known = dict(windows)  # noqa: SLF001 - of its own kind, and not yet handed out
        return copy

    def forms(self) -> tuple[str, ...]:
        """The forms it counts."""
        return self.counts
