"""Intervals: a stretch is done when its first visit comes in time; the step may change within a month."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inspect_core.testing.cases import CaseResult

RULE = """
ruleset: patrol
edition: 2026-01-01
title: patrol
forms:
  round: {{title: round, about: person, at: post}}
rules:
  steady:
    title: steady
    kind: interval
    counts: round
    per: [subject, post, shift]
    at_most: {at_most}
    points: 100
"""
MONTH: dict[str, Any] = {
    "people": {"li": "guard", "boss": "manager"},
    "places": {"gate": "post"},
    "shifts": {"day": "08:00-12:00"},
    "roster": [{"person": "li", "shift": "day", "place": "gate"}],
    "day": "2026-10-08",
}


@pytest.fixture
def done(run_rule: Callable[[str, dict[str, Any]], CaseResult]) -> Callable[..., bool]:
    def ask(times: list[str], due: int, done: int, at_most: str = "60 min") -> bool:
        seen = [{"form": "round", "observer": "boss", "subject": "li", "place": "gate", "at": at} for at in times]
        body = {**MONTH, "seen": seen, "expect": {"person": "li", "due": due, "done": done}}
        result = run_rule(RULE.format(at_most=at_most), body)
        return result.passed

    return ask


def test_a_round_each_hour_is_what_was_asked(done: Callable[..., bool]) -> None:
    assert done(["08:30", "09:30", "10:30", "11:30"], 4, 4)


def test_a_late_round_leaves_its_stretch_open_whoever_comes_after_it(done: Callable[..., bool]) -> None:
    assert done(["08:10", "09:20", "09:30", "10:10", "11:00"], 4, 3)


def test_the_first_round_is_measured_from_the_start(done: Callable[..., bool]) -> None:
    assert done(["09:01"], 4, 0)
    assert done(["09:00"], 4, 1)


def test_the_interval_of_the_day_counts(done: Callable[..., bool]) -> None:
    assert done(["08:30", "10:30"], 2, 2, "{2026-01-01: 60 min, 2026-10-05: 2 h}")
    assert done(["08:30", "09:30", "10:30", "11:30"], 4, 4, "{2026-01-01: 60 min, 2026-10-15: 2 h}")
