"""What was not asked is not applicable: it earns and costs nothing, and nobody is unknown for it."""

from __future__ import annotations

import pytest

from inspect_core.app.explain import Explainer
from tests.golden.by_hand import scored
from tests.unit.kinds.small import figures, seen

WHEN = "when: {solved: yes}\n"
KINDS = {
    "checklist": "kind: checklist\nform: check\nask: Polite?\nna: fail\ncredit: subject\nof: guard\n" + WHEN,
    "deduction": "kind: deduction\nform: check\nfull: 10\ncredit: subject\n"
    "faults: {rude: {ask: Rude?, deduct: 2, when: {solved: yes}}}\n",
    "rating": "kind: rating\nform: check\nask: Content?\nscale: {pass: 100, fail: 0}\ncredit: subject\n" + WHEN,
    "proportion": "kind: proportion\nform: check\nquestion: rule\nask: Content?\nanswers: [pass, fail]\n"
    "good: pass\ncredit: subject\n" + WHEN,
}
PEOPLE = {"li": "guard", "boss": "leader"}


def checked(rule: str, /, **answers: str) -> str:
    row = seen("check", "09:00", "boss", subject="li", place="gate", answers=answers)
    return figures(rule, "li", people=PEOPLE, places={"gate": "post"}, seen=[row])


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_that_was_not_asked_is_not_applicable(kind: str) -> None:
    assert checked(KINDS[kind], solved="no") == "0 of 0, not_applicable 1"


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_that_was_asked_and_not_answered_says_nothing(kind: str) -> None:
    assert "not_applicable" not in checked(KINDS[kind], solved="yes")


@pytest.mark.parametrize(("kind", "name", "word"), [("checklist", "rule", "fail"), ("deduction", "rude", "fail")])
def test_an_answer_to_what_was_asked_counts_as_ever(kind: str, name: str, word: str) -> None:
    assert "unmet 1" in checked(KINDS[kind], **{"solved": "yes", name: word})


def test_an_explanation_says_that_it_was_not_asked() -> None:
    rules = {
        "smile": {
            "title": "s",
            "kind": "checklist",
            "form": "check",
            "ask": "a",
            "when": {"there": ["yes"]},
            "points": "100",
        }
    }
    form = {"title": "Check", "about": "person", "questions": {"there": {"ask": "There?", "answers": "yes_no"}}}
    manners = {"ruleset": "manners", "edition": "2026-10-01", "title": "M", "forms": {"check": form}, "rules": rules}
    row = {"form": "check", "observer": "boss", "subject": "li", "at": "2026-10-08 09:00", "answers": {"there": "no"}}
    scheme = {"scheme": "s", "edition": "2026-10-01", "title": "s", "bands": {"A": "0"}}
    month = scored(
        {
            "period": "2026-10",
            "rulesets": {"manners": manners},
            "scheme": {**scheme, "roles": {"guard": {"weights": {"manners": "100"}}}},
            "people": {"li": "guard", "boss": "boss"},
            "seen": [row],
        }
    )
    (rule,) = Explainer(month, lambda _: {}).of("li")["rulesets"][0]["rules"]
    (slot,) = rule["slots"]
    (answer,) = slot["evidence"][0]["answers"]
    assert (slot["outcome"], answer["answer"]) == ("not_applicable", None)
    assert answer["answer_title"] == {"zh": "未问及", "en": "not asked"}
