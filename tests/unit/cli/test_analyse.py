"""Figures of a survey from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call


def test_a_question_of_a_form_is_worked_out(call: Call, filled: Path) -> None:
    words = (
        "analyse",
        "csat",
        "--form",
        "courtesy-check",
        "--period",
        "2026-10",
        "--question",
        "smile-at-three-metres",
    )
    view = json.loads(call(*words, "--json").out)
    assert view["format"] == "inspect-core/analysis/1"
    assert (view["records"], view["answers"]) == (1, 1)
    assert [one["value"] for one in view["figures"]] == ["100", "100"]
    said = call(*words, "--lang", "en")
    assert "CSAT, top two boxes" in said.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nps", "--form", "courtesy-chek", "--question", "a"), "E-ANALYSE-FORM"),
        (("nps", "--form", "courtesy-check", "--question", "smile"), "E-ANALYSE-QUESTION"),
        (("nps", "--form", "courtesy-check"), "E-ANALYSE-QUESTION"),
        (("gap", "--form", "courtesy-check", "--pair", "a:b"), "--pair"),
        (("servqual", "--form", "courtesy-check", "--pair", "a:b:c", "--weight", "a=x"), "--weight"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_with_the_way_out(
    call: Call, filled: Path, words: tuple[str, ...], code: str
) -> None:
    said = call("analyse", *words, "--period", "2026-10")
    assert said.status == 2
    assert code in said.err
