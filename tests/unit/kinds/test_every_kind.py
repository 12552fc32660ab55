"""Every kind tells what it asks and what it counts, with an example that loads and scores."""

from __future__ import annotations

import inspect
import re
from textwrap import dedent

import pytest

from inspect_core.app.calendars import published
from inspect_core.domain.period import month_period
from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground
from inspect_core.engine.kind import AnswerKind, Contributions, SlotKind
from inspect_core.engine.plan import Plan
from inspect_core.engine.run import score_month
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.rule import Ruleset
from inspect_core.language.scheme import bind_scheme
from inspect_core.testing.cases import ZONE
from inspect_core.testing.month import records_of
from tests.unit.kinds.small import kinds

WORDS = tuple(kinds().by_word)
SCHEME = "{scheme: s, edition: 2026-10-01, title: s, roles: {guard: {weights: {example: 100}}}, bands: {A: 0}}"


def docstring(word: str) -> str:
    return inspect.getdoc(type(kinds().by_word[word])) or ""


def example(word: str) -> Ruleset:
    """The example of the docstring as a ruleset; its forms are named as the example names them."""
    text = dedent(docstring(word).partition("Example:\n")[2])
    forms = set(re.findall(r"^(?:form|counts): ([\w-]+)", text, re.MULTILINE))
    more = "questions: {class: {ask: '?', answers: {urgent: urgent, ordinary: ordinary}}}"
    head = [f"  {form}: {{title: Form, at: place, {more}}}" for form in forms]
    body = "\n".join("    " + line for line in text.strip().splitlines())
    hours = 'windows: {office: "09:00-18:00"}'
    whole = [
        "ruleset: example",
        "edition: 2026-10-01",
        "title: Example",
        hours,
        "forms:",
        *head,
        "rules:",
        "  example:",
        body,
    ]
    return bind_ruleset(read_text("\n".join(whole)), kinds().settings())


@pytest.mark.parametrize("word", WORDS)
def test_a_kind_tells_what_it_asks_and_what_it_counts(word: str) -> None:
    text = docstring(word)
    first = text.splitlines()[0]
    assert first.endswith(".")
    assert len(first) > 10
    assert re.search(r"^Asks: ", text, re.MULTILINE)
    assert re.search(r"^Counts: ", text, re.MULTILINE)
    assert "\nExample:\n" in text


@pytest.mark.parametrize("word", WORDS)
def test_the_example_of_a_kind_loads_and_scores(word: str) -> None:
    ruleset = example(word)
    assert [rule.settings.kind for rule in ruleset.rules] == [word]
    plan = Plan([ruleset], kinds(), bind_scheme(read_text(SCHEME)))
    words = {"people": {"li": "guard"}, "places": {"gate": "post"}, "day": "2026-10-08"}
    ground = Ground(month_period("2026-10"), ZONE, published())
    scored = score_month(plan, ground, encode(records_of({}, words, plan.forms, ZONE), plan.forms, ZONE))
    assert set(scored.rules) >= {"stint", "project"}


@pytest.mark.parametrize("word", WORDS)
def test_a_rule_says_itself_in_both_languages(word: str) -> None:
    ground = Ground(month_period("2026-10"), ZONE, published())
    (rule,) = example(word).rules
    said = rule.settings.says(ground.period.last)
    assert said.zh
    assert said.en
    assert "None" not in said.en


@pytest.mark.parametrize("word", WORDS)
def test_a_kind_reads_no_answer_that_is_not_its_own(word: str) -> None:
    kind = kinds().by_word[word]
    (rule,) = example(word).rules
    if isinstance(kind, SlotKind):
        assert rule.settings.forms()
        return
    assert isinstance(kind, AnswerKind)
    ground = Ground(month_period("2026-10"), ZONE, published())
    found = kind.contributions(rule, [], ground.period.first)
    assert isinstance(found, Contributions)
    assert found.rows == ()
