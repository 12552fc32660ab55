"""Waivers: slots of a rule that somebody answerable forgave beforehand, for a stated stretch of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict

from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Place, Problem
from inspect_core.language.node import Document
from inspect_core.language.refusals import unknown_word
from inspect_core.language.scalars import Day

WAIVERS: Final = "waivers"


class WaiverText(BaseModel):
    """One waiver as it is written: the rule, whom or where it spares, its days, why, and who approved it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: Id
    place: Id | None = None
    person: Id | None = None
    first: Day
    last: Day | None = None
    reason: Text
    approved_by: Id


@dataclass(frozen=True, slots=True)
class Waiver:
    """The slots of a rule that are judged on the days `first` to `last`, both included, are excused."""

    rule: str
    place: str | None
    person: str | None
    first: date
    last: date
    reason: Text
    approved_by: str
    written: Place


def bound(
    texts: Sequence[WaiverText], rules: Iterable[str], edition: date, document: Document
) -> tuple[tuple[Waiver, ...], list[Problem]]:
    """The waivers of a ruleset, and all that is wrong with those its own file writes.

    Those of a parent were checked where they stand: of rules that an overlay left out they spare nothing.
    """
    known = set(rules)
    waivers: list[Waiver] = []
    problems: list[Problem] = []
    for number, text in enumerate(texts):
        place = document.place((WAIVERS, number))
        if place.file == document.file:
            problems += _wrong(text, number, known, edition, document)
        if text.last is not None and text.rule in known:
            said = (text.rule, text.place, text.person, text.first, text.last, text.reason, text.approved_by)
            waivers.append(Waiver(*said, place))
    return tuple(waivers), problems


def _wrong(text: WaiverText, number: int, known: set[str], edition: date, document: Document) -> Iterator[Problem]:
    path = (WAIVERS, number)
    if text.rule not in known:
        what, zh = f"the rule '{text.rule}'", f"条款 '{text.rule}'"
        yield unknown_word("E-WAIVER-RULE", what, text.rule, known, document, (*path, "rule"), zh)
    if text.person is not None and text.person == text.approved_by:
        yield _approves_own(text.person, document.place((*path, "approved_by")))
    if text.last is None:
        yield _endless(document.place(path))
    elif text.last < text.first:
        yield _backwards(text.first, text.last, document.place((*path, "last")))
    elif text.last < edition:
        yield _expired(text.last, edition, document.place((*path, "last")))


def _endless(place: Place) -> Problem:
    return Problem(
        "E-WAIVER-END",
        "the waiver has no end",
        place,
        "write its last day, as 'last: 2026-10-31'; one that is to last is a change of the rule",
        "豁免没有截止日",
        "请写明最后一日，如 'last: 2026-10-31'；长期不适用应修改条款",
    )


def _backwards(first: date, last: date, place: Place) -> Problem:
    return Problem(
        "E-WAIVER-ORDER",
        f"the waiver ends on {last}, before it starts on {first}",
        place,
        "mend one of the two days",
        f"豁免于 {last} 结束，早于开始日 {first}",
        "请更正其中一个日期",
    )


def _expired(last: date, edition: date, place: Place) -> Problem:
    return Problem(
        "E-WAIVER-EXPIRED",
        f"the waiver ended on {last}, before the edition {edition}",
        place,
        "take it out: what it spared is kept with the edition before",
        f"豁免已于 {last} 到期，早于版次 {edition}",
        "请删除：它豁免过的内容保存在上一版次中",
    )


def _approves_own(person: str, place: Place) -> Problem:
    return Problem(
        "E-WAIVER-SELF",
        f"{person} approves a waiver of their own",
        place,
        "let somebody else approve it",
        f"{person} 批准了对自己的豁免",
        "请由他人批准",
    )
