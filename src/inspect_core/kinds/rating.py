"""Rating: answers on a scale with a declared worth, as an index or as the share of top boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, WithJsonSchema, model_validator

from inspect_core.api import (
    AnswerCode,
    Conditions,
    Contribution,
    Contributions,
    Count,
    Dated,
    Fails,
    Id,
    Outcome,
    OutOfRange,
    Points,
    Question,
    Rule,
    RuleHeader,
    Severity,
    Share,
    Text,
    Unfit,
    Words,
    change_days,
    plain,
)
from inspect_core.kinds.marks import Asked, asked_in_turn, asked_when, levels

_READ_ALOUD = 5  # more questions than these are counted, not listed
_SCALE: TypeAdapter[dict[str, int | None]] = TypeAdapter(dict[Id, Points | None])


def _scale(value: Any) -> Any:
    return _SCALE.validate_python(value)


_WORTH = {"type": "object", "additionalProperties": {"type": ["number", "string", "null"]}}
Scale = Annotated[dict[str, int | None], BeforeValidator(_scale), WithJsonSchema(_WORTH)]


class Trim(BaseModel):
    """How many of the highest and of the lowest answers are left out of the mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    highest: Count = Field(default=0, ge=0)
    lowest: Count = Field(default=0, ge=0)


class FailsBelow(Fails):
    """What an answer worth less than `below` asks for; without it one that is worth nothing."""

    below: Points | None = None


class RatingSettings(RuleHeader):
    """A question (`ask`) or several with one scale: each answer word has its worth of 100, or null to leave it out."""

    form: Id
    ask: Text | None = None
    when: Conditions = Field(default_factory=dict)
    questions_: dict[Id, Asked] = Field(default_factory=dict, alias="questions")
    scale: Scale
    top: Words = ()
    at_least: Dated[Share] | None = None
    trim: Trim | None = None
    on_fail: FailsBelow = FailsBelow()

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if (self.ask is None) == (not self.questions_):
            raise Unfit("write either 'ask' or 'questions'", "ask 与 questions 只写其一")
        if any(value is not None and not 0 <= value <= 100_000 for value in self.scale.values()):
            raise OutOfRange("an answer is worth 0 to 100", "每个答案的分值为 0 至 100", at=("scale",))
        if self.trim and (self.questions_ or self.top):
            raise Unfit(
                "a trimmed mean is of the answers to one question: write 'ask', and no 'top'",
                "去掉最高最低的平均只用于一个问题：请写 ask，不写 top",
                at=("trim",),
            )
        unknown = set(self.top) - set(self.scale)
        if unknown:
            named = sorted(unknown)
            raise Unfit(
                f"top names answers the scale does not have: {', '.join(named)}",
                f"top 所列答案不在 scale 中：{'、'.join(named)}",
                at=("top",),
            )
        return self

    def failing(self) -> Fails | None:
        """What a bad answer asks for."""
        return self.on_fail

    def opens(self, answer: str, outcome: Outcome) -> Severity | None:
        """A finding for an answer worth less than `below`, or without it for one that is unmet."""
        if self.on_fail.below is None:
            return super().opens(answer, outcome)
        worth = self.scale.get(answer)
        return self.on_fail.finding if worth is not None and worth < self.on_fail.below else None

    def asked(self, rule: str) -> dict[str, Asked]:
        """The questions by id; a single question has the rule's own id."""
        return self.questions_ or {rule: Asked(ask=self.ask or self.title)}

    def forms(self) -> tuple[str, ...]:
        """The form it is part of."""
        return (self.form,)

    def questions(self, rule: str) -> tuple[tuple[str, Question], ...]:
        """One choice question each, the answers in the order of the scale."""
        choices = levels(tuple(self.scale))
        return tuple(
            (self.form, Question(id=name, ask=one.ask, choices=choices, when=asked_when(self.when, one.when)))
            for name, one in self.asked(rule).items()
        )

    def says(self, day: date) -> Text:
        """The question or questions, what each answer is worth, and which share is asked for."""
        asked, least = self._asked_in_words(), self.at_least.on(day) if self.at_least else None
        worth = [_worth(found.title, self.scale[found.value]) for found in levels(tuple(self.scale))]
        top = [found.title for found in levels(self.top)]
        zh, en = "、".join(one.zh for one in worth), ", ".join(one.en for one in worth)
        if top:
            zh, en = f"{'、'.join(one.zh for one in top)} 的占比", f"share of {', '.join(one.en for one in top)}"
        if least is not None:
            zh, en = f"{zh}，不低于 {plain(least)}%", f"{en}, at least {plain(least)} %"
        return Text(zh=f"{asked.zh}（{zh}）", en=f"{asked.en} ({en})")

    def _asked_in_words(self) -> Text:
        """The question, or the questions where they are few enough to be read."""
        count = len(self.questions_)
        if count > _READ_ALOUD:
            return Text(zh=f"{count} 个问题的全部答案", en=f"all answers to {count} questions")
        said = self.ask or asked_in_turn(self.questions_)
        if self.trim is None:
            return said
        return Text(
            zh=f"{said.zh}（去掉最高 {self.trim.highest} 个、最低 {self.trim.lowest} 个后平均）",
            en=f"{said.en} (the mean without the {self.trim.highest} highest and {self.trim.lowest} lowest)",
        )


