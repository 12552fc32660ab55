"""Within what a score would lie if other days of the same kind had been seen: days drawn again, the same everywhere.

The method is the cluster bootstrap: what is seen on one day hangs together (one shift, one weather, one observer), so
whole days are drawn, with repetition, and the month is scored again from them. The generator is seeded by the project
and the period; `random()` of Python's Mersenne Twister is the same in every version.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from random import Random

import polars as pl

from inspect_core.app.fairness.alike import with_adjustments
from inspect_core.app.month import Month
from inspect_core.engine.ground import day_number
from inspect_core.engine.lanes import RULES
from inspect_core.engine.resample import totals_again
from inspect_core.engine.sums import SUMS

c = pl.col
LEVEL = 95  # per cent of the draws lie between the two ends


@dataclass(frozen=True, slots=True)
class Interval:
    """The ends between which the middle 95 % of the drawn totals lie, in thousandths; of so many draws and days."""

    low: int
    high: int
    draws: int
    days: int


def drawn_days(month: Month, draws: int) -> pl.DataFrame:
    """How often each day is drawn: columns draw, day, times. Draw 0 is the month as it was."""
    period = month.ground.period
    seed = sha256(f"{month.provenance.project} {period.id} days".encode()).digest()
    dice = Random(int.from_bytes(seed[:8], "big"))  # noqa: S311 - drawn days need no secret, and must be the same again
    days = [day_number(day) for day in period.days()]
    rows = [(0, day, 1) for day in days]
    for draw in range(1, draws + 1):
        times: dict[int, int] = defaultdict(int)
        for _ in days:
            times[days[int(dice.random() * len(days))]] += 1
        rows += [(draw, day, often) for day, often in sorted(times.items())]
    return pl.DataFrame(rows, schema={"draw": pl.Int64, "day": pl.Int32, "times": pl.Int64}, orient="row")


def intervals(month: Month, by_day: pl.DataFrame, draws: int, least_days: int) -> dict[int, Interval]:
    """The interval of everybody's total, by the number of the person; none where fewer than `least_days` judged.

    The totals before adjustments are drawn, and the adjustments added as they are: praise is no sample of anything.
    """
    sums = drawn_days(month, draws).lazy().join(by_day.lazy(), on="day")
    sums = sums.with_columns(c(name) * c("times") for name in SUMS)
    whole = sums.group_by("draw", "stint", "rule").agg(c(name).sum() for name in SUMS).collect()
    totals = totals_again(month.plan, month.ground, month.tables, whole)
    seen = _days_judged(month, by_day)
    own: dict[int, list[int]] = defaultdict(list)
    point: dict[int, int] = {}
    for draw, person, total in totals.sort("person", "draw").iter_rows():
        if total is not None and draw:
            own[person].append(total)
        elif total is not None:
            point[person] = total
    found = {}
    for row in month.scored.totals["person"].iter_rows(named=True):
        person = row["person"]
        if row["total"] is None or person not in point or seen.get(person, 0) < least_days or len(own[person]) < 100:
            continue
        shift = row["base"] - point[person]  # what is no sum of days, as an imported figure, is not drawn
        low, high = (with_adjustments(end + shift, row, month) for end in ends(sorted(own[person])))
        found[person] = Interval(low, high, len(own[person]), seen[person])
    return found


def ends(ordered: list[int]) -> tuple[int, int]:
    """The values that leave 2.5 % of the drawn ones below and above: order statistics, no interpolation."""
    count = len(ordered)
    cut = count * (100 - LEVEL) // 200
    return ordered[cut], ordered[count - 1 - cut]


def _days_judged(month: Month, by_day: pl.DataFrame) -> dict[int, int]:
    """On how many days something of each person was judged under a rule that counts."""
    plan = month.plan
    counting = [number for number, rule in enumerate(plan.rules) if plan.counts(rule, month.ground.period)]
    judged = by_day.filter(((c("met") + c("partly") + c("unmet")) > 0) & c("rule").mod(RULES).is_in(counting))
    owned = judged.join(month.tables.stints.select("stint", "person"), on="stint")
    return dict(owned.group_by("person").agg(c("day").n_unique().cast(pl.Int64)).iter_rows())
