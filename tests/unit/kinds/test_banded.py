"""Penalty points in bands: both limits hold, a part may not stay open, limits change on their day."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import Any

import pytest

from inspect_core.api import AnswerCode, Band, Outcome, Rule, RulesetError
from inspect_core.kinds.banded import Banded
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text

FRAME = """
ruleset: hygiene
edition: 2026-01-01
title: hygiene
points: {points}
forms:
  food-inspection: {{title: inspection, at: place}}
rules:
  rating:
{rule}
"""
RULE = """
title: rating
kind: banded
form: food-inspection
parts:
  hygiene: {ask: hygiene, answers: {"0": 0, "5": 5, "10": 10}}
bands:
  - {worth: 5, total: {2026-01-01: 15, 2026-10-01: 10}, part: 5}
  - {worth: 3, total: 30}
  - {worth: 0}
points: 5
"""


def rule(text: str = RULE, points: int = 5) -> Rule:
    body = textwrap.indent(textwrap.dedent(text).strip(), "    ")
    return bind_ruleset(read_text(FRAME.format(points=points, rule=body)), {"banded": Banded.settings}).rules[0]


def codes(*values: str) -> list[AnswerCode]:
    return [AnswerCode(number, "food-inspection", "hygiene", value) for number, value in enumerate(values)]


def test_the_example_of_the_docstring_is_a_rule() -> None:
    example = (Banded.__doc__ or "").partition("Example:\n")[2]
    assert rule(example, points=100).settings.kind == "banded"


def test_an_answer_costs_its_penalty_and_is_judged_by_it() -> None:
    found = Banded().contributions(rule(), codes("0", "5", "10", "elsewhere"), date(2026, 5, 1))
    assert found is not None
    assert [(row.deduction, row.outcome) for row in found.rows] == [
        (0, Outcome.MET),
        (5_000, Outcome.PARTLY),
        (10_000, Outcome.UNMET),
    ]
    assert (found.mode, found.full) == ("banded", 5_000)


@pytest.mark.parametrize(("day", "total"), [(date(2026, 9, 30), 15_000), (date(2026, 10, 1), 10_000)])
def test_a_limit_is_the_one_of_the_day(day: date, total: int) -> None:
    found = Banded().contributions(rule(), codes("0"), day)
    assert found is not None
    assert found.bands == (Band(5_000, total, 5_000), Band(3_000, 30_000), Band(0))


def test_before_the_first_day_of_a_limit_the_rule_is_not_in_force() -> None:
    assert Banded().contributions(rule(), codes("0"), date(2025, 12, 31)) is None


def test_the_days_on_which_a_limit_changes_are_known() -> None:
    assert Banded().change_days(rule()) == (date(2026, 1, 1), date(2026, 10, 1))


def test_no_part_may_stay_open() -> None:
    assert [question.required for _, question in rule().settings.questions("rating")] == [True]


def test_the_rule_says_its_bands_in_words() -> None:
    said = rule().settings.says(date(2026, 11, 1))
    assert said.en == "5 with at most 10 in all and at most 5 in a part; 3 with at most 30 in all; 0 with anything else"
    assert said.zh == "合计不超过 10、单项不超过 5 得 5；合计不超过 30 得 3；其余得 0"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{worth: 3, total: 30}", "{worth: 5, total: 30}", "from the best to the worst"),
        ('"10": 10', '"10": -10', "not negative"),
        ("  - {worth: 3, total: 30}\n  - {worth: 0}\n", "", "bands"),
    ],
)
def test_bands_that_cannot_be_meant_are_refused(old: str, new: str, reason: str) -> None:
    with pytest.raises(RulesetError, match=reason):
        rule(RULE.replace(old, new))


def test_a_rule_of_another_kind_is_no_banded_rule() -> None:
    stranger: Any = Rule("hygiene", "other", settings=None, place=rule().place)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="hygiene/other"):
        Banded().change_days(stranger)
