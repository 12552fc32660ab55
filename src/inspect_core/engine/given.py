"""What two people gave somebody by hand: adjustments, vetoes and cards stand beside those that records make."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.ground import Ground, day_number
from inspect_core.engine.plan import Plan
from inspect_core.language.scheme import SchemeText

c = pl.col
Sort = Literal["adjustment", "veto", "card"]
GIVEN = {"stint": pl.Int32, "name": pl.String, "given": pl.Int32, "points": pl.Int64}


def may_be_given(sort: Sort, text: SchemeText) -> Collection[str]:
    """The names of a scheme that may be given by hand: a veto may be one that only counts towards a card."""
    if sort == "adjustment":
        return [name for name, one in text.adjustments.items() if one.by_hand]
    if sort == "card":
        return list(text.cards)
    return list(dict.fromkeys((*text.vetoes, *(word for card in text.cards.values() for word in card.raised_by))))


def given_rows(sort: Sort, plan: Plan, ground: Ground, tables: t.Tables) -> pl.DataFrame:
    """What was given for the period: columns of GIVEN, `given` being the position in `tables.given`.

    It stands at the person's last stint of the period; of who was not there nothing does.
    """
    known = may_be_given(sort, plan.scheme.text)
    rows = [
        (tables.names.code("person", one.person), one.name, number, one.points)
        for number, one in enumerate(tables.given)
        if one.sort == sort and one.period == ground.period.id and one.name in known
    ]
    if not rows:
        return pl.DataFrame(schema=GIVEN)
    first, last = day_number(ground.period.first), day_number(ground.period.last)
    there = tables.stints.filter(c("first") <= last, c("last") >= first).sort("first", "stint")
    stints = there.group_by("person", maintain_order=True).agg(c("stint").last())
    schema = {"person": pl.Int32, **{name: of for name, of in GIVEN.items() if name != "stint"}}
    return pl.DataFrame(rows, schema=schema, orient="row").join(stints, on="person").select(list(GIVEN))
