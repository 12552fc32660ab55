"""Banded: penalty points added up and put into bands, none of which a single bad part may slip into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.api import (
    AnswerCode,
    Band,
    Contribution,
    Contributions,
    Dated,
    Id,
    Outcome,
    OutOfRange,
    Points,
    Question,
    Rule,
    RuleHeader,
    Text,
    Unfit,
    change_days,
    plain,
)
from inspect_core.kinds.marks import levels


class Part(BaseModel):
    """One part that is judged: what is asked, and the penalty points of each answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: Text
    answers: dict[Id, Points] = Field(min_length=2)

    @model_validator(mode="after")
    def _penalties_from_nothing(self) -> Self:
        if any(points < 0 for points in self.answers.values()):
            raise OutOfRange("penalty points are not negative", "罚分不能为负", at=("answers",))
        return self

    def outcome(self, points: int) -> Outcome:
        """Met without a penalty, unmet at the highest of the part, partly in between."""
        if not points:
            return Outcome.MET
        return Outcome.UNMET if points == max(self.answers.values()) else Outcome.PARTLY


class BandText(BaseModel):
    """What is earned with at most so many penalty points in `total`, and at most so many in any one `part`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    worth: Points = Field(ge=0)
    total: Dated[Points] | None = None
    part: Dated[Points] | None = None

    def on(self, day: date) -> Band:
        """The band with the limits of a day; a limit that was retired is none."""
        limits = (limit.on(day) if limit else None for limit in (self.total, self.part))
        return Band(self.worth, *limits)


class BandedSettings(RuleHeader):
    """The parts of a form and the bands, best first; the best band earns all points of the rule."""

    form: Id
    parts: dict[Id, Part] = Field(min_length=1)
    bands: tuple[BandText, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _best_first(self) -> Self:
        worths = [band.worth for band in self.bands]
        if worths != sorted(set(worths), reverse=True):
            raise Unfit(
                "bands stand from the best to the worst, each worth less than the one before",
                "各档须从优到劣排列，得分逐档降低",
                at=("bands",),
            )
        return self

    def limits(self) -> tuple[Dated[int], ...]:
        """Every limit of every band."""
        return tuple(limit for band in self.bands for limit in (band.total, band.part) if limit)

    def forms(self) -> tuple[str, ...]:
        """The form it is part of."""
        return (self.form,)

    def questions(self, rule: str) -> tuple[tuple[str, Question], ...]:
        """One question for each part; none may stay open, because an open one would look like no penalty."""
        return tuple(
            (self.form, Question(id=name, ask=part.ask, choices=levels(tuple(part.answers)), required=True))
            for name, part in self.parts.items()
        )

    def says(self, day: date) -> Text:
        """What each band asks for on the day."""
        said = [_said(band.on(day)) for band in self.bands]
        return Text(zh="；".join(zh for zh, _ in said), en="; ".join(en for _, en in said))


def _said(band: Band) -> tuple[str, str]:
    total, worst = plain(band.total), plain(band.worst)
    zh = [f"合计不超过 {total}"] * (total is not None) + [f"单项不超过 {worst}"] * (worst is not None)
    en = [f"at most {total} in all"] * (total is not None) + [f"at most {worst} in a part"] * (worst is not None)
    worth = plain(band.worth)
    return f"{'、'.join(zh) + ' ' if zh else '其余'}得 {worth}", f"{worth} with {' and '.join(en) or 'anything else'}"


class Banded:
    """Penalty points in bands, capped by the worst part.

    Asks: a form and its parts, the penalty points of each answer, the bands with their limits for the total and for
    any single part.
    Counts: the worth of the first band whose two limits hold, of the worth of the best; the mean over visits.

    Example:
        title: {zh: 食品卫生等级, en: Food hygiene rating}
        kind: banded
        form: food-inspection
        parts:
          hygiene: {ask: {zh: "食品卫生?", en: "Food hygiene?"}, answers: {good: 0, fair: 5, poor: 15}}
          premises: {ask: {zh: "场所状况?", en: "Premises?"}, answers: {good: 0, fair: 5, poor: 15}}
        bands:
          - {worth: 2, total: 10, part: 5}
          - {worth: 1, total: 20}
          - {worth: 0}
        credit: place
        points: 100
    """

    kind: ClassVar[str] = "banded"
    settings: ClassVar[type[RuleHeader]] = BandedSettings

    def contributions(self, rule: Rule, codes: Sequence[AnswerCode], day: date) -> Contributions | None:
        """The penalty points of each answer, and the bands of the day; nothing before the first of the limits."""
        settings = rule.settings_of(BandedSettings)
        if any(limit.since(day) is None for limit in settings.limits()):
            return None
        bands = tuple(band.on(day) for band in settings.bands)
        return Contributions("banded", tuple(_rows(settings, codes)), full=bands[0].worth, bands=bands)

    def change_days(self, rule: Rule) -> tuple[date, ...]:
        """The days on which a limit changes."""
        return change_days(rule.settings_of(BandedSettings).limits())


def _rows(settings: BandedSettings, codes: Sequence[AnswerCode]) -> Iterator[Contribution]:
    for found in codes:
        part = settings.parts.get(found.question) if found.form == settings.form else None
        if part is None or found.value not in part.answers:
            continue
        points = part.answers[found.value]
        yield Contribution(found.code, deduction=points, outcome=part.outcome(points))
