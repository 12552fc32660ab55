"""Expressions of XLSForm that say which answers another question must have."""

from __future__ import annotations

import pytest

from inspect_core.exchange.xlsform.conditions import asked_when, both, written


@pytest.mark.parametrize(
    ("expression", "asked"),
    [
        ("${a} = 'yes'", {"a": ("yes",)}),
        ("selected(${a}, 'yes')", {"a": ("yes",)}),
        ('(${a}="x" or selected( ${a} , "y"))', {"a": ("x", "y")}),
        ("${a} = 'yes' and (${b} = '1' or ${b} = 2)", {"a": ("yes",), "b": ("1", "2")}),
        ("${a} != 'yes'", None),
        ("not(selected(${a}, 'yes'))", None),
        ("${a} = 'yes' or ${b} = 'yes'", None),
        ("(${a} = 'x' and ${b} = 'y') or ${a} = 'z'", None),
        ("${a} = 'x' and ${a} = 'y'", None),
        ("${a} >= 15", None),
        ("0", None),
        ("", None),
    ],
)
def test_only_answers_of_other_questions_can_be_said(expression: str, asked: dict[str, tuple[str, ...]] | None) -> None:
    assert asked_when(expression) == asked


def test_two_conditions_on_one_question_leave_the_answers_both_name() -> None:
    assert both({"a": ("x", "y")}, {"a": ("y", "z"), "b": ("1",)}) == {"a": ("y",), "b": ("1",)}


def test_what_is_written_is_read_back() -> None:
    asked = {"a": ("x", "y"), "b": ("1",)}
    assert written(asked) == "(${a} = 'x' or ${a} = 'y') and ${b} = '1'"
    assert asked_when(written(asked)) == asked
