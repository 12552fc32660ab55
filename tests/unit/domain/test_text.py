from __future__ import annotations

import pytest
from pydantic import ValidationError

from inspect_core.domain.outcome import Outcome
from inspect_core.domain.text import Text


def test_each_reader_gets_the_own_language() -> None:
    text = Text(zh="巡查", en="patrol")
    assert (text.say("zh"), text.say("en")) == ("巡查", "patrol")


@pytest.mark.parametrize(("written", "zh", "en"), [("巡查", "巡查", "巡查"), ({"en": "patrol"}, "patrol", "patrol")])
def test_where_only_one_language_is_given_it_serves_both(written: object, zh: str, en: str) -> None:
    assert Text.model_validate(written) == Text(zh=zh, en=en)


def test_only_names_in_braces_are_filled_and_nothing_is_interpreted() -> None:
    text = Text(zh="{metres} 米 {other} %s {0}", en="{metres.__class__}")
    assert text.fill(metres=3) == Text(zh="3 米 {other} %s {0}", en="{metres.__class__}")


def test_a_third_language_is_refused() -> None:
    with pytest.raises(ValidationError):
        Text.model_validate({"zh": "a", "en": "b", "fr": "c"})


def test_the_numbers_of_the_outcomes_never_change() -> None:
    assert {outcome.name: outcome.value for outcome in Outcome} == {
        "MET": 0,
        "PARTLY": 1,
        "UNMET": 2,
        "EXCUSED": 3,
        "NOT_APPLICABLE": 4,
        "NO_DATA": 5,
    }
    assert len({outcome.title.zh for outcome in Outcome}) == 6
