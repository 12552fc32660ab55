"""Whose score it is: the roles a rule judges, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from inspect_core.testing.collected import run_rule_case

RULESET = """
ruleset: courtesy
edition: 2026-01-01
title: courtesy
forms:
  check: {title: check, about: person, at: post}
rules:
  greeting: {title: greeting, kind: checklist, form: check, ask: greeting, OF credit: CREDIT, points: 100}
"""


def unmet(credit: str, of: str, person: str, people: Mapping[str, Any]) -> str | None:
    """How many failed checks count for a person."""
    answers = {"greeting": "fail"}
    seen = [
        {"form": "check", "observer": "li", "subject": "wang", "place": "gate", "at": "09:00", "answers": answers},
    ]
    body = {
        "people": {"li": "leader", **people},
        "places": {"gate": {"kind": "post", "owner": "wang"}},
        "shifts": {"day": "08:00-20:00"},
        "roster": [{"person": "wang", "shift": "day", "place": "gate"}],
        "seen": seen,
        "expect": {"person": person},
    }
    text = RULESET.replace("CREDIT", credit).replace("OF", f"of: {of}," if of else "")
    return run_rule_case(text, body).found.get("unmet")


LATER = {"role": "guard", "first": "2026-10-20"}
SETTLED, COMING = {"wang": "cleaner"}, {"wang": "cleaner", "zhao": LATER}  # with and without anybody who comes or goes


@pytest.mark.parametrize("people", [SETTLED, COMING], ids=["settled", "somebody comes"])
@pytest.mark.parametrize("credit", ["subject", "owner", "[subject, owner]"])
def test_a_rule_for_guards_does_not_judge_a_cleaner(people: Mapping[str, Any], credit: str) -> None:
    assert unmet(credit, "guard", "wang", people) == "0"
    assert unmet(credit, "[guard, cleaner]", "wang", people) == "1"
    assert unmet(credit, "", "wang", people) == "1"


@pytest.mark.parametrize("people", [SETTLED, COMING], ids=["settled", "somebody comes"])
def test_who_is_credited_by_role_answers_for_those_the_rule_judges(people: Mapping[str, Any]) -> None:
    assert unmet("leader", "cleaner", "li", people) == "1"
    assert unmet("observer", "cleaner", "li", people) == "0"


ROUNDS = """
ruleset: rounds
edition: 2026-01-01
title: rounds
forms:
  round: {title: round, at: post}
rules:
  often: {title: often, kind: frequency, counts: round, by: leader, per: [post, shift], at_least: 1, points: 100}
"""


@pytest.mark.parametrize(
    ("status", "rounds", "expected"),
    [
        ("planned", [], ("0", "1")),
        ("excused", [], ("0", "0")),
        ("excused", [{"form": "round", "observer": "li", "place": "gate", "at": "09:00"}], ("1", "0")),
    ],
    ids=["on duty", "excused", "excused and done all the same"],
)
def test_whose_duty_is_excused_answers_for_nothing_that_was_missed(
    status: str, rounds: list[dict[str, str]], expected: tuple[str, str]
) -> None:
    body = {
        "people": {"li": "leader", "wang": "guard"},
        "places": {"gate": "post"},
        "shifts": {"day": "08:00-20:00"},
        "roster": [
            {"person": "li", "shift": "day", "status": status},
            {"person": "wang", "shift": "day", "place": "gate"},
        ],
        "seen": rounds,
        "expect": {"person": "li"},
    }
    found = run_rule_case(ROUNDS, body).found
    assert (found.get("met"), found.get("unmet")) == expected