def _worth(title: Text, value: int | None) -> Text:
    """An answer with what it is worth of 100."""
    if value is None:
        return Text(zh=f"{title.zh} 不计", en=f"{title.en} left out")
    return Text(zh=f"{title.zh} {plain(value)}", en=f"{title.en} {plain(value)}")


class Rating:
    """Opinions on a scale.

    Asks: a form, its question or questions, and what each answer is worth of 100.
    Counts: the mean worth of the answers (the index), or with `top` the share of those answers; with
    `at_least` the points are earned whole or not at all.

    Example:
        title: {zh: 业主满意度指数, en: Owner satisfaction index}
        kind: rating
        form: survey
        ask: {zh: "您对服务是否满意?", en: "Are you satisfied with the service?"}
        scale: {很满意: 100, 满意: 80, 一般: 60, 不太满意: 30, 不满意: 0, 不清楚: null}
        credit: project
        points: 100
    """

    kind: ClassVar[str] = "rating"
    settings: ClassVar[type[RuleHeader]] = RatingSettings

    def contributions(self, rule: Rule, codes: Sequence[AnswerCode], day: date) -> Contributions | None:
        """The worth of each answer, of 100; nothing on days on which `at_least` is not in force."""
        settings = rule.settings_of(RatingSettings)
        least = settings.at_least.on(day) if settings.at_least else None
        if settings.at_least and least is None:
            return None
        return Contributions("ratio", tuple(_rows(settings, rule.id, codes)), least=least)

    def change_days(self, rule: Rule) -> tuple[date, ...]:
        """The days on which the share asked for changes; a scale does not change within an edition."""
        settings = rule.settings_of(RatingSettings)
        return change_days([settings.at_least] if settings.at_least else [])


def _rows(settings: RatingSettings, rule: str, codes: Sequence[AnswerCode]) -> Iterator[Contribution]:
    asked = settings.asked(rule)
    best = max((value for value in settings.scale.values() if value is not None), default=0)
    for found in codes:
        one = asked.get(found.question) if found.form == settings.form else None
        if one is None or found.value not in settings.scale:
            continue
        value = settings.scale[found.value]
        if value is None:
            yield Contribution(found.code, outcome=Outcome.NOT_APPLICABLE)
            continue
        if settings.top:
            value = 100_000 if found.value in settings.top else 0
        outcome = (
            Outcome.MET if value >= (100_000 if settings.top else best) else Outcome.PARTLY if value else Outcome.UNMET
        )
        yield Contribution(found.code, earned=one.weight * value, of=one.weight * 100_000, outcome=outcome)
