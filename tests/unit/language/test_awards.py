"""Awards of a scheme: what they may name, and what is refused with its place."""

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
departments: {{security: Security}}
bands: {{A: 90, B: 0}}
awards:
  star: {{title: Star, {award}}}
"""


def test_an_award_has_its_defaults() -> None:
    award = bind_scheme(read_text(TEXT.format(award="roles: guard")), {"manners"}).text.awards["star"]
    assert (award.best, award.least_judged, award.least_coverage, award.no_veto, award.ruleset) == (1, 1, 0, True, None)


@pytest.mark.parametrize(
    ("award", "hint"),
    [
        ("roles: guards", "did you mean 'guard'?"),
        ("departments: securty", "did you mean 'security'?"),
        ("ruleset: manner", "did you mean 'manners'?"),
    ],
)
def test_an_award_for_what_is_not_there_is_refused_with_its_place(award: str, hint: str) -> None:
    with pytest.raises(RulesetError) as refused:
        bind_scheme(read_text(TEXT.format(award=award)), {"manners"})
    (problem,) = refused.value.problems
    assert (problem.code, problem.hint) == ("E-SCHEME-AWARD", hint)
    assert problem.place is not None
    assert problem.place.line == 9


def test_nobody_can_be_the_best_of_none() -> None:
    with pytest.raises(RulesetError):
        bind_scheme(read_text(TEXT.format(award="best: 0")))
