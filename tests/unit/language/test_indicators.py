"""How the value of an indicator becomes points: by a table with inclusive lower bounds, or in proportion to a target."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.domain.exact import milli, plain
from inspect_core.errors import RulesetError
from inspect_core.language.indicators import Indicator
from inspect_core.language.node import Document
from inspect_core.language.scheme import bind_scheme


def points(value: str, **text: Any) -> str | None:
    return plain(Indicator.model_validate({"title": "Fees", **text}).score(milli(value)))


TABLE = {"scale": {"95": "100", "80": "60.5", "0": "10"}}
FALLING = {"scale": {"0": "100", "3": "60", "5": "0"}}


@pytest.mark.parametrize(
    ("value", "text", "earned"),
    [
        ("95", TABLE, "100"),
        ("94.999", TABLE, "60.5"),
        ("80", TABLE, "60.5"),
        ("0", TABLE, "10"),
        ("-0.001", TABLE, "0"),  # below the lowest bound nothing
        ("2.999", FALLING, "100"),
        ("3", FALLING, "60"),
        ("7", FALLING, "0"),
        ("96.2", {"target": "100", "zero_at": "50"}, "92.4"),
        ("120", {"target": "100"}, "100"),
        ("-5", {"target": "100"}, "0"),
        ("1", {"target": "3"}, "33.333"),
        ("2", {"target": "3"}, "66.667"),  # rounded half up, once
        ("0", {"target": "0", "zero_at": "7"}, "100"),
        ("6", {"target": "0", "zero_at": "7"}, "14.286"),
        ("9", {"target": "0", "zero_at": "7"}, "0"),
    ],
)
def test_a_value_becomes_points(value: str, text: dict[str, Any], earned: str) -> None:
    assert points(value, **text) == earned


def scheme(indicator: dict[str, Any], **more: Any) -> None:
    text = {
        "scheme": "own",
        "edition": "2026-10-01",
        "title": "own",
        "roles": {"guard": {"weights": {"one": "80", "fees": "20"}}},
        "bands": {"A": "0"},
        "indicators": {"fees": {"title": "Fees", **indicator}},
        **more,
    }
    bind_scheme(Document("scheme", text, {}), {"one"})


def test_a_role_may_weigh_an_indicator_by_itself_or_in_a_group() -> None:
    scheme({"target": "100"})
    scheme({"target": "100"}, groups={"all": {"weights": {"one": "1", "fees": "1"}}})


@pytest.mark.parametrize(
    "indicator",
    [
        {},
        {"target": "100", "scale": {"0": "0"}},
        {"scale": {"0": "0"}, "zero_at": "1"},
        {"target": "0"},
        {"target": "5", "zero_at": "5"},
        {"scale": {"5": "1", "5.0": "2"}},
    ],
)
def test_an_indicator_scores_in_one_way(indicator: dict[str, Any]) -> None:
    with pytest.raises(RulesetError, match="E-SCHEME-INDICATOR"):
        scheme(indicator)


@pytest.mark.parametrize("indicator", [{"scale": {"0": "100.001"}}, {"scale": {"0": "-1"}}, {"scale": {"much": "1"}}])
def test_an_indicator_earns_from_nothing_to_a_hundred(indicator: dict[str, Any]) -> None:
    with pytest.raises(RulesetError):
        scheme(indicator)


@pytest.mark.parametrize(
    "more",
    [
        {"indicators": {"one": {"title": "One", "target": "1"}, "fees": {"title": "Fees", "target": "1"}}},
        {"groups": {"fees": {"weights": {"one": "1"}}}},
        {"project": {"weights": {"one": "50", "fees": "50"}}},
    ],
)
def test_an_indicator_has_a_name_of_its_own_and_counts_for_people(more: dict[str, Any]) -> None:
    with pytest.raises(RulesetError, match="E-SCHEME-INDICATOR"):
        scheme({"target": "100"}, **more)


def test_a_word_that_is_neither_ruleset_nor_indicator_is_refused() -> None:
    with pytest.raises(RulesetError, match="E-SCHEME-RULESET"):
        scheme({"target": "100"}, roles={"guard": {"weights": {"one": "80", "fee": "20"}}})


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ({"target": "100", "zero_at": "50", "unit": "percent"}, "100 % 得 100 分，50 % 得 0 分，其间按比例", "100 points at 100 %, none at 50 %, in proportion between"),
        ({"scale": {"0": "0", "8.5": "100"}, "unit": "hours"}, "8.5 小时 起 100 分，0 小时 起 0 分", "from 8.5 h 100 points, from 0 h 0 points"),
    ],
)  # fmt: skip
def test_how_it_scores_is_said_in_words(text: dict[str, Any], zh: str, en: str) -> None:
    said = Indicator.model_validate({"title": "Fees", **text}).says()
    assert (said.zh, said.en) == (zh, en)
