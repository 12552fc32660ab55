"""What cannot be meant is refused where the rule is read, and never left out of account."""

from __future__ import annotations

import pytest

from inspect_core.bootstrap import registry_of
from inspect_core.errors import RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text

KINDS = registry_of().kinds
RULESET = """
ruleset: rounds
edition: 2026-01-01
title: rounds
forms:
  round: {{title: round, at: post}}
rules:
  often: {{title: often, kind: frequency, counts: round, per: [post, {when}], {more}, at_least: 1, credit: project, points: 100}}
"""


@pytest.mark.parametrize(
    ("when", "more", "said"),
    [
        ("week", "on: {weekdays: [monday]}", "a week is more than one"),
        ("month", "on: {last: workday}", "a month is more than one"),
        ("half_month", "on: {dates: [2]}", "a half_month is more than one"),
        ("period", "on: {months: [6]}", "'on' cannot choose"),
        ("shift", "every: {days: 2, from: 2026-01-01}", "not into days"),
        ("shift", "every: {days: 45}", "nobody knows from which day every 45 days are counted"),
    ],
)
def test_what_would_choose_nothing_is_refused(when: str, more: str, said: str) -> None:
    with pytest.raises(RulesetError, match=said):
        bind_ruleset(read_text(RULESET.format(when=when, more=more)), KINDS.settings())


@pytest.mark.parametrize(
    "asked",
    [
        "kind: frequency, at_least: 0",
        "kind: frequency, at_least: {2026-01-01: 2, 2026-10-01: 0}",
        "kind: quota, distinct: place, at_least: 0",
        "kind: interval, at_most: 0 min",
    ],
)
def test_what_everybody_would_meet_by_doing_nothing_is_refused(asked: str) -> None:
    text = RULESET.format(when="month", more="by: guard").replace("at_least: 1, ", "").replace("kind: frequency", asked)
    with pytest.raises(RulesetError, match="nothing is asked for with 0"):
        bind_ruleset(read_text(text), KINDS.settings())


@pytest.mark.parametrize(("when", "more"), [("quarter", "on: {months: [3]}"), ("shift", "on: {weekdays: [monday]}")])
def test_what_chooses_something_is_read(when: str, more: str) -> None:
    assert bind_ruleset(read_text(RULESET.format(when=when, more=more)), KINDS.settings()).rules
