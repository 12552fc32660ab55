"""Density: a hundred less the weights of all defects, spread over the units that were looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Literal, Self

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.api import (
    Choice,
    Ground,
    Id,
    OutOfRange,
    Points,
    Question,
    QuestionType,
    Rule,
    RuleHeader,
    Tables,
    Text,
    Unfit,
    choices,
    lay_out,
    plain,
    share_of,
    visits_in,
)
from inspect_core.kinds.lots import LotSettings, NumberOrQuestion, undecided

c = pl.col
_FULL = 100_000  # a hundred points in thousandths
_PLACES = "places"
_AREA = Text(zh="在哪个区域？", en="In which area?")


class Defect(BaseModel):
    """One thing that may be defective."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: Text


class Fails(BaseModel):
    """What fails the whole: a score below `below`, and deductions of an area that reach, or exceed, their limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    below: Points = 0
    area: dict[Id, Points] = Field(default_factory=dict)
    boundary: Literal["included", "excluded"] = "included"


class DensitySettings(LotSettings):
    """Defects by severity and area; `sample` is how many units were looked at."""

    faults: dict[Id, Defect] = Field(min_length=1)
    area: Id
    weights: dict[Id, dict[Id, Points]] = Field(min_length=1)
    sample: NumberOrQuestion
    once_per: dict[Id, Literal["place", "slot"]] = Field(default_factory=dict)
    fails: Fails = Fails()
    rounding: Literal["thousandth", "tenth", "whole", "nspire"] = "thousandth"  # type: ignore[assignment]

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas the weights name, in order."""
        return tuple(dict.fromkeys(area for row in self.weights.values() for area in row))

    @model_validator(mode="after")
    def _whole_table(self) -> Self:
        for severity, row in self.weights.items():
            gone = [area for area in self.areas if area not in row]
            if gone:
                raise Unfit(
                    f"{severity} has no weight for {', '.join(gone)}",
                    f"{severity} 缺少 {'、'.join(gone)} 的权重",
                    at=("weights", severity),
                )
            if any(weight < 0 for weight in row.values()):
                raise OutOfRange("a weight is not negative", "权重不能为负", at=("weights", severity))
        for key, named in (("once_per", self.once_per), ("fails", self.fails.area)):
            unknown = [area for area in named if area not in self.areas]
            if unknown:
                raise Unfit(
                    f"{key} names areas without weights: {', '.join(unknown)}",
                    f"{key} 所列区域没有权重：{'、'.join(unknown)}",
                    at=(key,),
                )
        if isinstance(self.sample, int) and self.sample < 1:
            raise OutOfRange("at least one unit is looked at", "至少检查一个单位", at=("sample",))
        if self.grade == "all_or_nothing" and not (self.fails.below or self.fails.area):
            raise Unfit(
                "all or nothing needs 'fails': from where", "all_or_nothing 须写 fails：何时不合格", at=("grade",)
            )
        return self

    def questions(self, rule: str) -> tuple[tuple[str, Question], ...]:
        """The area, which may not stay open, and a question for each defect."""
        found = (*choices(("pass",)), *(_word(word) for word in self.weights), *choices(("na",)))
        area = Question(id=self.area, ask=_AREA, choices=tuple(_word(word) for word in self.areas), required=True)
        asked = [area, *(Question(id=name, ask=one.ask, choices=found) for name, one in self.faults.items())]
        return tuple((form, one) for form in self.counts for one in asked)

    def reads(self) -> tuple[tuple[str, tuple[QuestionType, ...]], ...]:
        """The question that states the number of units, and those of any recurring rule."""
        own: tuple[tuple[str, tuple[QuestionType, ...]], ...] = ()
        if isinstance(self.sample, str) and self.sample != _PLACES:
            own = ((self.sample, ("count",)),)
        return (*super().reads(), *own)

    def says(self, day: date) -> Text:
        """What is taken off and when the whole fails."""
        limits, low = self.fails.area.items(), plain(self.fails.below)
        zh_, en_ = {"included": ("达", "from"), "excluded": ("超过", "above")}[self.fails.boundary]
        zh = [f"低于 {low}"] * bool(self.fails.below) + [f"{area} 扣分{zh_} {plain(most)}" for area, most in limits]
        en = [f"below {low}"] * bool(self.fails.below) + [f"with {area} {en_} {plain(most)}" for area, most in limits]
        return Text(
            zh="100 减去各缺陷权重之和除以检查单位数" + (f"；{'、'.join(zh)}即不合格" if zh else ""),
            en="100 less the weights of the defects divided by the units looked at"
            + (f"; it fails {', '.join(en)}" if en else ""),
        )


def _word(word: str) -> Choice:
    return Choice(value=word, title=Text(zh=word, en=word))


