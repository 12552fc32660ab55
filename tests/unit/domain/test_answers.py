"""The answers people give again and again, in both languages."""

from __future__ import annotations

import pytest

from inspect_core.domain.answers import OPINIONS, SETS, TITLES, choices
from inspect_core.errors import Unfit


def test_the_five_opinions_of_the_survey_read_in_both_languages() -> None:
    asked = choices(["very-satisfied", "satisfied", "neutral", "rather-dissatisfied", "dissatisfied"])
    assert [one.title.zh for one in asked] == ["很满意", "满意", "一般", "不太满意", "不满意"]
    assert [one.title.en for one in asked] == [one.value.replace("-", " ") for one in asked]


def test_no_two_opinions_read_alike() -> None:
    assert (
        len({title.zh for title in OPINIONS.values()})
        == len({title.en for title in OPINIONS.values()})
        == len(OPINIONS)
    )


def test_every_answer_of_a_set_has_words() -> None:
    assert {word for words in SETS.values() for word in words} <= set(TITLES)


def test_a_word_of_ones_own_stands_for_itself() -> None:
    (own,) = choices(["吵"])
    assert (own.title.zh, own.title.en) == ("吵", "吵")


def test_a_set_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Unfit):
        choices("thumbs")
