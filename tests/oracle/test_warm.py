"""A small month of any rules kept warm: record by record it comes out as it does when it is scored anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground
from inspect_core.engine.grow import Growing
from inspect_core.engine.live import LiveMonth
from inspect_core.engine.plan import Plan
from inspect_core.engine.run import score_month
from tests.oracle.months import ZONE, SmallMonth, small_month
from tests.oracle.rules import KINDS
from tests.oracle.test_against_oracle import WORKDAY
from tests.unit.engine.test_live import plain


def judged_together(month: SmallMonth) -> bool:
    """Whether a lot, a surcharge, a trim or a roll-up of its own is in it."""
    rules = [one for rules in (month.one, month.two) for one in rules.values()]
    own = any(one["kind"] in ("sampling", "density") or {"surcharge", "trim"} & set(one) for one in rules)
    return own or any(not ruleset.roll_up.plain_sum for ruleset in month.rulesets)


@pytest.mark.parametrize("first", [0, 10])
def test_a_record_more_is_judged_with_those_before(first: int) -> None:
    months = (small_month(seed) for seed in range(first, first + 10))
    for month in (one for one in months if judged_together(one) and len(one.records.observations) > 3):
        plan, ground = Plan(month.rulesets, KINDS, month.scheme), Ground(month.period, ZONE, WORKDAY, month.start_day)
        *held, one, two, three = month.records.observations
        tables = replace(
            encode(replace(month.records, observations=held), plan.forms, ZONE),
            given=month.given,
            figures=month.figures,
        )
        growing, live = Growing(tables, plan.forms, ZONE), LiveMonth(plan, ground, tables)
        for body in (one, two, three):
            visit = growing.add(body)
            scored = live.changed(growing.tables, body["form"], visit)
        anew = replace(encode(month.records, plan.forms, ZONE), given=month.given, figures=month.figures)
        assert plain(scored, growing.tables) == plain(score_month(plan, ground, anew), anew), month
