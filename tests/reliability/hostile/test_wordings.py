"""Every refusal of a text of rules is said in Chinese too, with its place and a next step."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_core.errors import Problem, RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.calendar import bind_calendar
from inspect_core.language.mapping import bind_mapping
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import bind_scheme
from tests.reliability.hostile.rulesets import CORPUS
from tests.reliability.hostile.wordings import LIST, OTHERS, RULESETS, SCHEME, SCHEMES, rule
from tests.unit.demo.shipped_forms import kinds

CHINESE = re.compile("[\u4e00-\u9fff]")
QUOTED = re.compile(r"'[^']*'|`[^`]*`|\"[^\"]*\"|\([A-Z0-9-]+\)$")
SENTENCE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")
ALL = {
    **{case.label: case.text for case in CORPUS if not case.scheme},
    **RULESETS,
    **SCHEMES,
    **{case.label: case.text for case in CORPUS if case.scheme},
    **OTHERS,
}


def refusals(text: str) -> tuple[Problem, ...]:
    with pytest.raises(RulesetError) as caught:
        bound(text)
    return caught.value.problems


def bound(text: str) -> object:
    document = read_text(text, "r.yaml")
    words = document.plain if isinstance(document.plain, dict) else {}
    if "scheme" in words:
        return bind_scheme(document)
    if "calendar" in words:
        return bind_calendar(document)
    return bind_mapping(document) if "mapping" in words else bind_ruleset(document, kinds())


@pytest.mark.parametrize("text", ALL.values(), ids=ALL.keys())
def test_every_refusal_is_said_in_chinese_with_place_and_next_step(text: str) -> None:
    for problem in refusals(text):
        assert problem.place is not None
        for said in (problem.text("zh"), problem.next_step("zh")):
            assert CHINESE.search(said), said
            assert SENTENCE.search(QUOTED.sub("", said)) is None, said
        assert problem.message
        assert problem.hint


@pytest.mark.parametrize(
    ("name", "code", "place"),
    [
        ("a cap above all", "E-RULE-RANGE", "r.yaml:16:22"),
        ("a level above all", "E-RULE-RANGE", "r.yaml:16:18"),
        ("a share above all", "E-RULE-RANGE", "r.yaml:17:15"),
        ("a share of a proportion above all", "E-RULE-RANGE", "r.yaml:18:15"),
        ("severities half said", "E-RULE-SEVERITY", "r.yaml:15:48"),
        ("nobody on duty", "E-RULE-CREDIT", "r.yaml:16:13"),
        ("nobody on duty at a talk", "E-RULE-CREDIT", "r.yaml:15:13"),
        ("days without a first one", "E-RULE-EVERY", "r.yaml:16:12"),
        ("hours from a day", "E-RULE-EVERY", "r.yaml:16:12"),
        ("a window in minutes", "E-RULE-TYPE", "r.yaml:4:20"),
    ],
)
def test_what_makes_no_sense_is_refused_where_it_stands(name: str, code: str, place: str) -> None:
    assert [(one.code, str(one.place)) for one in refusals(RULESETS[name])] == [(code, place)]


@pytest.mark.parametrize(
    ("name", "code", "place"),
    [
        ("two bands with one bound", "E-BAND-TWICE", "r.yaml:5:19"),
        ("bands that do not reach nothing", "E-BAND-ZERO", "r.yaml:5:26"),
        ("a coefficient of no grade", "E-SCHEME-GRADE", "r.yaml:6:19"),
        ("a veto of no grade", "E-SCHEME-GRADE", "r.yaml:7:26"),
        ("more coverage than all", "E-RULE-RANGE", "r.yaml:4:33"),
    ],
)
def test_a_scheme_that_makes_no_sense_is_refused_where_it_stands(name: str, code: str, place: str) -> None:
    assert [(one.code, str(one.place)) for one in refusals(SCHEMES[name])] == [(code, place)]


def test_the_texts_they_are_made_of_are_good() -> None:
    assert bind_ruleset(read_text(rule(LIST + "ask: Smile?")), kinds()).id == "manners"
    assert bind_scheme(read_text(SCHEME)).id == "plain"


@pytest.mark.parametrize(
    "body",
    [
        "kind: frequency\ncounts: talk\nper: [day]\nat_least: 1\nby: guard\ncredit: on_duty",
        "kind: frequency\ncounts: talk\nper: [shift]\nat_least: 1\ncredit: on_duty",
        "kind: frequency\ncounts: talk\nper: [post, day]\nat_least: 1\ncredit: on_duty",
        "kind: checklist\nform: check\nask: Smile?\ncredit: on_duty",
        "kind: checklist\nform: talk\nask: Smile?\nof: guard\ncredit: on_duty",
        "kind: checklist\nform: talk\nask: Smile?\ncredit: subject",
    ],
)
def test_those_on_duty_are_found_by_a_role_a_place_or_a_shift(body: str) -> None:
    assert bind_ruleset(read_text(rule(body)), kinds()).rules


def calls(root: Path) -> Iterator[tuple[str, ast.Call]]:
    for folder in ("domain", "language", "engine", "kinds"):
        for file in sorted((root / "src" / "inspect_core" / folder).glob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield f"{file.name}:{node.lineno}", node


def test_whoever_refuses_a_value_says_it_in_both_languages(root: Path) -> None:
    silent = [place for place, call in calls(root) if _name(call) in ("Unfit", "OutOfRange") and len(call.args) < 2]
    assert silent == []


def test_the_rule_language_refuses_no_value_in_one_language(root: Path) -> None:
    plain = [
        place
        for place, call in calls(root)
        if _name(call) == "ValueError" and not place.startswith(("period.py", "events.py"))
    ]
    assert plain == []


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""
