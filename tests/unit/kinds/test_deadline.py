"""Deadlines: limits by answer, the same day by the clock on the wall, workdays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from inspect_core.kinds.deadline import Deadline
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.testing.cases import CaseResult

RULE = """
ruleset: desk
edition: 2026-01-01
title: desk
forms:
  request:
    title: request
    questions:
      class: {{ask: class, answers: {{urgent: urgent, ordinary: ordinary}}}}
      answered: {{ask: answered, type: time}}
rules:
  in-time:
    title: in time
    kind: deadline
    form: request
    credit: observer
    points: 100
    {limit}
"""
MONTH: dict[str, Any] = {
    "people": {"li": "butler"},
    "shifts": {"night": "20:00-08:00"},
    "roster": [{"person": "li", "shift": "night"}],
    "day": "2026-10-08",
}


@pytest.fixture
def met(run_rule: Callable[[str, dict[str, Any]], CaseResult]) -> Callable[..., bool]:
    def ask(limit: str, at: str, answered: str, word: str = "urgent") -> bool:
        seen = {"form": "request", "observer": "li", "at": at, "answers": {"class": word, "answered": answered}}
        body = {**MONTH, "seen": [seen], "expect": {"person": "li", "met": 1}}
        return run_rule(RULE.format(limit=limit), body).passed

    return ask


def test_the_same_day_is_the_day_of_the_calendar_also_on_a_night_duty(met: Callable[..., bool]) -> None:
    same_day = "ends: answered\n    same_day: true"
    assert met(same_day, "2026-10-09 02:00", "2026-10-09T03:00:00+08:00")
    assert not met(same_day, "2026-10-08 23:00", "2026-10-09T01:00:00+08:00")


@pytest.mark.parametrize(
    ("limit", "moved_in", "in_time"),
    [
        ("same_day: true", "2026-10-08T00:00:00+08:00", True),
        ("same_day: true", "2026-10-07T23:59:59+08:00", False),
        ("same_day: true", "2026-08-01T09:00:00+08:00", False),
        ("same_day: true", "2019-08-01T09:00:00+08:00", False),
        ("within: 40 workdays", "2026-08-01T09:00:00+08:00", False),
        ("within: 60 workdays", "2026-08-01T09:00:00+08:00", True),
    ],
)
def test_what_began_long_before_the_period_has_the_limit_of_its_own_day(
    limit: str, moved_in: str, in_time: bool, met: Callable[..., bool]
) -> None:
    assert met(f"starts: answered\n    ends: start\n    {limit}", "2026-10-08 10:00", moved_in) == in_time


@pytest.mark.parametrize(
    "limit",
    [
        "within: {by: class, urgent: 30 min, ordinary: 2 h}",
        "within: {by: class, urgent: {2026-01-01: 20 min, 2026-10-01: 30 min}, ordinary: 2 h}",
    ],
)
def test_each_answer_has_its_limit(met: Callable[..., bool], limit: str) -> None:
    written = f"ends: answered\n    {limit}"
    assert met(written, "23:00", "2026-10-08T23:30:00+08:00")
    assert not met(written, "23:00", "2026-10-08T23:30:01+08:00")
    assert met(written, "23:00", "2026-10-09T01:00:00+08:00", word="ordinary")


def test_a_record_may_name_its_own_limit_to_the_second(run_rule: Callable[[str, dict[str, Any]], CaseResult]) -> None:
    def figures(*promised: str) -> dict[str, str]:
        seen = [
            {
                "form": "request",
                "observer": "li",
                "at": "10:00",
                "minutes": 30,
                "answers": {"answered": at} if at else {},
            }
            for at in promised
        ]
        body = {**MONTH, "seen": seen, "expect": {"person": "li"}}
        return dict(run_rule(RULE.format(limit="until: answered"), body).found)

    at = "2026-10-08T10:{}+08:00".format
    assert figures(at("30:00"))["met"] == "1"
    assert figures(at("29:59"))["unmet"] == "1"
    assert figures("", at("30:00"))["due"] == "1", "who was promised nothing is not judged"
    assert figures("2026-10-08T09:00:00+08:00")["due"] == "0", "a promise in the past is none"


def test_a_named_limit_is_told_in_words(run_rule: Callable[[str, dict[str, Any]], CaseResult]) -> None:
    text = RULE.format(limit="until: answered\n    within: 30 min")
    rule = bind_ruleset(read_text(text), {"deadline": Deadline.settings}).rules[0]
    assert rule.settings.says(date(2026, 10, 8)).en == "within 30 min, not later than answered"


OPEN: dict[str, Any] = {"form": "request", "observer": "li", "at": "2026-10-31 20:00"}


@pytest.mark.parametrize(
    ("seen", "october", "november"),
    [
        ({}, {}, {"unmet": "1"}),
        ({"until": "2026-11-02 09:00"}, {}, {"met": "1"}),
        ({"until": "2026-11-04 09:00"}, {}, {"unmet": "1"}),
        ({"until": "2026-10-31 23:00"}, {"met": "1"}, {}),
        ({"at": "2026-10-28 12:00"}, {"unmet": "1"}, {}),
    ],
)
def test_a_record_is_judged_in_the_period_in_which_it_ends_or_its_limit_runs_out(
    seen: dict[str, str], october: dict[str, str], november: dict[str, str], run_rule: Callable[..., CaseResult]
) -> None:
    for period, expected in (("2026-10", october), ("2026-11", november)):
        case = {**MONTH, "period": period, "seen": [{**OPEN, **seen}], "expect": {"person": "li", "met": "0"}}
        found = run_rule(RULE.format(limit="within: 3 d"), case).found
        told = {name: found[name] for name in ("met", "unmet", "no_data") if found.get(name, "0") != "0"}
        assert told == expected, period


@pytest.mark.parametrize(
    ("where", "judged"),
    [
        ("answered: {class: [urgent]}", "1"),
        ("not_answered: {class: [urgent]}", "2"),
        ("not_answered: {class: [urgent, ordinary]}", "1"),
        ("answered: {class: [urgent, ordinary]}, not_answered: {class: ordinary}", "1"),
    ],
)
def test_records_are_left_out_by_their_answers(where: str, judged: str, run_rule: Callable[..., CaseResult]) -> None:
    answers = [{"class": "urgent"}, {"class": "ordinary"}, {}]
    seen = [{"form": "request", "observer": "li", "at": f"1{n}:00", "answers": one} for n, one in enumerate(answers)]
    case = {**MONTH, "seen": seen, "expect": {"person": "li"}}
    found = run_rule(RULE.format(limit=f"within: 1 h\n    where: {{{where}}}"), case).found
    assert (found["due"], found["unmet"]) == (judged, judged)
