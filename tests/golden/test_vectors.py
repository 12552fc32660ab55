"""Published scoring methods, written as rulesets, give the figures that were worked out by hand for each."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from inspect_core.app.views import score_view
from inspect_core.language.reader import read_file
from tests.golden.by_hand import scored

FOLDER = Path(__file__).parent / "vectors"
PEOPLE = {"li": "inspector"}


def vectors() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yaml")):
        text = read_file(file).plain
        for vector in text["vectors"]:
            yield pytest.param(text["ruleset"], vector, id=f"{file.stem}: {vector['name']}")


def whole(ruleset: dict[str, Any], vector: dict[str, Any]) -> dict[str, Any]:
    """The month of one vector: its ruleset with what the vector lays over it, credited to the project."""
    laid = deepcopy({**ruleset, **vector.get("head", {})})
    for rule, keys in vector.get("change", {}).items():
        laid["rules"][rule] |= keys
    name = laid["ruleset"]
    roles = {"inspector": {"weights": {name: "100"}}}
    scheme = {"scheme": "s", "edition": "2026-10-01", "title": "s", "roles": roles, "bands": {"A": "0"}}
    return {
        "period": "2026-10",
        "people": PEOPLE,
        "rulesets": {name: laid},
        "scheme": scheme,
        "seen": vector["seen"],
    }


@pytest.mark.parametrize(("ruleset", "vector"), list(vectors()))
def test_a_method_gives_the_figures_worked_out_by_hand(ruleset: dict[str, Any], vector: dict[str, Any]) -> None:
    found: list[dict[str, Any]] = score_view(scored(whole(ruleset, vector)))["project_score"]["rulesets"]
    one = found[0] if found else {"score": None, "points": "0", "of": "0", "rules": []}
    one["rules"] = {rule["rule"]: f"{rule['points']} of {rule['of']}" for rule in one["rules"]}
    assert {key: one[key] for key in vector["expect"]} == vector["expect"]
