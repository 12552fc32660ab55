"""Sampling: a lot is accepted or refused by a sample drawn from it, after ISO 2859-1 (GB/T 2828.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar, Literal, Self

import polars as pl
from pydantic import Field, model_validator

from inspect_core.api import (
    Dated,
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
    day_of,
    in_force,
    lay_out,
    plain,
    visits_in,
)
from inspect_core.kinds.iso2859 import LARGEST, LIMITS, SMALLEST, Level, SamplingPlan, plan_of
from inspect_core.kinds.lots import LotSettings, NumberOrQuestion, undecided
from inspect_core.kinds.marks import Asked, asked_in_turn, question

c = pl.col


class SamplingSettings(LotSettings):
    """One record is one unit that was looked at; it does not conform when an answer to `ask` or `questions` is fail."""

    ask: Text | None = None
    questions_: dict[Id, Asked] = Field(default_factory=dict, alias="questions")
    lot: NumberOrQuestion
    level: Level = "II"
    aql: Dated[Points]
    grade: Literal["all_or_nothing"] = "all_or_nothing"

    @model_validator(mode="after")
    def _in_the_table(self) -> Self:
        if (self.ask is None) == (not self.questions_):
            raise Unfit("write either 'ask' or 'questions'", "ask 与 questions 只写其一")
        limits = [value for _, value in self.aql.steps if value is not None]
        strange = [value for value in limits if value not in LIMITS]
        if strange:
            known = ", ".join(str(plain(value)) for value in LIMITS)
            raise OutOfRange(
                f"the table has no AQL {plain(strange[0])}; it has {known}",
                f"抽样表中没有 AQL {plain(strange[0])}；可用 {known}",
                at=("aql",),
            )
        if isinstance(self.lot, int):
            self._fixed_lot(self.lot, limits)
        return self

    def _fixed_lot(self, lot: int, limits: list[int]) -> None:
        if not SMALLEST <= lot <= LARGEST:
            raise OutOfRange(
                f"the table has lots of {SMALLEST} to {LARGEST}", f"抽样表的批量为 {SMALLEST} 至 {LARGEST}", at=("lot",)
            )
        open_ = [value for value in limits if plan_of(lot, self.level, value) is None]
        if open_:
            raise OutOfRange(
                f"the table has no plan for a lot of {lot} at level {self.level} and AQL {plain(open_[0])}",
                f"抽样表中，批量 {lot}、水平 {self.level}、AQL {plain(open_[0])} 没有方案",
                at=("lot",),
                hint="take another AQL or level, or look at every unit with a checklist",
                hint_zh="请改用其他 AQL 或水平，或以 checklist 全数检查",
            )

    def asked(self, rule: str) -> dict[str, Asked]:
        """The questions by id; a single question has the rule's own id."""
        return self.questions_ or {rule: Asked(ask=self.ask or self.title)}

    def questions(self, rule: str) -> tuple[tuple[str, Question], ...]:
        """Each question, answered pass, fail or not applicable."""
        asked = self.asked(rule).items()
        return tuple((form, question(name, one.ask, "pass_fail_na")) for form in self.counts for name, one in asked)

    def reads(self) -> tuple[tuple[str, tuple[QuestionType, ...]], ...]:
        """The question that states the size of the lot, and those of any recurring rule."""
        own: tuple[tuple[str, tuple[QuestionType, ...]], ...] = ()
        if isinstance(self.lot, str):
            own = ((self.lot, ("count",)),)
        return (*super().reads(), *own)

    def says(self, day: date) -> Text:
        """The questions, the level and the limit in force on the day."""
        asked = self.ask or asked_in_turn(self.questions_)
        aql = plain(self.aql.on(day)) or "-"
        return Text(
            zh=f"{asked.zh}　按 ISO 2859-1 正常检验一次抽样，水平 {self.level}，AQL {aql}，整批合格得满分",
            en=f"{asked.en} Single normal sampling of ISO 2859-1, level {self.level}, AQL {aql}: all for an accepted lot",
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """One lot: its size and plan where they are known, how many units were looked at, how many failed in the sample."""

    lot: int | None
    plan: SamplingPlan | None
    units: int
    failed: int

    @property
    def accepted(self) -> bool | None:
        """Accepted, refused, or not known yet: a lot may be refused before its sample is complete, never accepted."""
        if self.plan is None:
            return None
        if self.failed >= self.plan.reject:
            return False
        return True if self.units >= self.plan.size else None

    def told(self) -> Text:
        """The lot and its verdict in words."""
        if self.lot is None:
            return Text(zh="无记录写明批量", en="no record states the size of the lot")
        if self.plan is None:
            return Text(zh=f"抽样表中没有批量 {self.lot} 的方案", en=f"the table has no plan for a lot of {self.lot}")
        plan = self.plan
        said = {
            True: ("接收", "accepted"),
            False: ("拒收", "refused"),
            None: ("样本未检满", "the sample is not complete"),
        }
        zh, en = said[self.accepted]
        return Text(
            zh=f"批量 {self.lot}，字码 {plan.letter}，应抽 {plan.size}，Ac {plan.accept}，Re {plan.reject}；"
            f"已检 {self.units}，不合格 {self.failed}：{zh}",
            en=f"lot {self.lot}, letter {plan.letter}, sample {plan.size}, Ac {plan.accept}, Re {plan.reject}; "
            f"{self.units} looked at, {self.failed} failed: {en}",
        )


class Sampling:
    """A lot accepted or refused by a sample.

    Asks: a form of which one record is one unit, its question or questions, the size of the lot (a number or a count
    question), the inspection level and the AQL, and what makes a lot (per).
    Counts: all points for a lot that is accepted, none for one that is refused, by the single normal plans of
    ISO 2859-1. The first records in time are the sample; a lot whose sample is not complete has no data, unless so
    many failed already that it is refused.

    Example:
        title: {zh: 保洁抽检合格, en: The cleaning passes its sample}
        kind: sampling
        form: cleaning-sample
        ask: {zh: "该处是否合格?", en: "Does this spot conform?"}
        per: [project, month]
        lot: 120
        level: II
        aql: 2.5
        credit: project
        points: 100
    """

    kind: ClassVar[str] = "sampling"
    settings: ClassVar[type[RuleHeader]] = SamplingSettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """One slot for each lot; nothing where no limit is in force."""
        settings = rule.settings_of(SamplingSettings)
        slots = lay_out(rule, settings, ground, tables)
        held = slots.lazy().with_columns(aql=in_force(settings.aql.on, slots)).filter(c("aql").is_not_null())
        return held.with_columns(due=pl.lit(1, pl.Int64)).select(slots.columns).collect()

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The records of each lot."""
        return visits_in(slots, rule.settings_of(SamplingSettings), tables)

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """One for an accepted lot."""
        done = [(slot, 1) for slot, lot in _drawn(rule, slots, evidence, tables).items() if lot.accepted]
        return pl.LazyFrame(done, schema={"slot": pl.Int32, "done": pl.Int64}, orient="row")

    def undecided(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The lots that are neither accepted nor refused."""
        found = _drawn(rule, slots, self.evidence(rule, slots, tables), tables)
        return undecided([slot for slot, lot in found.items() if lot.accepted is None])

    def told(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> Mapping[int, Text]:
        """The verdict on each lot."""
        found = _drawn(rule, slots, self.evidence(rule, slots, tables), tables)
        return {slot: lot.told() for slot, lot in found.items()}


def _drawn(rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> dict[int, Drawn]:
    """Every slot with what was drawn from its lot."""
    settings = rule.settings_of(SamplingSettings)
    asked = settings.asked(rule.id)
    failing = {
        found.code: found.value == "fail"
        for found in tables.codes
        if found.form in settings.counts and found.question in asked and found.value != "na"
    }
    given = settings.given(failing, evidence, tables).select("slot", "visit", "code").collect().iter_rows()
    units: dict[int, list[bool]] = {}
    for (slot, _), answers in groupby(given, key=lambda row: (row[0], row[1])):
        units.setdefault(slot, []).append(any(failing[code] for _, _, code in answers))
    stated = {} if isinstance(settings.lot, int) else settings.stated(settings.lot, evidence, tables)
    found = {}
    for slot, day in slots.select("slot", "day").iter_rows():
        lot = settings.lot if isinstance(settings.lot, int) else stated.get(slot)
        aql, seen = settings.aql.on(day_of(day)), units.get(slot, [])
        plan = None if lot is None or aql is None else plan_of(lot, settings.level, aql)
        found[slot] = Drawn(lot, plan, len(seen), sum(seen[: plan.size] if plan else seen))
    return found
