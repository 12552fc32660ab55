"""Outside: no minute of a record falls into hours that are kept free."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from inspect_core.errors import RulesetError
from inspect_core.kinds.outside import Outside
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.testing.cases import CaseResult

RULE = """
ruleset: contractors
edition: 2026-01-01
title: contractors
windows: {{office: "09:00-18:00", noon: "11:00-14:00", night: "22:00-06:00"}}
forms: {{work: {{title: work, at: area}}}}
rules:
  apart: {{title: apart, kind: outside, form: work, credit: owner, points: 100, {settings}}}
"""
OFFICE = "windows: office, on: workday"
MONTH: dict[str, Any] = {"people": {"chen": "cleaner"}, "places": {"hall": {"kind": "area", "owner": "chen"}}}


@pytest.fixture
def met(run_rule: Callable[[str, dict[str, Any]], CaseResult]) -> Callable[..., bool]:
    def ask(at: str, minutes: int | None = None, settings: str = OFFICE, period: str = "2026-10") -> bool:
        length = {} if minutes is None else {"minutes": minutes}
        seen = {"form": "work", "observer": "chen", "place": "hall", "at": at, **length}
        body = {**MONTH, "day": "2026-10-08", "period": period, "seen": [seen], "expect": {"person": "chen"}}
        found = run_rule(RULE.format(settings=settings), body).found
        assert found["due"] == "1"
        return found["met"] == "1"

    return ask


@pytest.mark.parametrize(("at", "minutes"), [("07:00", 120), ("08:59", None), ("18:00", 600), ("18:00", None)])
def test_work_that_is_over_as_the_hours_begin_or_begins_as_they_end_is_met(
    met: Callable[..., bool], at: str, minutes: int | None
) -> None:
    assert met(at, minutes)


@pytest.mark.parametrize(("at", "minutes"), [("07:00", 121), ("09:00", None), ("17:59", None), ("07:00", 700)])
def test_a_single_minute_within_the_hours_is_unmet(met: Callable[..., bool], at: str, minutes: int | None) -> None:
    assert not met(at, minutes)


def test_on_workdays_alone_a_sunday_is_free_and_a_make_up_saturday_is_not(met: Callable[..., bool]) -> None:
    assert met("2026-10-11 10:00")
    assert not met("2026-10-11 10:00", settings="windows: office")
    assert not met("2026-10-10 10:00")


def test_windows_may_lie_within_each_other(met: Callable[..., bool]) -> None:
    both = "windows: [office, noon]"
    assert not met("15:00", settings=both)
    assert not met("08:00", 90, settings=both)
    assert met("18:30", settings=both)


def test_the_night_of_the_day_before_the_period_reaches_into_it(met: Callable[..., bool]) -> None:
    assert not met("2026-10-01 02:00", settings="windows: night")
    assert met("2026-10-01 06:00", settings="windows: night")


def test_work_that_runs_out_of_the_period_is_judged_up_to_its_last_midnight(met: Callable[..., bool]) -> None:
    assert met("2026-10-31 20:00", 1440, settings="windows: office")


def test_a_month_without_work_owes_nothing(run_rule: Callable[[str, dict[str, Any]], CaseResult]) -> None:
    body = {**MONTH, "day": "2026-10-08", "seen": [], "expect": {"person": "chen", "due": "0", "unmet": "0"}}
    assert run_rule(RULE.format(settings=OFFICE), body).passed


def test_the_rule_says_the_hours_it_keeps_free() -> None:
    text = RULE.format(settings="windows: [office, night], on: workday")
    said = bind_ruleset(read_text(text), {"outside": Outside.settings}).rules[0].settings.says(date(2026, 10, 8))
    assert said.zh == "工作日 09:00-18:00、22:00-06:00 以外"
    assert said.en == "outside 09:00-18:00, 22:00-06:00 on workdays"


def test_a_window_the_file_does_not_have_is_refused() -> None:
    with pytest.raises(RulesetError) as refused:
        bind_ruleset(read_text(RULE.format(settings="windows: offices")), {"outside": Outside.settings})
    assert refused.value.problems[0].code == "E-RULE-WINDOW"
