"""Scores one rule of a kind on a small month, in the words of a rule case."""

from __future__ import annotations

from functools import cache
from textwrap import indent
from typing import Any

from inspect_core.bootstrap import registry_of
from inspect_core.engine.kind import Kinds
from inspect_core.errors import Place
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.rule import Ruleset
from inspect_core.testing.cases import Case, run_case

FORMS = """
  round:
    title: Round
    at: place
    questions:
      swept: {ask: Swept?, answers: yes_no}
      class: {ask: Which?, answers: {urgent: urgent, ordinary: ordinary}}
      called: {ask: Called when?, type: time}
      remark: {ask: Anything?, type: text}
  post-round: {title: Round of posts, at: post}
  check: {title: Check, about: person, at: place, questions: {solved: {ask: Solved?, answers: {yes: yes, no: no, na: na}}}}
"""
HEAD = """
ruleset: small
edition: 2026-10-01
title: Small
windows: {morning: "06:00-12:00", night: "22:00-06:00"}
forms:"""


@cache
def kinds() -> Kinds:
    return registry_of().kinds


def ruleset(rule: str) -> Ruleset:
    """A ruleset of one rule with the id `rule`, worth 100 points."""
    body = indent(f"title: A rule\npoints: 100\n{rule}", "    ")
    return bind_ruleset(read_text(f"{HEAD}{FORMS}rules:\n  rule:\n{body}\n"), kinds().settings())


def found(rule: str, person: str | None = None, **words: Any) -> dict[str, str]:
    """What became of it: points, of, due, done and the counts; of one person, or of the project."""
    expect = {} if person is None else {"person": person}
    case = Case("small/rule", "a case", Place(), {}, {"day": "2026-10-08", **words, "expect": expect})
    return dict(run_case(case, ruleset(rule), kinds()).found)


def figures(rule: str, person: str | None = None, **words: Any) -> str:
    """Points of points, and the outcomes that occur, on one line."""
    all_of = found(rule, person, **words)
    names = ("met", "partly", "unmet", "excused", "not_applicable", "no_data")
    counts = [f"{name} {all_of[name]}" for name in names if all_of[name] != "0"]
    return ", ".join([f"{all_of['points']} of {all_of['of']}", *counts])


def seen(form: str, at: str, observer: str = "li", **more: Any) -> dict[str, Any]:
    """One record."""
    return {"form": form, "observer": observer, "at": at, **more}
