"""A month kept warm comes out, record after record, exactly as if it were scored anew each time."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from inspect_core.app.calendars import published, remembered
from inspect_core.domain.period import month_period
from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground
from inspect_core.engine.grow import Growing
from inspect_core.engine.live import LiveMonth
from inspect_core.engine.plan import Plan
from inspect_core.engine.records import Records
from inspect_core.engine.run import Scored, score_month
from inspect_core.engine.tables import Tables
from tests.golden.demo import ZONE, demo_plan, records

GROUND = Ground(month_period("2026-10"), ZONE, remembered(published()))
FEW = 2_000  # of the records the month begins with: enough for every form, few enough to be quick


@pytest.fixture(scope="module")
def plan() -> Plan:
    return demo_plan()


@pytest.fixture(scope="module")
def demo() -> Records:
    return records()


def sample(demo: Records, seed: int, count: int) -> tuple[Records, list[Any]]:
    """Some of the records, and further ones to come: at least one of each form."""
    found = list(demo.observations)
    random.Random(seed).shuffle(found)
    by_form = {body["form"]: body for body in found}
    to_come = [*by_form.values(), *found[:count]]
    ids = {body["id"] for body in to_come}
    return replace(demo, observations=[body for body in found if body["id"] not in ids][:FEW]), to_come


def plain(scored: Scored, tables: Tables) -> dict[str, Any]:
    """The scores as rows in a settled order, with the names of visits instead of their numbers."""
    found: dict[str, Any] = {}
    for part in ("rules", "rulesets", "totals"):
        for sort, frame in getattr(scored, part).items():
            found[f"{part} {sort}"] = sorted(frame.select(sorted(frame.columns)).rows(), key=repr)
    for name, marks in (("vetoes", scored.vetoes), ("adjustments", scored.adjustments)):
        visits = [tables.names.name("visit", visit) for visit in marks["visit"]]
        found[name] = sorted(zip(visits, marks.drop("visit").rows(), strict=True), key=repr)
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_each_record_more_comes_out_as_a_month_scored_anew(plan: Plan, demo: Records, seed: int) -> None:
    begun, to_come = sample(demo, seed, 6)
    tables = encode(begun, plan.forms, ZONE)
    growing, live = Growing(tables, plan.forms, ZONE), LiveMonth(plan, GROUND, tables)
    held = list(begun.observations)
    for number, body in enumerate(to_come):
        visit = growing.add(body)
        scored = live.changed(growing.tables, body["form"], visit)
        held.append(body)
        if number % 5 == 0 or number == len(to_come) - 1:
            anew = encode(replace(begun, observations=held), plan.forms, ZONE)
            assert plain(scored, growing.tables) == plain(score_month(plan, GROUND, anew), anew)


def test_grown_tables_are_those_coded_from_the_start(plan: Plan, demo: Records) -> None:
    begun, to_come = sample(demo, 3, 20)
    growing = Growing(encode(begun, plan.forms, ZONE), plan.forms, ZONE)
    for body in to_come:
        growing.add(body)
    anew = encode(replace(begun, observations=[*begun.observations, *to_come]), plan.forms, ZONE)
    assert told(growing.tables) == told(anew)


def told(tables: Tables) -> dict[str, Any]:
    """Visits, answers and measures by the names of what they are about."""
    names = tables.names
    visits = tables.visits.collect().with_columns(form=pl.Series(_forms(tables)))
    words = {code.code: (code.form, code.question, code.value) for code in tables.codes}
    answers = [(visit, words[code]) for visit, code in tables.answers.collect().rows()]
    measures = [(visit, names.name("question", q), value) for visit, q, value in tables.measures.collect().rows()]
    return {
        "visits": visits.rows(),
        "answers": sorted(answers),
        "measures": sorted(measures),
        "ids": names.lists["visit"],
    }


def _forms(tables: Tables) -> list[str | None]:
    return [tables.names.name("form", form) for form in tables.visits.collect()["form"].to_list()]


def test_a_record_that_is_there_is_known(plan: Plan, demo: Records) -> None:
    begun, to_come = sample(demo, 4, 1)
    growing = Growing(encode(begun, plan.forms, ZONE), plan.forms, ZONE)
    assert to_come[-1]["id"] not in growing
    growing.add(to_come[-1])
    assert to_come[-1]["id"] in growing
    assert begun.observations[0]["id"] in growing
