"""Deduction: a visit starts with full points and loses some for each fault found, down to a floor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.api import (
    TITLES,
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
    Surcharge,
    Text,
    Unfit,
    YesNo,
    change_days,
    plain,
)
from inspect_core.kinds.marks import OnFail, asked_when, question

_SEVERITIES = ("minor", "major", "critical")


class Fault(BaseModel):
    """One fault: what is asked, what it costs, for each place found, by severity, or the more often the more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: Text
    when: Conditions = Field(default_factory=dict)
    deduct: Dated[Points] = Field(default_factory=lambda: Dated[Points].model_validate(0))
    each: Literal["visit", "place"] = "visit"
    most: Dated[Points] | None = None
    severity: dict[Literal["minor", "major", "critical"], Count] = Field(default_factory=dict)
    repeat: tuple[Points, ...] = ()
    zero_out: YesNo = False
    veto: Id | None = None

    @model_validator(mode="after")
    def _one_grammar(self) -> Self:
        if sum((self.each == "place", bool(self.severity), bool(self.repeat))) > 1:
            raise Unfit(
                "a fault counts places, or has severities, or grows with repetition: one of them",
                "扣分项或按处数、或按程度、或按重复次数计，只取其一",
            )
        dated = [value for found in (self.deduct, self.most) if found for _, value in found.steps]
        if any(value is not None and value < 0 for value in (*dated, *self.repeat)):
            raise OutOfRange("a deduction is not negative", "扣分不能为负")
        open_ = [word for word in _SEVERITIES if self.severity and word not in self.severity]
        if open_:
            raise Unfit(
                f"the fault can be found {', '.join(_SEVERITIES)}, and severity does not say what {', '.join(open_)} costs",
                f"该扣分项可判为 {'、'.join(_SEVERITIES)}，severity 却未写 {'、'.join(open_)} 扣几倍",
                code="E-RULE-SEVERITY",
                at=("severity",),
                hint="write a factor for each, such as {minor: 1, major: 2, critical: 5}",
                hint_zh="请为每种程度写明倍数，如 {minor: 1, major: 2, critical: 5}",
            )
        return self

    def question(self, name: str, *, photo: bool) -> Question:
        """What the phone shows: a number of places, a severity, or pass and fail."""
        when = asked_when(self.when)
        if self.each == "place":
            return Question(id=name, ask=self.ask, type="count", when=when)
        answers = "pass_severity_na" if self.severity else "pass_fail_na"
        return question(name, self.ask, answers, photo=photo, when=when)


