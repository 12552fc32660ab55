"""Intervals: a stretch is done when its first visit comes in time; the step may change within a month."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inspect_core.testing.cases import CaseResult
from tests.unit.kinds import small

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
    assert done(["09:00"], 4, 2)


def test_the_interval_of_the_day_counts(done: Callable[..., bool]) -> None:
    assert done(["08:30", "10:30"], 2, 2, "{2026-01-01: 60 min, 2026-10-05: 2 h}")
    assert done(["08:30", "09:30", "10:30", "11:30"], 4, 4, "{2026-01-01: 60 min, 2026-10-15: 2 h}")


def test_rounds_exactly_an_interval_apart_lose_no_stretch(done: Callable[..., bool]) -> None:
    assert done(["09:00", "10:00", "11:00"], 4, 4), "the first stretch ends with the round that is just in time"
    assert done(["08:00", "09:00", "10:00", "11:00"], 4, 4)
    assert done(["09:00", "10:00", "11:01"], 4, 3), "11:00 was the last moment: the stretch from then on is late"
    assert done(["10:00", "11:00"], 4, 1), "10:00 is an hour late, and 11:00 an hour after it"


def test_a_short_last_stretch_is_done_when_its_slot_ends_within_the_interval(done: Callable[..., bool]) -> None:
    assert done(["09:29", "10:59"], 3, 3, "90 min"), "12:00 is 61 minutes after 10:59"
    assert done(["09:29"], 3, 1, "90 min")
    assert done([], 3, 0, "90 min")


GAPS = "kind: interval\ncounts: round\nper: [{per}]\nat_most: {at_most}\ncredit: project"
DAY: dict[str, Any] = {
    "people": {"li": "guard"},
    "places": {"gate": {"kind": "post", "first": "2026-10-08", "last": "2026-10-08"}},
}


def _by_day(rounds: list[str], gone: str, back: str, at_most: str = "60 min") -> str:
    """The day of a gate with rounds on all hours but those between 09:00 and 16:00, and these."""
    hours = [f"{hour:02}:00" for hour in range(24) if not 9 <= hour < 16]
    seen = [small.seen("round", at, place="gate") for at in (*hours, *rounds)]
    missing = [{"form": "round", "from": f"2026-10-08 {gone}", "to": f"2026-10-08 {back}"}]
    found = small.found(GAPS.format(per="post, day", at_most=at_most), **DAY, seen=seen, missing=missing)
    return f"{found['done']} of {found['due']}"


def test_after_a_gap_the_clock_starts_anew() -> None:
    later = ["12:30", "13:30", "14:30", "15:30"]
    assert _by_day(["09:00", "11:35", *later], "10:20", "10:40") == "23 of 23", "55 minutes after the end of the gap"
    assert _by_day(["09:00", "11:41", *later], "10:20", "10:40") == "22 of 23", "61 minutes"
    assert _by_day(["09:00", "12:10", "13:10", "14:10", "15:10"], "10:20", "10:40") == "21 of 23", "90 minutes"


def test_a_round_an_interval_after_a_gap_is_in_time_also_where_the_stretches_begin() -> None:
    late = ["13:00", "14:00", "15:00"]
    assert _by_day(late, "09:00", "12:00") == "21 of 21", "13:00 is an hour after 12:00"
    assert _by_day(late, "09:00", "11:59") == "19 of 21", "and 61 minutes after 11:59"


def test_a_round_within_a_gap_is_never_late() -> None:
    assert _by_day(["13:00"], "09:30", "15:30") == "18 of 18"


def test_nobody_is_due_in_a_short_last_stretch_that_ends_within_the_interval_after_a_gap() -> None:
    rule = GAPS.format(per="post, day", at_most="5 h")
    seen = [small.seen("round", at, place="gate") for at in ("03:00", "08:00", "13:00")]

    def gap(back: str) -> str:
        missing = [{"form": "round", "from": "2026-10-08 18:30", "to": f"2026-10-08 {back}"}]
        return small.found(rule, **DAY, seen=seen, missing=missing)["due"]

    assert gap("19:00") == "3", "19:00 and five hours is midnight"
    assert gap("18:59") == "4"
