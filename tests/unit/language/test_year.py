"""What a scheme says of a year: the formula, the least months, the flags."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.errors import RulesetError
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import bind_scheme
from inspect_core.language.year import Year

SCHEME = """
scheme: plain
edition: 2026-01-01
title: plain
roles: {guard: {weights: {rounds: 100}}}
bands: {A: 90, B: 0}
"""
LOW = "below-60: {below: 60, months: 3, title: {zh: 连续低分, en: Low}}"


def year(text: str) -> Year:
    return bind_scheme(read_text(f"{SCHEME}year: {text}\n")).text.year


def test_without_a_word_it_is_the_mean_of_every_month_that_is_over() -> None:
    said = bind_scheme(read_text(SCHEME)).text.year
    assert (said.formula, said.least_months, said.counts, said.flags) == ("mean", 1, "all", {})
    assert said.looks_back == 0


def test_a_run_of_months_may_begin_in_the_year_before() -> None:
    assert year(f"{{least_months: 6, counts: closed, flags: {{{LOW}}}}}").looks_back == 2
    anywhere = LOW.replace("months: 3", "months: 3, in_a_row: false")
    assert year(f"{{flags: {{{anywhere}}}}}").looks_back == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{formula: sum}", "E-RULE-TYPE"),
        ("{least_months: 13}", "E-RULE-RANGE"),
        ("{least_months: 0}", "E-RULE-RANGE"),
        ("{counts: some}", "E-RULE-TYPE"),
        ("{flags: {low: {below: 0, months: 3, title: x}}}", "E-SCHEME-YEAR"),
        ("{flags: {low: {below: 60, months: 0, title: x}}}", "E-RULE-RANGE"),
        ("{flags: {low: {below: 60, months: 3}}}", "E-RULE-MISSING"),
        ("{flags: {low: {below: 60, months: 3, title: x, dismiss: true}}}", "E-RULE-KEY"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(text: str, code: str) -> None:
    with pytest.raises(RulesetError) as refused:
        year(text)
    problem: Any = refused.value.first
    assert problem.code == code, problem
    assert problem.place.line is not None
