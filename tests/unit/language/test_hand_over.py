"""A mapping for another system: which columns, on which scale, and whom it leaves out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from inspect_core.errors import RulesetError
from inspect_core.language.hand_over import HandOverMapping, bind_hand_over
from inspect_core.language.reader import read_text

ROW = {"person": "P1", "name": "王", "status": "scored", "total": "87.5", "grade": "B", "coefficient": None}


def mapping(*columns: dict[str, Any], **more: Any) -> HandOverMapping:
    text = {"hand_over": "other", "title": "Other", "columns": list(columns), **more}
    return bind_hand_over(read_text(json.dumps(text)))


def value(**column: Any) -> str | None:
    """What one column makes of the row."""
    (found,) = mapping({"name": "x", **column}).mapped((ROW,))
    return found["x"]


def test_a_column_takes_a_figure_or_writes_a_text() -> None:
    assert value(take="total") == "87.5"
    assert value(text="2026") == "2026"
    assert value(take="coefficient") is None


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ({"scale": "5"}, "4.375"),
        ({"scale": "5", "decimals": "1"}, "4.4"),
        ({"scale": "5", "decimals": "2"}, "4.38"),
        ({"scale": "1", "decimals": "0"}, "1"),
        ({"scale": "10", "of": "87.5", "decimals": "0"}, "10"),
        ({"scale": "100", "decimals": "0"}, "88"),
        ({"scale": "0.001", "decimals": "6"}, "0.000875"),
    ],
)
def test_a_figure_is_put_on_another_scale_and_rounded_half_up_once(column: dict[str, str], found: str) -> None:
    assert value(take="total", **column) == found


def test_other_words_are_put_for_values_and_the_rest_stays() -> None:
    assert value(take="grade", words={"B": "Good"}) == "Good"
    assert value(take="grade", words={"A": "Excellent"}) == "B"
    assert value(take="coefficient", words={"1": "one"}) is None


def test_people_whose_value_is_not_among_the_named_are_left_out() -> None:
    kept = mapping({"name": "id", "take": "person"}, only={"status": ["scored"]})
    assert kept.mapped((ROW, {**ROW, "person": "P2", "status": "nothing_due"})) == ({"id": "P1"},)
    assert mapping({"name": "id", "take": "person"}, only={"coefficient": ["1"]}).mapped((ROW,)) == ()


def test_columns_that_there_are_none_of_are_named() -> None:
    found = mapping({"name": "a", "take": "total"}, {"name": "b", "take": "bonus"}, only={"rank": ["1"]})
    assert found.unknown(("person", "total")) == ["bonus", "rank"]


@pytest.mark.parametrize(
    "columns",
    [
        [],
        [{"name": "x"}],
        [{"name": "x", "take": "total", "text": "t"}],
        [{"name": "x", "take": "total", "of": "0"}],
        [{"name": "x", "take": "total", "decimals": "7"}],
        [{"name": "", "take": "total"}],
        [{"name": "x", "take": "total"}, {"name": "x", "take": "grade"}],
        [{"name": "x", "take": "total", "float": "1"}],
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused(columns: list[dict[str, Any]]) -> None:
    with pytest.raises(RulesetError):
        mapping(*columns)


def test_another_text_has_another_fingerprint() -> None:
    one, two = (mapping({"name": name, "take": "total"}) for name in ("a", "b"))
    assert one.fingerprint != two.fingerprint
    assert one.fingerprint == mapping({"name": "a", "take": "total"}).fingerprint
