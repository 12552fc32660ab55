"""What a ruleset says of the analyses of its forms."""

from __future__ import annotations

import pytest

from inspect_core.bootstrap import registry_of
from inspect_core.errors import RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text

TEXT = """
ruleset: small
edition: 2026-10-01
title: small
forms:
  survey: {title: survey, questions: {expected: {ask: e, type: count}, seen: {ask: s, type: count}, why: {ask: w, type: text}}}
rules:
  clean: {title: clean, kind: checklist, form: survey, ask: clean?, credit: project, points: 100}
analyses:
"""


def test_questions_and_pairs_stand_by_form_and_method() -> None:
    written = "  survey: {nps: {questions: seen}, servqual: {pairs: {all: [[expected, seen]]}, weights: {all: 11.5}}}\n"
    found = bind_ruleset(read_text(TEXT + written), registry_of().kinds.settings()).analyses["survey"]
    assert found["nps"].questions == ("seen",)
    assert (found["servqual"].pairs, found["servqual"].weights) == ({"all": (("expected", "seen"),)}, {"all": 11_500})


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("  surwey: {nps: {questions: seen}}\n", "E-RULE-FORM", "survey"),
        ("  survey: {nps: {questions: sen}}\n", "E-ANALYSE-QUESTION", "seen"),
        ("  survey: {nps: {questions: why}}\n", "E-ANALYSE-QUESTION", "expected"),
        ("  survey: {gap: {pairs: {a: [[seen, sawn]]}}}\n", "E-ANALYSE-QUESTION", "seen"),
        ("  survey: {servqual: {pairs: {all: [[expected, seen]]}, weights: {al: 1}}}\n", "E-ANALYSE-QUESTION", "all"),
        ("  survey: {gap: {pairs: {a: [[seen]]}}}\n", "E-RULE-MISSING", ""),
        ("  survey: {ces: {questions: seen}}\n", "E-RULE-TYPE", ""),
    ],
)
def test_what_nobody_asks_is_refused_with_its_place(written: str, code: str, said: str) -> None:
    with pytest.raises(RulesetError) as refused:
        bind_ruleset(read_text(TEXT + written), registry_of().kinds.settings())
    (problem,) = refused.value.problems
    assert (problem.code, said in problem.hint) == (code, True)
    assert problem.place is not None
    assert problem.place.line == 10
