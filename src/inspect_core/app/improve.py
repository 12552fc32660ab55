"""What would have changed it: what each finding and missed slot cost, and the fewest of them that reach the next grade."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from inspect_core.app.explain import Explainer
from inspect_core.app.month import Month
from inspect_core.domain.exact import milli, plain
from inspect_core.engine.explain import RuleRows, spelled_together
from inspect_core.engine.ground import day_number
from inspect_core.engine.run import Sums, totalled
from inspect_core.engine.score import credited_rows, gathered, people_sums
from inspect_core.engine.sums import SUMS

FORMAT: Final = "inspect-core/improvement/1"
View = Mapping[str, Any]
c = pl.col
_FIXED: Final = ("earned", "deduction", "wipe")
Total = Callable[[Sequence[int]], int | None]


def improvement(explainer: Explainer, person: str) -> dict[str, Any]:
    """The costs of a person's month and the way to the next grade, as plain data (`inspect-core/improvement/1`).

    `costs`: every slot that did not earn all, dearest first; those of one rule add up to what the rule cost.
    `smallest`: the fewest slots that, had they been met, would have reached the next grade; the month is totalled anew
    with them, so vetoes and adjustments count as they did. Nothing where no grade is better, or none is in reach.
    """
    told = explainer.of(person)
    costs = sorted(_costs(told), key=lambda one: (-milli(one["cost"]), one["day"], one["rule"], one["slot"]))
    chosen = _smallest(explainer.month, person, costs, told["next_grade"])
    keys = ("project", "period", "person", "total", "grade", "status", "next_grade")
    return {
        "format": FORMAT,
        **{key: told[key] for key in keys},
        "costs": costs,
        "smallest": None if chosen is None else [_key(costs[number]) for number in chosen.slots],
        "reaches": None if chosen is None else {"total": plain(chosen.total), "grade": told["next_grade"]["grade"]},
    }


def _key(cost: View) -> dict[str, Any]:
    return {key: cost[key] for key in ("ruleset", "rule", "stint", "slot")}


def _costs(told: View) -> Iterable[dict[str, Any]]:
    for ruleset in told["rulesets"]:
        for rule in ruleset["rules"]:
            missed = [slot for slot in rule["slots"] if _lost(slot) > 0 and slot["outcome"] in ("unmet", "partly")]
            shares = shared(milli(rule["cost"]), [_lost(slot) for slot in missed])
            for slot, share in zip(missed, shares, strict=True):
                yield _cost(ruleset, rule, slot, share)


def _cost(ruleset: View, rule: View, slot: View, share: int) -> dict[str, Any]:
    return {
        "cost": plain(share),
        "ruleset": ruleset["ruleset"],
        "rule": rule["rule"],
        "title": rule["title"],
        "stint": ruleset["stint"],
        **{key: slot[key] for key in ("slot", "outcome", "day", "first", "last", "place", "due", "done")},
        "observations": [one["observation"] for one in slot["evidence"]],
    }


def _lost(slot: View) -> int:
    """The units a slot did not earn; of a deduction over the period, what was deducted."""
    of = int(slot["out_of"])
    return of - int(slot["earned"]) if of else int(slot["deduction"])


def shared(whole: int, parts: Sequence[int]) -> list[int]:
    """`whole` dealt out in proportion to the parts, to the last unit: largest remainders first, then the first ones."""
    total = sum(parts)
    if not total:
        return [0 for _ in parts]
    dealt = [whole * part // total for part in parts]
    by_rest = sorted(range(len(parts)), key=lambda number: (-(whole * parts[number] % total), number))
    for number in by_rest[: whole - sum(dealt)]:
        dealt[number] += 1
    return dealt


@dataclass(frozen=True)
class Chosen:
    """Positions in the list of costs, and the total that meeting them would have made."""

    slots: tuple[int, ...]
    total: int


def _smallest(month: Month, person: str, costs: Sequence[View], better: View | None) -> Chosen | None:
    if better is None:
        return None
    total = _totals(month, person, costs)
    return smallest(len(costs), milli(better["from"]), total)


def smallest(count: int, least: int, total: Total) -> Chosen | None:
    """The fewest of `count` slots, dearest first, with which the total is at least `least`; nothing where all are too few.

    What a slot adds does not hang on the others while rules are added up, so the dearest so many are the best so many:
    their number is found by halving. Then each one that is not needed after all is left out.
    """
    low, high = 1, count
    if not count or not _reached(total(range(count)), least):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _reached(total(range(middle)), least) else (middle + 1, high)
    kept = list(range(low))
    for number in reversed(range(low)):
        without = [one for one in kept if one != number]
        if without and _reached(total(without), least):
            kept = without
    found = total(kept)
    return Chosen(tuple(kept), found if found is not None else 0)


def _reached(total: int | None, least: int) -> bool:
    return total is not None and total >= least


def _totals(month: Month, person: str, costs: Sequence[View]) -> Total:
    """Totals the person's month anew with some slots met: the very sums and steps of the score."""
    number = month.tables.names.code("person", person)
    stints = _stints(month, number)
    rows = {found.rule.name: found for found in _spelled(month, costs, stints)}
    fixes = [_fix(cost, rows[f"{cost['ruleset']}/{cost['rule']}"], stints[cost["stint"]]) for cost in costs]
    credited = gathered(credited_rows(month.plan, month.ground, month.tables), month.tables)
    sums = people_sums(credited, month.tables)
    own = sums.filter(c("stint").is_in(stints)).collect() if sums is not None else None

    def total(slots: Sequence[int]) -> int | None:
        if own is None:
            return None
        frame = pl.DataFrame([fixes[slot] for slot in slots], schema=_SCHEMA, orient="row")
        better = _with(own, frame.group_by("stint", "rule").sum()).lazy()
        scored = totalled(
            month.plan,
            month.ground,
            month.tables,
            Sums(better, {}, month.scored.vetoes, month.scored.adjustments),
            (),
        )
        found: list[int | None] = scored.totals["person"].filter(person=number)["total"].to_list()
        return found[0] if found else None

    return total


_SCHEMA: Final = {"stint": pl.Int32, "rule": pl.Int64, **dict.fromkeys(_FIXED, pl.Int64)}


def _with(sums: pl.DataFrame, fixed: pl.DataFrame) -> pl.DataFrame:
    """The sums with what the slots would have earned, and without what they took."""
    joined = sums.join(fixed, on=["stint", "rule"], how="left", suffix="_fixed")
    return joined.with_columns(**{name: c(name) + c(f"{name}_fixed").fill_null(0) for name in _FIXED}).select(
        "stint", "rule", *SUMS
    )


def _spelled(month: Month, costs: Sequence[View], stints: Sequence[int]) -> list[RuleRows]:
    wanted = {f"{cost['ruleset']}/{cost['rule']}" for cost in costs}
    numbers = [number for number, rule in enumerate(month.plan.rules) if rule.name in wanted]
    return spelled_together(month.plan, numbers, month.ground, month.tables, stints)


def _stints(month: Month, person: int) -> list[int]:
    """The numbers of the stints of a person in the period, in order of time."""
    period = month.ground.period
    own = (c("first") <= day_number(period.last)) & (c("last") >= day_number(period.first))
    return month.tables.stints.filter(own, person=person).sort("first")["stint"].to_list()


def _fix(cost: View, rows: RuleRows, stint: int) -> tuple[int, int, int, int, int]:
    """What changes in the sums of a stint and rule once a slot is met."""
    row = rows.rows.filter(row=int(cost["slot"])).row(0, named=True)
    return stint, row.get("rule", rows.number), row["of"] - row["earned"], -row["deduction"], -row["wipe"]
