"""Planned sampling: of the slots laid out so many are drawn, the same ones on every machine, and only they are due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final, Literal, Self

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.period import Period, period_of
from inspect_core.domain.text import Text
from inspect_core.engine.ground import Ground, day_number, day_of
from inspect_core.engine.lay_out import lay_out
from inspect_core.engine.recurring import Recurring
from inspect_core.engine.slots import numbered
from inspect_core.engine.stretches import DAILY
from inspect_core.engine.tables import Tables
from inspect_core.errors import Unfit
from inspect_core.language.rule import Rule
from inspect_core.language.scalars import Count

c = pl.col
DRAWN_AHEAD: Final = {"week": 7, "month": 31, "period": 31}
"""How many days beyond a period the roster is read, so that a week, month or period is drawn whole."""
_EACH: Final = {"subject": ("被检人", "person seen"), "person": ("人", "person"), "place": ("部位", "place")}
_PER: Final = {"week": ("每周", "week"), "month": ("每月", "month"), "period": ("每考核期", "period")}
Slot = dict[str, Any]


class Draw(BaseModel):
    """How many slots are drawn, for each of whom or what, from which seed: of each calendar week or month, or period."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    times: Count = Field(ge=1)
    each: Literal["subject", "person", "place"]
    per: Literal["week", "month", "period"]
    seed: str = Field(min_length=1)

    @property
    def said(self) -> Text:
        """The draw in words."""
        zh, en = _EACH[self.each], _EACH[self.each][1]
        return Text(
            zh=f"，其中每{zh[0]}{_PER[self.per][0]}抽 {self.times} 次",
            en=f", of which {self.times} a {_PER[self.per][1]} are drawn for each {en}",
        )


class Drawing(Recurring):
    """Settings of a rule of whose slots some may be drawn."""

    draw: Draw | None = None

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        if self.draw is None:
            return self
        per = self.parts
        if self.draw.each not in (per.who, "place" if per.where else None):
            raise Unfit(
                f"slots are drawn for each {self.draw.each}, and 'per' names none",
                f"按 {self.draw.each} 抽取，而 per 中没有写",
                at=("draw", "each"),
            )
        if per.when not in (*DAILY, "shift", None) or (self.every and self.every.days):
            raise Unfit(
                "slots of a shift, a day or hours are drawn, and none that are longer",
                "只能从班次、日或时段中抽取，更长的周期不能抽取",
                at=("draw",),
            )
        return self

    def with_draw(self, said: Text) -> Text:
        """The rule in words, with what is drawn of it."""
        return Text(zh=said.zh + self.draw.said.zh, en=said.en + self.draw.said.en) if self.draw else said


def planned(rule: Rule, settings: Drawing, ground: Ground, tables: Tables) -> pl.DataFrame:
    """The slots of the rule in the period; with a `draw` only those drawn, of every week, month or period as a whole."""
    draw = settings.draw
    if draw is None:
        return lay_out(rule, settings, ground, tables)
    frames = []
    for first, last in stretches_drawn(draw, ground):
        own = replace(ground, period=Period(str(first), first, last))
        slots = lay_out(rule, settings, own, tables)
        frames.append(slots.filter(c("slot").is_in(drawn(slots, draw, own, tables))).drop("slot"))
    period = ground.period
    inside = c("day").is_between(day_number(period.first), day_number(period.last))
    return numbered(pl.concat(frames).filter(inside))


def stretches_drawn(draw: Draw, ground: Ground) -> Iterator[tuple[date, date]]:
    """The calendar weeks or months, or the periods of the project, that the days reach into."""
    first = ground.period.first
    while first <= ground.period.last:
        if draw.per == "period":
            whole = period_of(first, ground.start_day)
            begins, ends = whole.first, whole.last
        elif draw.per == "week":
            begins = first - timedelta(days=first.weekday())
            ends = begins + timedelta(days=6)
        else:
            begins = first.replace(day=1)
            ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        yield begins, ends
        first = ends + timedelta(days=1)


def drawn(slots: pl.DataFrame, draw: Draw, ground: Ground, tables: Tables) -> list[int]:
    """The numbers of the slots drawn in one stretch, for each by itself: nobody's draw depends on anybody else's."""
    groups: dict[int, list[Slot]] = {}
    for slot in slots.iter_rows(named=True):
        groups.setdefault(slot[draw.each], []).append(slot)
    return [slot["slot"] for own in groups.values() for slot in _spread(own, draw, ground, tables)]


def _spread(slots: Sequence[Slot], draw: Draw, ground: Ground, tables: Tables) -> list[Slot]:
    """One slot after the other: not excused, of a day and then of an hour drawn least so far, by its hash."""
    left = [(_hash(slot, draw, ground, tables), slot) for slot in slots]
    days: Counter[int] = Counter()
    hours: Counter[int] = Counter()
    chosen: list[Slot] = []
    while left and len(chosen) < draw.times:
        best = min(left, key=lambda one: (one[1]["excused"], days[one[1]["day"]], hours[_hour(one[1], ground)], one[0]))
        left.remove(best)
        chosen.append(best[1])
        days[best[1]["day"]] += 1
        hours[_hour(best[1], ground)] += 1
    return chosen


def _hour(slot: Slot, ground: Ground) -> int:
    """When in its day a slot begins, in seconds: shifts are told apart by it."""
    return int(slot["first"] - ground.instant(day_of(slot["day"])))


def _hash(slot: Slot, draw: Draw, ground: Ground, tables: Tables) -> str:
    """A number that anybody can work out again: of the seed, the stretch, and what the slot is called."""
    names = tables.names
    place = names.name("place", slot["place"]) or ""
    people = [names.name("person", slot[who]) or "" for who in ("person", "subject")]
    said = (draw.seed, str(ground.period.first), place, *people, str(slot["first"]))
    return sha256("\n".join(said).encode()).hexdigest()
