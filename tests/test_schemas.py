"""Editors are told the truth: the schemas are those of the models, and every file that is shipped passes its own."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.first_lines import files, first_line, sort_of
from tests.schemas import FOLDER, made
from tests.written_yaml import as_an_editor_reads

ROOT = Path(__file__).resolve().parents[1]
FILES = files()
MAPPINGS = sorted(ROOT.glob("docs/real-data/*/mapping*.yaml"))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def wrong(name: str, value: Any) -> list[str]:
    return [
        f"{'/'.join(map(str, found.absolute_path))}: {found.message[:200]}"
        for found in validator(name).iter_errors(value)
    ]


@pytest.mark.parametrize("name", sorted(made()))
def test_a_shipped_schema_is_the_one_of_the_models(name: str) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert kept == made()[name], "write them anew: python -m tests.schemas"
    Draft202012Validator.check_schema(json.loads(kept))


@pytest.mark.parametrize("file", FILES, ids=short)
def test_a_shipped_file_passes_its_schema(file: Path) -> None:
    assert wrong(sort_of(file), as_an_editor_reads(file)) == []


@pytest.mark.parametrize("file", MAPPINGS, ids=short)
def test_a_mapping_passes_its_schema(file: Path) -> None:
    assert wrong("mapping", as_an_editor_reads(file)) == []


@pytest.mark.parametrize("file", FILES, ids=short)
def test_a_shipped_file_names_its_schema_in_its_first_line(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith(first_line(file)), "write it: python -m tests.first_lines"


PATROL = as_an_editor_reads(ROOT / "rulesets/patrol.yaml")


def changed(*path: str, value: Any) -> Any:
    text = deepcopy(PATROL)
    at = text
    for part in path[:-1]:
        at = at[part]
    at[path[-1]] = value
    return text


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("edtion",), "2026-10-01"),
        (("edition",), "October"),
        (("forms", "patrol", "abuot"), "person"),
        (("rules", "leader-rounds", "at_last"), 3),
        (("rules", "leader-rounds", "at_least"), "often"),
        (("rules", "leader-rounds", "at_least"), {"2026": 3}),
        (("rules", "leader-rounds", "kind"), "frequencie"),
        (("rules", "leader-rounds", "grade"), "half"),
        (("windows", "day"), "8-17"),
    ],
)
def test_a_slip_is_marked_in_the_editor(path: tuple[str, ...], value: Any) -> None:
    assert wrong("ruleset", PATROL) == []
    assert wrong("ruleset", changed(*path, value=value))


def test_a_parameter_may_stand_for_any_value_of_a_rule() -> None:
    text = changed("rules", "leader-rounds", "at_least", value={"parameter": "rounds"})
    assert wrong("ruleset", text) == []


def test_an_overlay_need_not_say_what_its_parent_says() -> None:
    overlay = {
        "ruleset": "ours",
        "edition": "2026-10-01",
        "extends": "patrol",
        "change": {"leader-rounds": {"at_least": 5, "note": None}},
    }
    assert wrong("ruleset", overlay) == []
    assert wrong("ruleset", {**overlay, "change": {"leader-rounds": {"at_last": 5}}})
    assert wrong("ruleset", {key: value for key, value in overlay.items() if key != "extends"})
