"""Slots that are excused: by a waiver of the ruleset, or one by one by hand, each with a reason and an approver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from inspect_core.domain.text import Text
from inspect_core.engine import tables as t
from inspect_core.engine.credit import ENTITIES, Creditor
from inspect_core.engine.ground import day_number
from inspect_core.engine.plan import credited
from inspect_core.language.rule import Rule

c = pl.col
_UNJUDGED = ("met", "partly", "unmet", "excused")


@dataclass(frozen=True, slots=True)
class Pardon:
    """Why a slot is excused, who approved it, and the days for which; `event` names the one given by hand."""

    reason: Text
    approved_by: str
    first: str | None = None
    last: str | None = None
    event: str | None = None


def spared(rule: Rule, slots: pl.DataFrame, tables: t.Tables) -> pl.DataFrame:
    """The slots with those excused that a waiver or an excuse of the rule is about."""
    marks = [found for _, found in _pardoned(rule, slots, tables)]
    if not marks:
        return slots
    own = pl.concat(marks).unique()
    return slots.with_columns(excused=c("excused") | c("slot").is_in(own.implode()))


def pardons(rule: Rule, slots: pl.DataFrame, tables: t.Tables) -> dict[int, Pardon]:
    """Why each excused slot is so, by its number; of several reasons the first one written."""
    found: dict[int, Pardon] = {}
    for pardon, numbers in _pardoned(rule, slots, tables):
        for number in numbers:
            found.setdefault(number, pardon)
    return found


def _pardoned(rule: Rule, slots: pl.DataFrame, tables: t.Tables) -> Iterator[tuple[Pardon, pl.Series]]:
    """Each pardon of the rule with the numbers of the slots that it is about."""
    if not slots.height:
        return
    for waiver in rule.waivers:
        days = c("day").is_between(day_number(waiver.first), day_number(waiver.last))
        place = _is("place", waiver.place, tables)
        pardon = Pardon(waiver.reason, waiver.approved_by, str(waiver.first), str(waiver.last))
        yield pardon, _of_person(rule, slots.filter(days & place), waiver.person, tables)
    for excuse in tables.excuses:
        if excuse.rule == rule.name:
            whom = _is("person", excuse.person, tables) | _is("subject", excuse.person, tables)
            where = _is("place", excuse.place, tables) if excuse.place else c("place") == t.NONE
            nobody = (c("person") == t.NONE) & (c("subject") == t.NONE)
            own = slots.filter((c("first") == excuse.first) & where & (whom if excuse.person else nobody))
            yield Pardon(Text(zh=excuse.reason, en=excuse.reason), excuse.approved_by, event=excuse.id), own["slot"]


def _is(column: str, name: str | None, tables: t.Tables) -> pl.Expr:
    """Whether the column names it; everything does where no name is given, nothing where nobody knows the name."""
    if name is None:
        return pl.lit(True)  # noqa: FBT003 - a column of the one value
    code = tables.names.code("place" if column == "place" else "person", name)
    return (c(column) == code) & (c(column) != t.NONE)


def _of_person(rule: Rule, slots: pl.DataFrame, person: str | None, tables: t.Tables) -> pl.Series:
    """The slots that are about a person; one that names nobody is, where nobody else would answer for it."""
    if person is None or not slots.height:
        return slots["slot"]
    code = tables.names.code("person", person)
    named = slots.filter(_is("person", person, tables) | _is("subject", person, tables))["slot"]
    open_ = slots.filter((c("person") == t.NONE) & (c("subject") == t.NONE))
    words = tuple(word for word in credited(rule) if word not in ENTITIES)
    if not open_.height or not words or code == t.NONE:
        return named
    counts = {name: pl.lit(0, pl.Int64) for name in _UNJUDGED}
    rows = open_.lazy().with_columns(row=c("slot"), observer=c("person"), **counts)
    pairs = Creditor(tables, rule.settings).people(rows, words)
    whose = pairs.join(tables.stints.lazy().select("stint", "person"), on="stint")
    alone = tables.computed(whose.group_by("row").agg((c("person") == code).all()).filter("person"))
    return pl.concat([named, alone["row"].cast(named.dtype)])
