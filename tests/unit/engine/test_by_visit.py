"""Each visit by itself: its own score and grade, nothing where nothing was judged, nothing from outside the period."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from inspect_core.bootstrap import registry_of
from inspect_core.domain.period import Period
from inspect_core.engine.by_visit import VisitScores, score_visits
from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground
from inspect_core.engine.plan import Plan
from inspect_core.engine.records import Records
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import bind_scheme

ZONE = ZoneInfo("Asia/Shanghai")
KINDS = registry_of().kinds
RULESET = """
ruleset: lobby
edition: 2026-01-01
title: lobby
forms:
  round:
    title: round
    at: area
    questions: {remark: {ask: remark, type: text}}
rules:
  tidy: {title: tidy, kind: checklist, form: round, ask: tidy, credit: place, points: 60}
  clean:
    title: clean
    kind: deduction
    form: round
    faults: {dust: {ask: dust, each: place, deduct: 10}}
    credit: place
    points: 30
  often: {title: often, kind: frequency, counts: round, per: [area, day], at_least: 1, credit: place, points: 10}
"""
SCHEME = """
scheme: any
edition: 2026-01-01
title: any
roles: {guard: {weights: {lobby: 100}}}
bands: {good: 80, poor: 0}
"""


def scored(*seen: tuple[str, str, dict[str, str]]) -> VisitScores:
    ruleset = bind_ruleset(read_text(RULESET), KINDS.settings())
    plan = Plan([ruleset], KINDS, bind_scheme(read_text(SCHEME)))
    records = Records(
        project="p",
        people=[{"id": "li", "assignments": [{"role": "guard"}]}],
        places=[{"id": "hall", "kind": "area"}],
        observations=[
            {
                "id": id,
                "form": "round",
                "observer": "li",
                "place": "hall",
                "start": f"2026-{day}T08:00:00+08:00",
                "answers": answers,
            }
            for id, day, answers in seen
        ],
    )
    ground = Ground(Period("2026-10", date(2026, 10, 1), date(2026, 10, 31)), ZONE, lambda _: True)
    return score_visits(plan, ground, encode(records, ruleset.forms, ZONE))


def test_each_visit_has_its_own_score_and_grade() -> None:
    found = scored(("a", "10-08", {"tidy": "pass", "dust": "0"}), ("b", "10-08", {"tidy": "fail", "dust": "1"}))
    assert found.visits.select("total", "grade").rows() == [(100_000, "good"), (22_222, "poor")]
    assert found.rules.sort("visit", "rule").select("visit", "points", "of").rows() == [
        (0, 60_000, 60_000),
        (0, 30_000, 30_000),
        (1, 0, 60_000),
        (1, 20_000, 30_000),
    ]


def test_a_rule_that_a_visit_does_not_answer_leaves_its_score() -> None:
    found = scored(("a", "10-08", {"dust": "1"}))
    assert found.visits["total"].to_list() == [66_667]


@pytest.mark.parametrize("answers", [{}, {"remark": "nobody there"}, {"tidy": "na"}])
def test_a_visit_that_judged_nothing_has_no_score_and_is_there(answers: dict[str, str]) -> None:
    found = scored(("a", "10-08", answers))
    assert found.visits.select("total", "grade").rows() == [(None, None)]


def test_visits_of_other_periods_are_left_out() -> None:
    found = scored(("a", "09-30", {"tidy": "pass"}), ("b", "10-31", {"tidy": "pass"}), ("c", "11-01", {"tidy": "pass"}))
    assert found.visits["visit"].to_list() == [1]


def test_without_any_visit_there_is_nothing() -> None:
    assert scored().visits.height == 0
