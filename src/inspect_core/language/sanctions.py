"""What lowers a grade whatever the total: vetoes, gates, and cards that are counted from period to period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Problem, Unfit
from inspect_core.language.node import Document
from inspect_core.language.refusals import unknown_word
from inspect_core.language.scalars import Count, Share, Words, YesNo

CARD, GATE = "E-SCHEME-CARD", "E-SCHEME-GATE"
MOST_PERIODS, MOST_CARDS = 36, 50
_ABOUT_THE_COUNT = ("periods", "in_a_row")


class Veto(BaseModel):
    """What an unacceptable act makes of the grade, whatever the total: a grade of its own, or so many grades lower.

    However often it was raised in a period, it counts once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    grade: Id | None = None
    drop: Count | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _one_consequence(self) -> Self:
        if (self.grade is None) == (self.drop is None):
            raise Unfit("write either 'grade' or 'drop'", "grade 与 drop 只写其一")
        return self


class Gate(BaseModel):
    """A ruleset, or one rule of it, that must reach a share: below it the grade is at best `grade`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    ruleset: Id
    rule: Id | None = None
    least: Share
    grade: Id


class After(BaseModel):
    """How many times another card must have been held, and within how many periods; the last of them is this one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    card: Id
    times: Count = Field(ge=1)
    periods: Count = Field(ge=1, le=MOST_PERIODS)
    in_a_row: YesNo = False

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: object, handler: object) -> dict[str, Any]:
        """As it is written: a card with how often, and within how many periods."""
        number = {"type": ["integer", "string"], "pattern": r"^\d{1,9}$"}
        counted = {"periods": number, "in_a_row": {"enum": [True, False, "true", "false"]}}
        return {"type": "object", "properties": counted, "additionalProperties": number, "minProperties": 1}

    @model_validator(mode="before")
    @classmethod
    def _written_as_one_card(cls, value: Any) -> Any:
        if not isinstance(value, Mapping) or "card" in value:
            return value
        cards = [key for key in value if key not in _ABOUT_THE_COUNT]
        if len(cards) != 1:
            raise Unfit(
                "it names one card with how often, as in {yellow: 3, periods: 3}",
                "须写一张牌及次数，如 {yellow: 3, periods: 3}",
                code=CARD,
            )
        times = value[cards[0]]
        counted = {key: found for key, found in value.items() if key in _ABOUT_THE_COUNT}
        return {"periods": times, **counted, "card": cards[0], "times": times}

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.times > self.periods:
            raise Unfit(
                f"a card is held once a period at most: {self.times} of them need as many periods",
                f"每期至多一张：{self.times} 张至少需要 {self.times} 期",
                code=CARD,
            )
        if self.in_a_row and self.periods != self.times:
            raise Unfit(
                f"{self.times} in a row are those of {self.times} periods",
                f"连续 {self.times} 次即 {self.times} 期",
                code=CARD,
                hint="let 'periods' be the same number, or leave it out",
                hint_zh="请让 periods 与之相同，或不写",
            )
        return self


class Card(BaseModel):
    """A card: raised by vetoes of the period, held after another was held so often, or given by hand alone.

    It has a consequence or none. Whatever else it is held for, two people may give it by hand.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    raised_by: Words = ()
    after: After | None = None
    by_hand: YesNo = False
    grade: Id | None = None
    drop: Count | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _one_reason_and_one_consequence(self) -> Self:
        reasons = [bool(self.raised_by), bool(self.after)]
        if sum(reasons) > 1 or not (any(reasons) or self.by_hand):
            raise Unfit(
                "write either 'raised_by' or 'after', or 'by_hand: true' for a card that is only given by hand",
                "raised_by 与 after 只写其一；只由人给出的牌写 by_hand: true",
                code=CARD,
            )
        if self.grade is not None and self.drop is not None:
            raise Unfit("write either 'grade' or 'drop'", "grade 与 drop 只写其一", code=CARD)
        return self


Cards = Mapping[str, Card]


def looks_back(cards: Cards) -> int:
    """How many periods before this one the cards ask about."""
    return max((_depth(card, cards) for card in cards.values()), default=0)


def _depth(card: Card, cards: Cards) -> int:
    depth = 0
    while card.after is not None:
        depth, card = depth + card.after.periods - 1, cards[card.after.card]
    return depth


def card_problems(cards: Cards, document: Document) -> list[Problem]:
    """Cards that wait for one nobody knows, or in the end for themselves."""
    waits = {name: card.after.card for name, card in cards.items() if card.after}
    unknown = {name: card for name, card in waits.items() if card not in cards}
    problems = [
        unknown_word(CARD, f"the card '{card}'", card, cards, document, ("cards", name, "after", card), f"牌 '{card}'")
        for name, card in unknown.items()
    ]
    problems = problems or [_circle(name, document) for name in waits if _waits_for_itself(name, waits)]
    if problems:
        return problems
    return [_too_far(name, document) for name in waits if _depth(cards[name], cards) >= MOST_PERIODS]


def _waits_for_itself(name: str, waits: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while name in waits and name not in seen:
        seen.add(name)
        name = waits[name]
    return name in seen


def _too_far(name: str, document: Document) -> Problem:
    return Problem(
        CARD,
        f"the card '{name}' asks, with those it waits for, about more than {MOST_PERIODS} periods",
        document.place(("cards", name, "after")),
        "let it wait for fewer periods",
        f"牌 '{name}' 连同所等的牌共涉及 {MOST_PERIODS} 期以上",
        "请减少期数",
    )


def _circle(name: str, document: Document) -> Problem:
    return Problem(
        CARD,
        f"the card '{name}' waits for itself: it would never be held",
        document.place(("cards", name, "after")),
        "let one of them be raised by vetoes ('raised_by')",
        f"牌 '{name}' 要等它自己，永远不会出现",
        "请让其中一张由否决项触发（raised_by）",
    )