class SurchargeText(BaseModel):
    """Found so many times in one visit, or more often, it costs so much on top, once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_: Dated[Count] = Field(alias="from")
    deduct: Dated[Points]

    @model_validator(mode="after")
    def _costs_something(self) -> Self:
        if any(value is not None and value < 0 for _, value in self.deduct.steps):
            raise OutOfRange("a deduction is not negative", "扣分不能为负", at=("deduct",))
        if any(value is not None and value < 1 for _, value in self.from_.steps):
            raise OutOfRange("a surcharge begins with the first time", "加扣至少从 1 次起", at=("from",))
        return self


class DeductionSettings(RuleHeader):
    """The faults of one part of a form; `full` defaults to the points of the rule."""

    form: Id
    faults: dict[Id, Fault] = Field(min_length=1)
    full: Dated[Points] | None = None
    floor: Dated[Points] = Field(default_factory=lambda: Dated[Points].model_validate(0))
    over: Literal["visit", "period"] = "visit"
    on_fail: OnFail = OnFail()
    surcharge: dict[Id, SurchargeText] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _surcharges_are_called_upon(self) -> Self:
        graded = any(fault.severity for fault in self.faults.values())
        unknown = [name for name in self.surcharge if name not in self.faults and not (graded and name in _SEVERITIES)]
        if unknown:
            raise Unfit(
                f"surcharge names no fault and no severity that can be found: {', '.join(unknown)}",
                f"surcharge 所写既非扣分项，也非可判的程度：{'、'.join(unknown)}",
                at=("surcharge", unknown[0]),
            )
        return self

    def starts_with(self, day: date) -> int | None:
        """The points a visit or the period starts with on a day, in thousandths; nothing when not in force."""
        return self.full.on(day) if self.full else self.points

    def ends_with(self, day: date) -> int:
        """The points it cannot fall below on a day; none when the floor is not in force."""
        return self.floor.on(day) or 0

    def limits(self) -> tuple[Dated[int], ...]:
        """Where it starts and where it ends."""
        return (self.floor, self.full) if self.full else (self.floor,)

    @model_validator(mode="after")
    def _floor_below_full(self) -> Self:
        for day in (date.min, *change_days(self.limits())):
            full, floor = self.starts_with(day), self.ends_with(day)
            if full is not None and full <= 0:
                raise OutOfRange("the full points are above 0", "满分须大于 0", at=("full",))
            if floor < 0:
                raise OutOfRange("the floor is not below 0", "下限不能低于 0", at=("floor",))
            if full is not None and floor >= full:
                raise OutOfRange("the floor is below the full points", "下限须低于满分", at=("floor",))
        return self

    def failing(self) -> Fails | None:
        """What a fault asks for."""
        return self.on_fail

    def forms(self) -> tuple[str, ...]:
        """The form it is part of."""
        return (self.form,)

    def questions(self, rule: str) -> tuple[tuple[str, Question], ...]:
        """One question for each fault."""
        photo = self.on_fail.photo == "required"
        return tuple((self.form, fault.question(name, photo=photo)) for name, fault in self.faults.items())

    def vetoes(self) -> tuple[str, ...]:
        """The vetoes its faults raise."""
        return tuple(fault.veto for fault in self.faults.values() if fault.veto)

    def says(self, day: date) -> Text:
        """Where it starts and where it ends."""
        full, floor = plain(self.starts_with(day) or 0), plain(self.ends_with(day))
        span = {"visit": ("每次检查", "each visit"), "period": ("考核期", "the period")}[self.over]
        return Text(
            zh=f"{span[0]}满分 {full}，逐项扣分，扣至 {floor} 为止",
            en=f"{span[1]} starts with {full} and loses points down to {floor}",
        )


class Deduction:
    """Points are lost for what is found.

    Asks: a form and its faults, each with what it costs.
    Counts: full points less the deductions of the visit, not below the floor; the mean over visits, or with
    `over: period` all deductions of the period together.

    Example:
        title: {zh: 公共部位整洁, en: Shared parts are clean}
        kind: deduction
        form: cleaning-inspection
        full: 2
        faults:
          litter: {ask: {zh: "发现垃圾几处?", en: "How many places with litter?"}, each: place, deduct: 0.2}
          bin-overfull: {ask: {zh: "垃圾桶满溢?", en: "A bin overfull?"}, zero_out: true}
        credit: owner
        points: 100
    """

    kind: ClassVar[str] = "deduction"
    settings: ClassVar[type[RuleHeader]] = DeductionSettings

    def contributions(self, rule: Rule, codes: Sequence[AnswerCode], day: date) -> Contributions | None:
        """What each answer takes away, in thousandths of a point; nothing before and after the full points hold."""
        settings = rule.settings_of(DeductionSettings)
        full = settings.starts_with(day)
        if full is None:
            return None
        rows = tuple(_rows(settings, codes, day))
        more = tuple(_surcharges(settings, codes, day))
        return Contributions(settings.over, rows, full=full, floor=settings.ends_with(day), surcharges=more)

    def change_days(self, rule: Rule) -> tuple[date, ...]:
        """The days on which a deduction, its cap, the full points or the floor change."""
        settings = rule.settings_of(DeductionSettings)
        faults = settings.faults.values()
        costs = [cost for fault in faults for cost in (fault.deduct, fault.most) if cost]
        more = [value for found in settings.surcharge.values() for value in (found.from_, found.deduct)]
        return change_days((*settings.limits(), *costs, *more))


def _rows(settings: DeductionSettings, codes: Sequence[AnswerCode], day: date) -> Iterator[Contribution]:
    for found in codes:
        fault = settings.faults.get(found.question) if found.form == settings.form else None
        cost = fault.deduct.on(day) if fault else None
        if fault is None or cost is None:
            continue
        if found.value == "na":
            yield Contribution(found.code, outcome=Outcome.NOT_APPLICABLE)
            continue
        yield _contribution(found, fault, cost, fault.most.on(day) if fault.most else None)


def _surcharges(settings: DeductionSettings, codes: Sequence[AnswerCode], day: date) -> Iterator[Surcharge]:
    """The surcharges in force on a day, each with the answers it counts; a fault that costs nothing yet counts for none."""
    own = [
        (found, settings.faults[found.question])
        for found in codes
        if found.form == settings.form and found.question in settings.faults
    ]
    held = [(found, fault) for found, fault in own if fault.deduct.on(day) is not None]
    for name, one in settings.surcharge.items():
        least, deduct = one.from_.on(day), one.deduct.on(day)
        if least is None or deduct is None:
            continue
        counts = [(found.code, _found(found, fault)) for found, fault in held if name in (found.question, found.value)]
        title = settings.faults[name].ask if name in settings.faults else TITLES[name]
        yield Surcharge(title, tuple(one for one in counts if one[1]), least, deduct)


def _found(found: AnswerCode, fault: Fault) -> int:
    """How many times the fault was found, whatever each costs."""
    times = _times(found.value, fault)
    return times if fault.each == "place" else int(times > 0 or (bool(fault.severity) and found.value in _SEVERITIES))


def _contribution(found: AnswerCode, fault: Fault, cost: int, most: int | None) -> Contribution:
    times = _times(found.value, fault)
    lost = cost * times
    if most is not None:
        lost = min(lost, most)
    return Contribution(
        found.code,
        deduction=0 if fault.repeat else lost,
        outcome=Outcome.UNMET if times else Outcome.MET,
        wipe=bool(times) and fault.zero_out,
        veto=fault.veto if times else None,
        repeat=fault.repeat if times else (),
    )


def _times(value: str, fault: Fault) -> int:
    if fault.each == "place":
        return int(value) if value.isdigit() else 0
    if fault.severity:
        return fault.severity[value] if value in _SEVERITIES else 0  # type: ignore[index]
    return int(value == "fail")
