"""Checklists: a cap holds on the days it is in force."""

from __future__ import annotations

from datetime import date

import pytest

from inspect_core.domain.form import Question
from inspect_core.kinds.checklist import ChecklistSettings
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.testing.collected import run_rule_case

RULESET = """
ruleset: courtesy
edition: 2026-01-01
title: courtesy
forms:
  check: {title: check, about: person}
rules:
  greeting:
    title: greeting
    kind: checklist
    form: check
    questions: {door: {ask: door, critical: true}, smile: {ask: smile, weight: 9}}
    cap_if_critical: {2026-10-15: 10 %, 2026-10-25: null}
    points: 100
"""


def points(day: str) -> str | None:
    body = {
        "people": {"li": "leader", "wang": "guard"},
        "seen": [
            {"form": "check", "observer": "li", "subject": "wang", "at": f"{day} 08:10", "answers": answers}
            for answers in ({"door": "fail", "smile": "pass"},)
        ],
        "expect": {"person": "wang"},
    }
    return run_rule_case(RULESET, body).found.get("points")


def test_a_critical_failure_before_the_cap_is_in_force_is_not_capped() -> None:
    assert points("2026-10-03") == "90"


def test_a_critical_failure_under_the_cap_is_capped() -> None:
    assert points("2026-10-20") == "10"


DATED = """
ruleset: courtesy
edition: 2026-01-01
title: courtesy
forms:
  check: {title: check, about: person}
rules:
  smile:
    title: smile
    kind: checklist
    form: check
    ask: {zh: "{metres} 米以内微笑?", en: "A smile within {metres} m?"}
    given: {metres: {2026-01-01: 5, 2026-06-01: 3, 2027-01-01: null}}
    points: 100
"""


def dated_question() -> Question:
    return bind_ruleset(read_text(DATED), {"checklist": ChecklistSettings}).forms["check"].questions[0]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 12, 31), "A smile within 5 m?"),
        (date(2026, 5, 31), "A smile within 5 m?"),
        (date(2026, 6, 1), "A smile within 3 m?"),
        (date(2027, 1, 1), "A smile within 3 m?"),
    ],
)
def test_a_form_asks_with_the_value_in_force_on_the_day_it_is_filled_in(day: date, words: str) -> None:
    assert dated_question().asked_on(day).en == words


def test_words_that_do_not_change_are_said_once() -> None:
    assert [words.en for words in dated_question().wordings] == ["A smile within 5 m?", "A smile within 3 m?"]


def test_a_cap_that_was_retired_since_holds_for_what_failed_under_it() -> None:
    assert points("2026-10-24") == "10"


def test_a_critical_failure_after_the_cap_was_retired_is_not_capped() -> None:
    assert points("2026-10-26") == "90"


VETOED = RULESET.replace("{ask: door, critical: true}", "{ask: door, veto: shut-out}")


def vetoes(ruleset: str, **answers: str) -> str | None:
    body = {
        "people": {"li": "leader", "wang": "guard"},
        "seen": [{"form": "check", "observer": "li", "subject": "wang", "at": "2026-10-03 08:10", "answers": answers}],
        "expect": {"person": "wang"},
    }
    return run_rule_case(ruleset, body).found.get("veto")


@pytest.mark.parametrize(
    ("door", "smile", "raised"), [("fail", "pass", "shut-out"), ("pass", "fail", "none"), ("pass", "pass", "none")]
)
def test_a_single_question_may_raise_a_veto_and_the_others_none(door: str, smile: str, raised: str) -> None:
    assert vetoes(VETOED, door=door, smile=smile) == raised


def test_the_veto_of_the_rule_is_that_of_every_question_without_its_own() -> None:
    rule = VETOED.replace("    points: 100", "    veto: rude\n    points: 100")
    assert vetoes(rule, door="pass", smile="fail") == "rude"
    assert vetoes(rule, door="fail", smile="pass") == "shut-out"
