from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from inspect_core.bootstrap import registry_of
from inspect_core.errors import Problem, RulesetError
from inspect_core.language.binding import bind_ruleset, fingerprint
from inspect_core.language.reader import read_text
from inspect_core.language.rule import RuleHeader, Ruleset

HEAD = """\
ruleset: patrol
edition: 2026-10-01
title: {zh: 巡查, en: Patrol}
windows: {morning: "06:00-12:00"}
forms:
  patrol:
    title: Patrol
    at: post
    questions:
      note: {ask: Anything?, type: text}
"""
RULES = """\
rules:
  rounds:
    title: Rounds
    kind: frequency
    counts: patrol
    by: shift_leader
    per: [post, shift]
    at_least: {2025-01-01: 3, 2026-03-01: 4}
    points: 60
  state:
    title: State
    kind: checklist
    form: patrol
    ask: In order?
    credit: owner
    points: 40
"""


@cache
def kinds() -> dict[str, type[RuleHeader]]:
    return dict(registry_of().kinds.settings())


def bound(text: str) -> Ruleset:
    return bind_ruleset(read_text(text, "patrol.yaml"), kinds())


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(RulesetError) as caught:
        bound(text)
    return caught.value.problems


def told(text: str) -> list[tuple[str, str, str]]:
    return [(one.code, str(one.place), one.hint) for one in problems(text)]


def test_a_ruleset_is_its_rules_its_forms_and_its_windows() -> None:
    ruleset = bound(HEAD + RULES)
    assert (ruleset.id, ruleset.edition, ruleset.points) == ("patrol", date(2026, 10, 1), 100_000)
    assert [rule.name for rule in ruleset.rules] == ["patrol/rounds", "patrol/state"]
    assert str(ruleset.rules[1].place) == "patrol.yaml:21:5"
    assert ruleset.windows["morning"].last == 720


def test_a_form_asks_what_its_rules_ask_and_its_own_questions() -> None:
    form = bound(HEAD + RULES).forms["patrol"]
    assert [question.id for question in form.questions] == ["state", "note"]
    assert form.questions[0].values == ("pass", "fail", "na")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("at_least:", "atleast:", ("E-RULE-KEY", "patrol.yaml:18:14", "did you mean 'at_least'?")),
        ("kind: frequency", "kind: frequencey", ("E-RULE-KIND", "patrol.yaml:14:11", "did you mean 'frequency'?")),
        ("form: patrol", "form: patrl", ("E-RULE-FORM", "patrol.yaml:23:11", "did you mean 'patrol'?")),
        (
            "points: 60",
            "points: 59.5",
            ("E-RULE-TOTAL", "patrol.yaml:12:3", "mend the points, or say 'points: 99.5' at the top"),
        ),
        ("  windows:", "  windows:", None),
        ("points: 60", "point: 60", ("E-RULE-KEY", "patrol.yaml:19:12", "did you mean 'points'?")),
        ("title: Patrol\n", "titel: Patrol\n", ("E-RULE-KEY", "patrol.yaml:7:12", "did you mean 'title'?")),
        ("type: text", "typ: text", ("E-RULE-KEY", "patrol.yaml:10:35", "did you mean 'type'?")),
    ],
)
def test_an_unknown_word_is_told_with_its_place_and_the_nearest_known_one(
    old: str, new: str, expected: tuple[str, str, str] | None
) -> None:
    text = (HEAD + RULES).replace(old, new, 1)
    if expected is None:
        assert bound(text)
    else:
        assert expected in told(text)


def test_the_nearest_word_is_one_of_the_level_where_the_wrong_one_stands() -> None:
    faults = "    kind: deduction\n    form: patrol\n    faults: {litter: {ask: Litter?, each: place, deducts: 1}}\n"
    rule = f"rules:\n  clean:\n    title: Clean\n{faults}    points: 100\n"
    assert told(HEAD + rule) == [("E-RULE-KEY", "patrol.yaml:16:59", "did you mean 'deduct'?")]


def test_where_no_word_is_near_the_known_ones_are_listed() -> None:
    hints = [one.hint for one in problems((HEAD + RULES).replace("counts: patrol", "zzzzqqq: patrol"))]
    assert any(hint.startswith("known are: advisory, at_least, by, clause") for hint in hints)


def test_an_unknown_window_is_told() -> None:
    text = (HEAD + RULES).replace(
        "per: [post, shift]", "per: [post, window]\n    windows: [mornings]\n    credit: place"
    )
    assert ("E-RULE-WINDOW", "patrol.yaml:18:14", "did you mean 'morning'?") in told(text)


