"""rules coverage, on a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
OWN = "ruleset: patrol\nedition: 2026-10-01\nextends: patrol\nchange: {leader-rounds: {min_minutes: 5}}\n"


def test_the_shipped_standards_are_tried_in_every_way(call: Call, project: Path) -> None:
    del project
    said = call("rules", "coverage", "--strict", "--lang", "en")
    assert (said.status, "no case" in said.out) == (0, False)


def test_a_rule_that_was_changed_lacks_cases_and_strict_says_so_with_its_status(call: Call, project: Path) -> None:
    (project / "rulesets" / "patrol.yaml").write_text(OWN, encoding="utf-8")
    said = call("rules", "coverage", "--strict", "--lang", "zh")
    assert (said.status, "patrol/leader-rounds: 没有用例" in said.out) == (1, True)
    assert call("rules", "coverage").status == 0
    view = json.loads(call("rules", "coverage", "--json").out)
    (patrol,) = [one for one in view["rulesets"] if one["ruleset"] == "patrol"]
    told = {one["rule"]: (one["cases"] > 0, one["inherited"]) for one in patrol["rules"]}
    assert told["patrol/leader-rounds"] == (False, None)
    assert told["patrol/manager-daytime-patrol"] == (True, "patrol")
    assert view["whole"] is False


def test_a_case_of_no_rule_is_named_with_its_place(call: Call, project: Path) -> None:
    folder = project / "rulesets" / "cases" / "patrol"
    folder.mkdir(parents=True)
    text = "rule: patrol/nothing\ncases:\n  - {name: A, day: 2026-10-01, expect: {met: 1}}\n"
    (folder / "nothing.yaml").write_text(text, encoding="utf-8")
    assert "nothing.yaml:3" in call("rules", "coverage", "--lang", "en").out


def test_rules_test_does_not_call_for_cases_of_rules_that_were_left_as_they_were(call: Call, project: Path) -> None:
    (project / "rulesets" / "patrol.yaml").write_text(OWN, encoding="utf-8")
    without = json.loads(call("rules", "test", "--json").out)["without_cases"]
    assert without == ["patrol/leader-rounds"]
