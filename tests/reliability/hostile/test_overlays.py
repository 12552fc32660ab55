"""Hostile overlays: circles, towers, orphans, and drafts that contradict what they extend; each refusal names its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from inspect_core.app.overlays import read_ruleset
from inspect_core.app.shelves import PROJECT, Shelf
from inspect_core.errors import RulesetError
from tests.reliability.hostile.rulesets import RULESET
from tests.unit.demo.shipped_forms import kinds

HEAD = "ruleset: ours\nedition: 2026-11-01\nextends: manners\n"
OVER = "ruleset: {0}\nedition: 2026-11-01\nextends: {1}\n"
TOWER = {f"t{number}": OVER.format(f"t{number}", f"t{number + 1}") for number in range(2_000)}

CORPUS: Mapping[str, tuple[Mapping[str, str], tuple[tuple[str, str], ...]]] = {
    "two that extend each other": (
        {"ours": HEAD.replace("manners", "other"), "other": OVER.format("other", "ours")},
        (("E-OVERLAY-CYCLE", "other.yaml:3:10"),),
    ),
    "one that extends itself": (
        {"ours": HEAD.replace("manners", "ours")},
        (("E-OVERLAY-PARENT", "ours.yaml:3:10"),),
    ),
    "a tower of two thousand": (
        {**TOWER, "ours": HEAD.replace("manners", "t0")},
        (("E-OVERLAY-DEPTH", "t15.yaml:3:10"),),
    ),
    "a parent that is a path": (
        {"ours": HEAD.replace("manners", "../../etc/passwd")},
        (("E-OVERLAY-PARENT", "ours.yaml:3:10"),),
    ),
    "a parent that is broken": (
        {"ours": HEAD, "manners": RULESET.replace("points: 10", "points: 1e3", 1)},
        (("E-RULE-RANGE", "manners.yaml:4:9"),),
    ),
    "rules, parameters and keys that nobody has, all told": (
        {"ours": HEAD + "skip: [smiel]\nchange: {smlie: {points: 1}}\nset: {noon: 1}\n"},
        (
            ("E-OVERLAY-RULE", "ours.yaml:4:8"),
            ("E-OVERLAY-RULE", "ours.yaml:5:17"),
            ("E-PARAMETER", "ours.yaml:6:13"),
        ),
    ),
    "a rule written anew": (
        {"ours": HEAD + "rules:\n  smile: {title: a, kind: checklist, points: 1}\n"},
        (("E-OVERLAY-TWICE", "ours.yaml:5:10"),),
    ),
    "an edition older than its parent's": (
        {"ours": HEAD.replace("2026-11-01", "2000-01-01")},
        (("E-OVERLAY-EDITION", "ours.yaml:2:10"),),
    ),
    "points that no longer add up": (
        {"ours": HEAD + "change: {smile: {points: 1}}\n"},
        (("E-RULE-TOTAL", "manners.yaml:9:3"),),
    ),
}


@pytest.mark.parametrize("label", CORPUS)
def test_a_hostile_overlay_is_refused_with_every_problem(label: str, tmp_path: Path) -> None:
    texts, expected = CORPUS[label]
    for name, text in {"manners": RULESET, **texts}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesetError) as caught:
        read_ruleset(tmp_path / "ours.yaml", (Shelf(PROJECT, tmp_path),), kinds())
    assert tuple((problem.code, str(problem.place)) for problem in caught.value.problems) == expected
    assert all(problem.hint and problem.hint_zh and problem.message_zh for problem in caught.value.problems)
