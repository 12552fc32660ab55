"""The score follows from the explanation alone: worked out again from its slots upward, over many months."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest

from inspect_core.app.explain import Explainer
from inspect_core.domain.owed import Carried, Owing
from inspect_core.engine.run import score_month
from tests.oracle.months import SmallMonth, small_month
from tests.oracle.recompute import disagreements
from tests.oracle.test_laws import scored, with_limits

SEED = int(os.environ.get("RECOMPUTE_SEED", "20261122"))
MONTHS = int(os.environ.get("RECOMPUTE_MONTHS", "50"))


def drawn(number: int) -> SmallMonth:
    """A month of the seed; every third with limits of its grades."""
    month = small_month(SEED * 1_000_003 + number)
    return with_limits(month, "limit", "34 %") if number % 3 == 2 else month


def explained(month: SmallMonth, number: int = 0) -> Iterator[dict[str, Any]]:
    """The explanation of everybody as another program reads it; every second month owes somebody something."""
    found = scored(month)
    if number % 2:
        people = enumerate(month.records.people)
        owed = tuple(Carried(body["id"], "2026-09", 70_000, 71_234 - 3_000 * at) for at, body in people)
        tables = replace(found.tables, owing=Owing(owed))
        found = replace(found, tables=tables, scored=score_month(found.plan, found.ground, tables))
    for told in Explainer(found, lambda _: {}).everybody().values():
        yield json.loads(orjson.dumps(told))


@pytest.mark.parametrize("first", range(0, MONTHS, 10))
def test_total_and_grade_follow_from_the_explanation_alone(first: int) -> None:
    wrong = {
        f"month {number}, {told['person']['id']}": found
        for number in range(first, min(first + 10, MONTHS))
        for told in explained(drawn(number), number)
        if (found := disagreements(told))
    }
    assert wrong == {}


def _first(told: dict[str, Any], *names: str) -> dict[str, Any]:
    """The first slot with one of the outcomes."""
    slots = (slot for one in told["rulesets"] for rule in one["rules"] for slot in rule["slots"] if rule["counts"])
    found: dict[str, Any] = next(slot for slot in slots if slot["outcome"] in names and int(slot["out_of"]))
    return found


def _less_earned(told: dict[str, Any]) -> None:
    slot = _first(told, "met", "partly")
    slot["earned"] = str(int(slot["earned"]) - 1)


def _another_weight(told: dict[str, Any]) -> None:
    for stint in told["stints"]:
        stint["weights"] = [
            {**one, "parts": [{**part, "name": "?"} for part in one["parts"]]} for one in stint["weights"]
        ]


def _another_total(told: dict[str, Any]) -> None:
    told["total"] = f"{float(told['total']) + 0.001:.3f}"


def _a_better_grade(told: dict[str, Any]) -> None:
    told["grade"] = "A" if told["grade"] != "A" else "B"


def _more_days(told: dict[str, Any]) -> None:
    told["stints"][0]["total"] = "12.345"


def _a_veto(told: dict[str, Any]) -> None:
    told["vetoes"].append({"name": "unseen", "grade": "C", "drop": None})
    told["grade"] = "A"


def _more_added(told: dict[str, Any]) -> None:
    told["adjustments"].append({"name": "carried-2026-09", "points": "2", "carried": {"before": "70", "after": "71"}})


SLIPS = (_less_earned, _another_weight, _another_total, _a_better_grade, _more_days, _a_veto, _more_added)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__.strip("_"))
def test_a_number_that_does_not_follow_is_found(slip: Any) -> None:
    told = next(
        one
        for number in range(40)
        for one in explained(drawn(number), number)
        if one["total"] is not None and one["rulesets"] and not disagreements(one) and _has_units(one)
    )
    slip(told)
    assert disagreements(told)


def _has_units(told: dict[str, Any]) -> bool:
    try:
        return bool(_first(told, "met", "partly"))
    except StopIteration:
        return False
