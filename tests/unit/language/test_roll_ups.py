"""What a ruleset may say of how its rules become one score, and what is refused with its place."""

from __future__ import annotations

import pytest

from inspect_core.bootstrap import registry_of
from inspect_core.errors import Problem, RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.rule import Ruleset

TEXT = """
ruleset: small
edition: 2026-10-01
title: small
points: 20
forms: {check: {title: check}}
rules:
  clean: {title: clean, kind: checklist, form: check, ask: clean?, credit: project, points: 10}
  safe: {title: safe, kind: checklist, form: check, ask: safe?, credit: project, points: 10}
"""


def bound(head: str) -> Ruleset:
    return bind_ruleset(read_text(TEXT + head, "small.yaml"), registry_of().kinds.settings())


def refused(head: str) -> Problem:
    with pytest.raises(RulesetError) as found:
        bound(head)
    (problem,) = found.value.problems
    return problem


def test_points_are_added_up_unless_the_head_says_otherwise() -> None:
    assert bound("").roll_up.plain_sum
    assert not bound("cap_by_worst: [{below: 60 %, at_most: 80 %}]\n").roll_up.plain_sum
    assert bound("roll_up: worst\n").roll_up.model == "worst"


def test_sections_may_hold_sections() -> None:
    found = bound("roll_up: xccdf-default\nsections: {all: {weight: 2, sections: {inner: {rules: [safe]}}}}\n")
    assert found.roll_up.sections["all"].weight == 2000
    assert found.roll_up.sections["all"].sections["inner"].rules == ("safe",)


@pytest.mark.parametrize(
    ("head", "code", "said"),
    [
        ("roll_up: xccdf-default\nsections: {all: {rules: [sfae]}}\n", "E-RULE-SECTION", "did you mean 'safe'"),
        ("roll_up: xccdf-default\nsections: {a: {rules: safe}, b: {rules: safe}}\n", "E-RULE-SECTION", "two sections"),
        ("sections: {all: {rules: [safe]}}\n", "E-RULE-ROLLUP", "xccdf-default"),
        ("roll_up: flat\ncap_by_worst: [{below: 60 %, at_most: 80 %}]\n", "E-RULE-ROLLUP", "either"),
        ("roll_up: flatt\n", "E-RULE-TYPE", "roll_up"),
        ("cap_by_worst: [{below: 160 %, at_most: 80 %}]\n", "E-RULE-RANGE", "0 %"),
        ("roll_up: xccdf-default\nsections: {all: {weight: -1, rules: safe}}\n", "E-RULE-RANGE", "weight"),
    ],
)
def test_a_head_that_cannot_be_meant_is_refused_with_its_place(head: str, code: str, said: str) -> None:
    problem = refused(head)
    assert problem.code == code
    assert said in f"{problem.message} {problem.hint}"
    assert problem.message_zh
    assert problem.place is not None
    assert (problem.place.file, (problem.place.line or 0) >= 10) == ("small.yaml", True)
