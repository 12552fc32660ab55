"""The plan of what was drawn, and whom to inspect now."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
RULESET = """\
ruleset: looks
edition: 2026-10-01
title: {zh: 抽查, en: Looks}
rules:
  looks:
    title: {zh: 抽查秩序维护员, en: Guards are looked at}
    kind: frequency
    counts: courtesy-check
    of: guard
    per: [subject, shift]
    draw: {times: 1, each: subject, per: month, seed: "a"}
    at_least: 1
    credit: project
    points: 100
"""


@pytest.fixture
def drawing(filled: Path) -> Path:
    (filled / "rulesets" / "looks.yaml").write_text(RULESET, encoding="utf-8")
    settings = filled / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("rulesets = [", 'rulesets = ["looks",', 1), encoding="utf-8")
    return filled


def test_the_plan_of_a_period_tells_whom_to_inspect_when_and_what_became_of_it(call: Call, drawing: Path) -> None:
    found = json.loads(call("due", "--drawn", "--period", "2026-10", "--json").out)
    (one,) = found["drawn"]
    assert (found["format"], one["rule"], one["person"]["id"]) == ("inspect-core/drawn/1", "looks/looks", "P001")
    assert one["outcome"] == ("met" if one["day"] == "2026-10-08" else "unmet")
    assert "王强" in call("due", "--drawn", "--period", "2026-10").out


def test_what_is_drawn_is_due_on_its_day_with_whom_to_inspect(call: Call, drawing: Path) -> None:
    (one,) = json.loads(call("due", "--drawn", "--json").out)["drawn"]
    subjects = {}
    for day in ("2026-10-08", "2026-10-09"):
        due = json.loads(call("due", "--at", f"{day}T08:30", "--json").out)["due"]
        subjects[day] = [each["subject"]["id"] for each in due if each["rule"] == "looks/looks"]
    assert subjects == {day: ["P001"] if day == one["day"] else [] for day in subjects}


def test_nothing_is_drawn_where_no_rule_draws(call: Call, filled: Path) -> None:
    assert json.loads(call("due", "--drawn", "--json").out)["drawn"] == []
    assert call("due", "--period", "2026-10").status == 2
