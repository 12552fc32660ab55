from __future__ import annotations

from functools import cache

import pytest

from inspect_core.bootstrap import registry_of
from inspect_core.errors import Problem, RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.rule import RuleHeader, Ruleset

TEXT = """\
ruleset: pool
edition: 2026-10-01
title: Pool
forms:
  round:
    title: Round
    questions:
      again: {{ask: Again?, answers: yes_no, when: {again}}}
      open: {{ask: Is it open?, answers: yes_no}}
      guests: {{ask: How many?, type: count}}
      said: {{ask: What?, type: text}}
rules:
  water:
    title: Water
    kind: checklist
    form: round
    ask: Is the water clear?
    {when}
    points: 60
  edge:
    title: Edge
    kind: deduction
    form: round
    faults: {{litter: {{ask: Litter?, deduct: 1, when: {fault}}}}}
    points: 40
"""


@cache
def kinds() -> dict[str, type[RuleHeader]]:
    return dict(registry_of().kinds.settings())


def bound(when: str = "{open: yes}", again: str = "{guests: [2, 3]}", fault: str = "{water: fail}") -> Ruleset:
    text = TEXT.format(when=f"when: {when}", again=again, fault=fault)
    return bind_ruleset(read_text(text, "pool.yaml"), kinds())


def problem(**conditions: str) -> Problem:
    with pytest.raises(RulesetError) as caught:
        bound(**conditions)
    assert {found.code for found in caught.value.problems} == {"E-RULE-WHEN"}
    return caught.value.first


def test_questions_are_asked_after_those_they_depend_on() -> None:
    form = bound().forms["round"]
    assert [question.id for question in form.questions] == ["open", "water", "litter", "guests", "again", "said"]
    water = form.question("water")
    assert water is not None
    assert water.when == (("open", ("yes",)),)


@pytest.mark.parametrize(
    ("conditions", "line", "says"),
    [
        ({"when": "{opem: yes}"}, 18, "the question 'opem' is not known"),
        ({"when": "{open: maybe}"}, 18, "the answer 'maybe' to 'open' is not known"),
        ({"when": "{open: []}"}, 18, "never asked"),
        ({"when": "{said: something}"}, 18, "no words that a condition could name"),
        ({"again": "{guests: many}"}, 8, "'many' is no answer to 'guests', which counts"),
        ({"again": "{guests: '02'}"}, 8, "is no answer"),
        ({"again": "{again: yes}"}, 8, "only after an answer to itself"),
        ({"when": "{litter: fail}"}, 18, "only after an answer to itself"),
        ({"fault": "{water: fail, open: no}"}, 24, "no answer to 'open' fits"),
    ],
)
def test_a_condition_nobody_can_meet_is_refused_with_its_place(
    conditions: dict[str, str], line: int, says: str
) -> None:
    found = problem(**conditions)
    assert says in found.message
    assert found.place is not None
    assert found.place.line == line
    assert found.message_zh
    assert found.hint_zh


def test_the_nearest_question_is_named() -> None:
    assert problem(when="{opem: yes}").hint == "did you mean 'open'?"


def test_questions_of_a_rule_that_cannot_be_read_are_not_called_unknown() -> None:
    text = TEXT.format(when="when: {open: yes}", again="{water: fail}", fault="{water: fail}").replace(
        "form: round", "from: round", 1
    )
    with pytest.raises(RulesetError) as caught:
        bind_ruleset(read_text(text, "pool.yaml"), kinds())
    assert "E-RULE-WHEN" not in {found.code for found in caught.value.problems}