def test_every_problem_of_a_file_is_told_at_once() -> None:
    text = (HEAD + RULES).replace("edition: 2026-10-01", "edition: soon").replace("at_least", "atleast")
    text = text.replace("points: 40", "points: -40").replace("06:00-12:00", "noon")
    assert [(one.code, one.place.line if one.place else 0) for one in problems(text)] == [
        ("E-RULE-TYPE", 2),
        ("E-RULE-TYPE", 4),
        ("E-RULE-MISSING", 13),
        ("E-RULE-KEY", 18),
        ("E-RULE-RANGE", 26),
    ]


@pytest.mark.parametrize(
    ("faults", "code"),
    [
        ("{litter: {ask: a, deduct: -5}}", "E-RULE-RANGE"),
        ("{litter: {ask: a, deduct: .inf}}", "E-RULE-RANGE"),
        ("{litter: {ask: a, deduct: nan}}", "E-RULE-RANGE"),
        ("{litter: {ask: a, deduct: 1e400}}", "E-RULE-RANGE"),
        ("{litter: {ask: a, repeat: [0.1, -1]}}", "E-RULE-RANGE"),
        ("{litter: {ask: a, deduct: 1}}\n    floor: 50\n    full: 50", "E-RULE-RANGE"),
        ("{litter: {ask: a, deduct: 1, repeat: [1], each: place}}", "E-RULE-TYPE"),
        ("{}", "E-RULE-TYPE"),
    ],
)
def test_a_number_that_cannot_be_meant_has_a_code_of_its_own(faults: str, code: str) -> None:
    rule = f"rules:\n  clean:\n    title: Clean\n    kind: deduction\n    form: patrol\n    faults: {faults}\n    points: 100\n"
    assert [one.code for one in problems(HEAD + rule)] == [code]


def test_a_total_of_ones_own_is_said_at_the_top_and_never_rescaled() -> None:
    text = (HEAD + RULES).replace("points: 40", "points: 20")
    assert [one.message for one in problems(text)] == ["the points add up to 80, not 100"]
    assert bound(text.replace("windows:", "points: 80\nwindows:")).points == 80_000


def test_two_rules_may_ask_one_question_only_in_the_same_words() -> None:
    second = (
        RULES[RULES.index("  state:") :]
        .replace("  state:", "  again:")
        .replace("ask: In order?", "questions: {state: {ask: %}}")
    )
    text = (HEAD + RULES + second).replace("points: 40", "points: 20")
    assert bound(text.replace("%", "In order?"))
    assert [one.code for one in problems(text.replace("%", "Really?"))] == ["E-RULE-QUESTION"]


def test_points_rounded_to_a_unit_are_a_multiple_of_it() -> None:
    assert bound((HEAD + RULES).replace("points: 60", "points: 60\n    rounding: whole"))
    text = (
        (HEAD + RULES).replace("points: 60", "points: 59.5\n    rounding: whole").replace("points: 40", "points: 40.5")
    )
    assert [one.message for one in problems(text)] == [
        "rules.rounds.points: points rounded to a whole are a multiple of it"
    ]


def test_a_fingerprint_is_that_of_the_content_not_of_its_spelling() -> None:
    text = HEAD + RULES
    same = text.replace("counts: patrol\n    by: shift_leader", 'by:   "shift_leader"  # who\n    counts: patrol')
    assert fingerprint(read_text(text)) == fingerprint(read_text(same))


@pytest.mark.parametrize(
    "change", [("points: 60", "points: 60.0"), ("2026-03-01: 4", "2026-03-01: 5"), ("Rounds", "rounds")]
)
def test_a_ruleset_edited_under_the_same_edition_has_another_fingerprint(change: tuple[str, str]) -> None:
    assert bound(HEAD + RULES).fingerprint != bound((HEAD + RULES).replace(*change)).fingerprint


@pytest.mark.parametrize("key", ["include: ../../../../etc/passwd", "include: file:///etc/passwd", "closed: 2026-03"])
def test_the_language_reads_no_other_file(key: str) -> None:
    assert [one.code for one in problems(HEAD + RULES + key + "\n")] == ["E-RULE-KEY"]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("extends: [a, b]", "E-RULE-TYPE"),
        ("extends: ../secret\n", "E-OVERLAY-PARENT"),
        ("extends: patrol", "E-OVERLAY-PARENT"),
    ],
)
def test_an_overlay_is_bound_only_after_it_was_laid_over_its_parent(key: str, code: str) -> None:
    assert [one.code for one in problems(HEAD + RULES + key + "\n")] == [code]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("{ask: a, type: text, answers: yes_no}", "names its answers"),
        ("{ask: a}", "names its answers"),
        ("{ask: a, answers: yes_or_no}", "no set of answers"),
        ("{ask: a, type: paragraph}", "Input should be"),
    ],
)
def test_a_question_of_a_form_has_the_answers_of_its_type(question: str, said: str) -> None:
    text = (HEAD + RULES).replace("{ask: Anything?, type: text}", question)
    (problem,) = problems(text)
    assert (problem.code, said in problem.message) == ("E-RULE-TYPE", True)
