"""Answer words and what each is worth: pass 1, partly a half, fail nothing, N/A by the rule's policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, WithJsonSchema

from inspect_core.api import (
    PERCENTAGE,
    SETS,
    Choice,
    Conditions,
    Count,
    Fails,
    Id,
    Outcome,
    Question,
    Share,
    Text,
    YesNo,
    choices,
)

NaPolicy = Literal["exclude", "zero", "fail", "forbid"]
WHOLE = 100_000  # a mark of 100 %
_FIXED = {"pass": WHOLE, "yes": WHOLE, "partly": WHOLE // 2, "fail": 0, "no": 0, "minor": 0, "major": 0, "critical": 0}


def _levels(value: Any) -> Any:
    if isinstance(value, str):
        choices(value)
        return value
    return _LEVELS.validate_python(value)


_LEVELS: TypeAdapter[dict[str, int]] = TypeAdapter(dict[Id, Share])
_WRITTEN = {"anyOf": [{"enum": sorted(SETS)}, {"type": "object", "additionalProperties": PERCENTAGE}]}
Answers = Annotated[str | dict[str, int], BeforeValidator(_levels), WithJsonSchema(_WRITTEN)]


Asking = tuple[tuple[str, tuple[str, ...]], ...]


def asked_when(*conditions: Conditions) -> Asking:
    """All the conditions under which a question is asked: those of its rule, and its own."""
    return tuple(pair for found in conditions for pair in found.items())


class OnFail(Fails):
    """What a failed answer asks for: a photo, a finding of a severity, a return visit before that is closed."""

    photo: Literal["required", "optional"] = "optional"


class Asked(BaseModel):
    """One question of a checklist with its weight."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: Text
    weight: Count = Field(default=1, ge=1, le=1000)
    critical: YesNo = False
    answers: Answers | None = None
    when: Conditions = Field(default_factory=dict)


def asked_in_turn(questions: Mapping[str, Asked]) -> Text:
    """Several questions as one sentence, each with its weight where they differ, and which of them are critical."""
    same = len({one.weight for one in questions.values()}) == 1
    told = [_told(one, weighed=not same) for one in questions.values()]
    return Text(zh="；".join(found.zh for found in told), en="; ".join(found.en for found in told))


def _told(one: Asked, *, weighed: bool) -> Text:
    zh = [f"权重 {one.weight}"] * weighed + ["关键项"] * one.critical
    en = [f"weight {one.weight}"] * weighed + ["critical"] * one.critical
    return Text(
        zh=one.ask.zh + (f"（{'，'.join(zh)}）" if zh else ""), en=one.ask.en + (f" ({', '.join(en)})" if en else "")
    )


def words_of(answers: str | Mapping[str, int]) -> tuple[str, ...]:
    """The answer words of a set or of graded levels."""
    return SETS[answers] if isinstance(answers, str) else tuple(answers)


def mark(answers: str | Mapping[str, int], word: str, na: NaPolicy) -> int | None:
    """The mark of an answer in thousandths of a per cent; nothing where the answer leaves the score."""
    if isinstance(answers, Mapping):
        return answers.get(word)
    if word == "na":
        return 0 if na in ("zero", "fail") else None
    return _FIXED.get(word)


def outcome_of(found: int | None) -> Outcome:
    """Met at the full mark, unmet at none, partly in between."""
    if found is None:
        return Outcome.NOT_APPLICABLE
    if found >= WHOLE:
        return Outcome.MET
    return Outcome.PARTLY if found else Outcome.UNMET


def question(
    name: str,
    ask: Text,
    answers: str | Mapping[str, int],
    na: NaPolicy = "exclude",
    *,
    photo: bool = False,
    when: Asking = (),
) -> Question:
    """The question a phone shows; with the policy `forbid` there is no N/A to choose."""
    allowed = choices(answers if isinstance(answers, str) else tuple(answers))
    if na == "forbid":
        allowed = tuple(choice for choice in allowed if choice.value != "na")
    failing = tuple(choice.value for choice in allowed if photo and mark(answers, choice.value, "exclude") == 0)
    return Question(id=name, ask=ask, choices=allowed, photo_on=failing, when=when)


def levels(words: tuple[str, ...]) -> tuple[Choice, ...]:
    """One's own answer words as choices."""
    return choices(words)
