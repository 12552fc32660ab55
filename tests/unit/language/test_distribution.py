"""Limits of grades in a scheme: what they may name, and what is refused with its place."""

from __future__ import annotations

import pytest

from inspect_core.errors import RulesetError
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import bind_scheme

TEXT = """
scheme: small
edition: 2026-10-01
title: Small
roles: {{guard: {{weights: {{manners: 100}}}}}}
bands: {{A: 90, B: 60, C: 0}}
distribution:
  grades:
    {limit}
"""


def test_limits_are_off_until_somebody_turns_them_on() -> None:
    found = bind_scheme(read_text(TEXT.format(limit="A: {at_most: 20 %}"))).text.distribution
    assert found is not None
    assert (found.mode, found.within, found.grades["A"].at_most) == ("off", "project", 20_000)


@pytest.mark.parametrize(
    ("limit", "hint"),
    [
        ("a: {at_most: 20 %}", "known are: A, B, C"),
        ("C: {at_most: 20 %}", "limit the better grades, and leave this one out"),
    ],
)
def test_a_limit_of_no_grade_or_of_the_lowest_is_refused_with_its_place(limit: str, hint: str) -> None:
    with pytest.raises(RulesetError) as refused:
        bind_scheme(read_text(TEXT.format(limit=limit)))
    (problem,) = refused.value.problems
    assert (problem.code, problem.hint) == ("E-SCHEME-DISTRIBUTION", hint)
    assert problem.place is not None
    assert problem.place.line == 9


@pytest.mark.parametrize("limit", ["A: {at_most: 120 %}", "A: {at_most: 20}", "A: {}"])
def test_a_limit_that_is_no_share_is_refused(limit: str) -> None:
    with pytest.raises(RulesetError):
        bind_scheme(read_text(TEXT.format(limit=limit)))
