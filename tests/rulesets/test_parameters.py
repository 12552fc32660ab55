"""The open questions of the shipped rulesets: each is asked for something, and takes every answer it offers."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inspect_core.app.overlays import effective
from inspect_core.app.shelves import shelves
from inspect_core.bootstrap import registry_of
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.node import Document
from inspect_core.language.parameters import used
from inspect_core.shipped import shipped

FILES = sorted(shipped("rulesets").glob("*.yaml"))
KINDS = registry_of().kinds


@cache
def document(file: Path) -> Document:
    return effective(file, shelves(None, ()))


def parameters(file: Path) -> dict[str, Any]:
    return dict(document(file).plain.get("parameters") or {})


def offered() -> list[tuple[str, str, str]]:
    return [
        (file.stem, name, choice)
        for file in FILES
        for name, body in parameters(file).items()
        for choice in body.get("choices") or ()
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_open_question_is_used_and_says_where_it_comes_from(file: Path) -> None:
    asked = parameters(file)
    assert set(asked) == set(used(document(file)))
    assert [name for name, body in asked.items() if not body.get("source")] == []


@pytest.mark.parametrize(("ruleset", "name", "choice"), offered())
def test_every_answer_that_is_offered_makes_a_ruleset(ruleset: str, name: str, choice: str) -> None:
    text = document(shipped("rulesets") / f"{ruleset}.yaml")
    plain = deepcopy(text.plain)
    plain["parameters"][name]["value"] = choice
    bound = bind_ruleset(replace(text, plain=plain), KINDS.settings())
    assert bound.parameters[name].answer == choice