@dataclass(frozen=True, slots=True)
class Inspected:
    """One lot: how many units were looked at, and what was taken off in each area, before it is divided."""

    units: int
    lost: Mapping[str, int]
    settings: DensitySettings

    @property
    def score(self) -> int:
        """The score in thousandths, rounded as the rule says; not below 0."""
        exact = max(_FULL - Fraction(sum(self.lost.values()), self.units), Fraction(0))
        if self.settings.rounding != "nspire":
            return share_of(1, exact.numerator, exact.denominator)
        if 59_000 < exact < 60_000:
            return 59_000  # what is below sixty is not rounded into passing
        whole = exact / 1000
        return share_of(1, whole.numerator, whole.denominator) * 1000

    @property
    def passed(self) -> bool:
        """Whether nothing fails the whole."""
        fails = self.settings.fails
        over = (
            share >= most if fails.boundary == "included" else share > most
            for share, most in (
                (Fraction(self.lost.get(area, 0), self.units), most) for area, most in fails.area.items()
            )
        )
        return self.score >= fails.below and not any(over)

    def told(self) -> Text:
        """The sum in words."""
        off, verdict = (
            plain(sum(self.lost.values())),
            {True: ("合格", "passed"), False: ("不合格", "failed")}[self.passed],
        )
        shares = {area: self._share(area) for area in self.settings.fails.area}
        zh = "".join(f"，{area} 扣 {share}" for area, share in shares.items())
        en = "".join(f", {share} of it in {area}" for area, share in shares.items())
        return Text(
            zh=f"检查 {self.units} 个单位，缺陷权重合计 {off}{zh}，得 {plain(self.score)}：{verdict[0]}",
            en=f"{self.units} units looked at, defects weigh {off}{en}, score {plain(self.score)}: {verdict[1]}",
        )

    def _share(self, area: str) -> str | None:
        return plain(share_of(1, self.lost.get(area, 0), self.units))


class Density:
    """Defects weighed by severity and area, spread over the units looked at.

    Asks: a form with what may be defective, a question for the area, the weight of each severity in each area, how
    many units were looked at (a number, a count question, or the places with records), what fails the whole.
    Counts: 100 less the weights divided by the units, not below 0; with `grade: all_or_nothing` everything for what
    passed. Of one defect of an area that counts once per place, or once for all, the worst counts.

    Example:
        title: {zh: 房屋状况, en: Condition of the homes}
        kind: density
        form: home-inspection
        faults:
          exit: {ask: {zh: "安全出口受阻?", en: "A blocked exit?"}}
        area: where
        weights:
          severe: {outside: 12.2, inside: 13.4, unit: 14.8}
          low: {outside: 2.0, inside: 2.2, unit: 2.4}
        once_per: {unit: place, inside: place, outside: slot}
        sample: 10
        fails: {below: 60, area: {unit: 30}, boundary: included}
        rounding: nspire
        per: [project, month]
        credit: project
        points: 100
    """

    kind: ClassVar[str] = "density"
    settings: ClassVar[type[RuleHeader]] = DensitySettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """One slot for each lot; due is the full score."""
        settings = rule.settings_of(DensitySettings)
        return lay_out(rule, settings, ground, tables).with_columns(due=pl.lit(_due(settings), pl.Int64))

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The records of each lot."""
        return visits_in(slots, rule.settings_of(DensitySettings), tables)

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """The score; with all or nothing the full score of what passed."""
        settings = rule.settings_of(DensitySettings)
        due, unit = _due(settings), _FULL // _due(settings)
        whole = settings.grade == "all_or_nothing"
        rows = [
            (slot, due * one.passed if whole else one.score // unit)
            for slot, one in _inspected(rule, slots, evidence, tables).items()
            if one
        ]
        return pl.LazyFrame(rows, schema={"slot": pl.Int32, "done": pl.Int64}, orient="row")

    def undecided(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The lots of which nothing was seen, or nobody said how many units were looked at."""
        found = _inspected(rule, slots, self.evidence(rule, slots, tables), tables)
        return undecided([slot for slot, one in found.items() if one is None])

    def told(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> Mapping[int, Text]:
        """How the score of each lot came about."""
        unknown = Text(zh="无记录写明检查了多少单位", en="no record states how many units were looked at")
        found = _inspected(rule, slots, self.evidence(rule, slots, tables), tables)
        return {slot: one.told() if one else unknown for slot, one in found.items()}


def _due(settings: DensitySettings) -> int:
    return 100 if settings.rounding == "nspire" else _FULL


def _inspected(rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> dict[int, Inspected | None]:
    """Every slot with its units and deductions; nothing where no unit was looked at."""
    settings = rule.settings_of(DensitySettings)
    own = [found for found in tables.codes if found.form in settings.counts]
    areas = {found.code: found.value for found in own if found.question == settings.area}
    given = settings.given(areas, evidence, tables).collect()
    where = {visit: areas[code] for visit, code in given.select("visit", "code").iter_rows()}
    faults = {
        found.code: (found.question, found.value)
        for found in own
        if found.question in settings.faults and found.value in settings.weights
    }
    lost: dict[int, dict[Any, int]] = {}
    rows = settings.given(faults, evidence, tables).select("slot", "visit", "place", "code").collect()
    for slot, visit, place, code in rows.iter_rows():
        if (area := where.get(visit)) is None:
            continue
        once, (fault, severity) = settings.once_per.get(area), faults[code]
        key = (area, fault, {"place": ("place", place), "slot": ("slot",), None: ("visit", visit)}[once])
        found = lost.setdefault(slot, {})
        found[key] = max(found.get(key, 0), settings.weights[severity][area])
    units, seen = _units(settings, given, evidence, tables), set(given["slot"].to_list())
    return {
        slot: Inspected(units[slot], _by_area(lost.get(slot, {})), settings)
        if slot in seen and units.get(slot)
        else None
        for slot in slots["slot"].to_list()
    }


def _units(settings: DensitySettings, given: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> Mapping[int, int]:
    """How many units were looked at in each slot."""
    if isinstance(settings.sample, int):
        return dict.fromkeys(given["slot"].to_list(), settings.sample)
    if settings.sample == _PLACES:
        places = given.filter(c("place") >= 0).group_by("slot").agg(c("place").n_unique())
        return dict(places.iter_rows())
    return settings.stated(settings.sample, evidence, tables)


def _by_area(lost: Mapping[Any, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (area, _, _), weight in lost.items():
        found[area] = found.get(area, 0) + weight
    return found
