from __future__ import annotations

import pytest

from inspect_core.errors import RulesetError
from inspect_core.language.parameters import filled, used
from inspect_core.language.reader import read_text

TEXT = """\
parameters:
  often: {ask: How often?, default: 4}
  days: {ask: Which?, default: [tuesday], value: [monday, friday]}
rules:
  leader: {at_least: {parameter: often}, on: {weekdays: {parameter: days}}}
"""


def test_a_parameter_is_replaced_by_its_default_or_by_the_answer_given() -> None:
    assert filled(read_text(TEXT)).plain["rules"]["leader"] == {
        "at_least": "4",
        "on": {"weekdays": ["monday", "friday"]},
    }


def test_a_value_from_a_parameter_stands_where_the_parameter_is_answered() -> None:
    document = filled(read_text(TEXT, "r.yaml"))
    assert str(document.place(("rules", "leader", "at_least"))) == "r.yaml:2:37"
    assert str(document.place(("rules", "leader", "on", "weekdays"))) == "r.yaml:3:50"
    assert str(document.place(("rules", "leader", "on", "weekdays", 1))) == "r.yaml:3:59"


def test_a_parameter_may_be_a_dated_value() -> None:
    text = TEXT.replace("default: 4", "default: {2025-01-01: 3, 2026-01-01: 4}")
    assert filled(read_text(text)).plain["rules"]["leader"]["at_least"] == {"2025-01-01": "3", "2026-01-01": "4"}


def test_an_unknown_parameter_is_refused_with_its_place_and_the_nearest_name() -> None:
    with pytest.raises(RulesetError) as caught:
        filled(read_text(TEXT.replace("parameter: often", "parameter: offen"), "r.yaml"))
    assert (caught.value.code, str(caught.value.place)) == ("E-PARAMETER", "r.yaml:5:34")
    assert "often" in caught.value.hint


def test_the_parameters_that_are_used_are_known() -> None:
    assert used(read_text(TEXT)) == {"often", "days"}


def test_a_text_without_parameters_stays_the_very_same() -> None:
    document = read_text("rules: {a: {points: 1}}")
    assert filled(document) is document
