"""Judgements that one person made of another: every visit that was scored, whose score it is, and what it gave."""

from __future__ import annotations

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.credit import ENTITIES, Creditor
from inspect_core.engine.ground import Ground
from inspect_core.engine.lanes import RULES
from inspect_core.engine.plan import Plan
from inspect_core.engine.score import judged_visits

c = pl.col
OPINIONS = {
    "visit": pl.Int64, "lane": pl.Int64, "rule": pl.Int64, "stint": pl.Int32, "person": pl.Int32,
    "observer": pl.Int32, "subject": pl.Int32, "place": pl.Int32, "day": pl.Int32, "earned": pl.Int64, "of": pl.Int64,
}  # fmt: skip

_TAKEN = (
    "rule", "project", "place", "person", "subject", "observer", "day", "first", "last",
    "earned", "of", "met", "partly", "unmet", "excused",
)  # fmt: skip


def opinions(plan: Plan, ground: Ground, tables: t.Tables) -> pl.DataFrame:
    """The judged visits of the period once for each stint they are credited to, in the columns of OPINIONS.

    Left out are what was not applicable, rules that count nothing, and what observers say of themselves: a record of
    one's own work is work done, and no judgement of it.
    """
    counting = [number for number, rule in enumerate(plan.rules) if plan.counts(rule, ground.period)]
    frames = []
    for found in judged_visits(plan, ground, tables):
        words = tuple(word for word in found.words if word not in ENTITIES)
        if not words:
            continue
        judged = (c("met") + c("partly") + c("unmet")) > 0
        rows = found.frame.filter(judged & c("rule").mod(RULES).is_in(counting)).select(*_TAKEN, visit=c("row"))
        keyed = rows.with_row_index("row").collect().lazy()
        pairs = Creditor(tables, found.about).people(keyed, words)
        frames.append(keyed.join(pairs, on="row").with_columns(lane=c("rule"), rule=c("rule") % RULES))
    if not frames:
        return pl.DataFrame(schema=OPINIONS)
    persons = tables.stints.lazy().select("stint", "person")
    columns = [c(name).cast(type_) for name, type_ in OPINIONS.items()]
    whole = pl.concat([frame.drop("person").join(persons, on="stint").select(columns) for frame in frames])
    others = (c("observer") != t.NONE) & (c("observer") != c("person"))
    return whole.filter(others).unique().sort(list(OPINIONS)).collect()
