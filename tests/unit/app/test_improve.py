"""What would have changed it: costs that add up, and the fewest slots to the next grade."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_core.app.explain import Explainer
from inspect_core.app.improve import FORMAT, improvement, shared, smallest
from inspect_core.domain.exact import milli
from tests.golden.by_hand import scored
from tests.unit.app.small_project import MONTH


def found(person: str) -> dict[str, Any]:
    return improvement(Explainer(scored(MONTH), lambda ids: {id: {} for id in ids}), person)


@pytest.mark.parametrize("person", ["an", "bo"])
def test_the_costs_of_the_slots_of_a_rule_add_up_to_what_the_rule_cost(person: str) -> None:
    told = Explainer(scored(MONTH), lambda ids: {id: {} for id in ids}).of(person)
    costs = found(person)["costs"]
    for ruleset in told["rulesets"]:
        for rule in ruleset["rules"]:
            own = [
                milli(one["cost"])
                for one in costs
                if (one["ruleset"], one["rule"]) == (ruleset["ruleset"], rule["rule"])
            ]
            assert sum(own) == (milli(rule["cost"]) if own else 0)


def test_the_dearest_come_first_and_the_way_leads_to_the_next_grade() -> None:
    view = found("bo")
    costs = [milli(one["cost"]) for one in view["costs"]]
    assert view["format"] == FORMAT
    assert costs == sorted(costs, reverse=True)
    assert view["smallest"]
    assert milli(view["reaches"]["total"]) >= milli(view["next_grade"]["from"])


def test_with_every_slot_met_the_month_is_worth_what_its_costs_took() -> None:
    view = found("bo")
    everything = milli(view["total"]) + sum(milli(one["cost"]) for one in view["costs"])
    assert abs(everything - 100_000) <= len(view["costs"])


@given(st.integers(0, 10_000), st.lists(st.integers(0, 50), max_size=8))
def test_what_is_dealt_out_is_the_whole_to_the_last_unit(whole: int, parts: list[int]) -> None:
    dealt = shared(whole, parts)
    assert sum(dealt) == (whole if sum(parts) else 0)
    assert all(not got for got, part in zip(dealt, parts, strict=True) if not part)


def by_trying(gains: Sequence[int], least: int) -> int | None:
    sizes = range(1, len(gains) + 1)
    return next((size for size in sizes if any(sum(some) >= least for some in combinations(gains, size))), None)


@given(st.lists(st.integers(0, 30), max_size=7).map(lambda one: sorted(one, reverse=True)), st.integers(1, 100))
def test_no_smaller_set_of_slots_would_do(gains: list[int], least: int) -> None:
    chosen = smallest(len(gains), least, lambda slots: sum(gains[slot] for slot in slots))
    assert (chosen and len(chosen.slots)) == by_trying(gains, least)


def test_where_all_of_them_are_too_few_there_is_no_way() -> None:
    assert smallest(3, 10, len) is None
    assert smallest(0, 0, len) is None
