"""The three kinds of the plugin: their examples load, they say themselves in both languages, and refuse what is not theirs."""

from __future__ import annotations

import inspect
import sys
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from inspect_core.api import ErrorPlace, Rule
from inspect_core.bootstrap import registry_of
from inspect_core.host.loader import Installed
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.testing.cases import Case, run_case

sys.path.append(str(Path(__file__).resolve().parents[2] / "docs" / "real-data" / "plugin" / "src"))
ENTRY = EntryPoint("open_data", "inspect_core_open_data.plugin", "inspect_core")
KINDS = registry_of([Installed("inspect-core-open-data", "0.1.0", (ENTRY,))]).kinds
WORDS = ("calendar_days", "route", "weighted_rating")
QUESTIONS = """
      closed: {ask: '?', type: time}
      overall: {ask: '?', answers: {"1": one, "5": five, "6": none}}
      weight: {ask: '?', answers: {"0.5": half, "2": two}}
"""
FORMS = "".join(
    f"\n  {form}:\n    title: {form}\n    at: place\n    questions:{QUESTIONS}"
    for form in ("request", "reading", "survey")
)


def text(word: str) -> str:
    """The example of the kind's docstring within a ruleset."""
    made = next(kind for kind in KINDS.by_word.values() if kind.kind == word)
    inner: Any = getattr(made, "_kind", made)
    example = dedent((inspect.getdoc(type(inner)) or "").partition("Example:\n")[2])
    points = next(line.split()[-1] for line in example.splitlines() if line.strip().startswith("points"))
    body = "\n".join("    " + line for line in example.strip().splitlines())
    head = f"ruleset: own\nedition: 2026-01-01\ntitle: Own\npoints: {points}\nforms:{FORMS}\nrules:\n  rule:\n"
    return head + body


def rule(word: str) -> Rule:
    return bind_ruleset(read_text(text(word)), KINDS.settings()).rules[0]


@pytest.mark.parametrize("word", WORDS)
def test_the_example_loads_and_says_itself_in_both_languages(word: str) -> None:
    said = rule(word).settings.says(date(2026, 10, 8))
    assert said.zh != said.en
    assert "None" not in said.en


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("calendar_days", {"closed": ("time",)}),
        ("weighted_rating", {"overall": ("choice", "count"), "weight": ("choice", "count")}),
        ("route", {}),
    ],
)
def test_it_tells_which_questions_it_reads_so_that_a_slip_is_refused(word: str, read: dict[str, Any]) -> None:
    assert dict(rule(word).settings.reads()) == read


def figures(word: str, seen: list[dict[str, Any]], **people: str) -> dict[str, str]:
    known = {
        "people": people or {"li": "guard"},
        "places": {"gate": "checkpoint", "lobby": "checkpoint", "yard": "checkpoint"},
    }
    case = Case("own/rule", "a case", ErrorPlace(), known, {"day": "2026-10-08", "seen": seen, "expect": {}})
    return dict(run_case(case, bind_ruleset(read_text(text(word)), KINDS.settings()), KINDS).found)


def test_a_route_is_due_of_its_role_on_each_day_and_nobody_else_walks_it() -> None:
    seen = [
        {"form": "reading", "observer": who, "place": place, "at": at}
        for who, place, at in (("li", "gate", "08:00"), ("li", "yard", "08:10"), ("wu", "lobby", "09:00"))
    ]
    found = figures("route", seen, li="guard", wu="butler")
    assert (found["due"], found["done"]) == ("63", "1"), "two stops on 31 days, and one place beside the route"


def test_an_answer_without_a_weight_counts_nothing() -> None:
    seen = [
        {"form": "survey", "observer": "li", "place": "gate", "at": "08:00", "answers": {"overall": "5"}},
        {
            "form": "survey",
            "observer": "li",
            "place": "gate",
            "at": "09:00",
            "answers": {"overall": "1", "weight": "2"},
        },
    ]
    assert figures("weighted_rating", seen)["points"] == "1"
