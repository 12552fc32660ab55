"""Checklists: a cap holds on the days it is in force."""

from __future__ import annotations

from inspect_core.testing.collected import run_rule_case

RULESET = """
ruleset: courtesy
edition: 2026-01-01
title: courtesy
forms:
  check: {title: check, about: person}
rules:
  greeting:
    title: greeting
    kind: checklist
    form: check
    questions: {door: {ask: door, critical: true}, smile: {ask: smile, weight: 9}}
    cap_if_critical: {2026-10-15: 10 %}
    points: 100
"""


def points(day: str) -> str | None:
    body = {
        "people": {"li": "leader", "wang": "guard"},
        "seen": [
            {"form": "check", "observer": "li", "subject": "wang", "at": f"{day} 08:10", "answers": answers}
            for answers in ({"door": "fail", "smile": "pass"},)
        ],
        "expect": {"person": "wang"},
    }
    return run_rule_case(RULESET, body).found.get("points")


def test_a_critical_failure_before_the_cap_is_in_force_is_not_capped() -> None:
    assert points("2026-10-03") == "90"


def test_a_critical_failure_under_the_cap_is_capped() -> None:
    assert points("2026-10-20") == "10"
