from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from inspect_core.domain.answers import SETS, TITLES, choices
from inspect_core.domain.form import Form, Question
from inspect_core.domain.text import Text

ASK = Text(zh="?", en="?")


def question(**words: Any) -> Question:
    return Question(id="q", ask=ASK, **words)


@pytest.mark.parametrize("name", SETS)
def test_every_answer_of_a_set_has_a_title_in_both_languages(name: str) -> None:
    for choice in choices(name):
        assert choice.title == TITLES[choice.value]
        assert choice.title.zh != choice.title.en


def test_own_answers_stand_for_themselves() -> None:
    assert [choice.title.zh for choice in choices(("很满意", "满意"))] == ["很满意", "满意"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"type": "choice"}, "names its choices"),
        ({"type": "text", "choices": choices("yes_no")}, "names its choices"),
        ({"choices": choices(("a", "a"))}, "named twice"),
        ({"choices": choices("yes_no"), "photo_on": ("fail",)}, "does not have"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(words: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        question(**words)


def test_a_form_asks_nothing_twice() -> None:
    with pytest.raises(ValidationError, match="asked twice: q"):
        Form(id="f", title=ASK, questions=(question(type="text"), question(type="count")))


@pytest.mark.parametrize(
    ("at", "kind", "taken"),
    [("none", "post", False), ("post", "post", True), ("post", "area", False), ("place", "area", True)],
)
def test_a_form_is_filled_in_at_the_kinds_of_place_it_names(at: str, kind: str, taken: bool) -> None:
    assert Form.model_validate({"id": "f", "title": ASK, "at": at}).takes_place(kind) == taken


def test_a_question_is_found_by_its_id() -> None:
    form = Form(id="f", title=ASK, questions=(question(type="text"),))
    assert form.question("q") is not None
    assert form.question("other") is None


def test_a_form_is_filled_in_with_the_words_of_its_day() -> None:
    words, later = Text(zh="甲", en="first"), Text(zh="乙", en="second")
    asked = Question(id="q", ask=words, type="text", later=((date(2026, 6, 1), later),))
    form = Form(id="check", title=words, questions=(asked,))
    assert [form.on(date(2026, 5, day)).questions[0].ask for day in (1, 31)] == [words, words]
    assert form.on(date(2026, 6, 1)).questions[0] == Question(id="q", ask=later, type="text")
