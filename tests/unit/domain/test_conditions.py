from __future__ import annotations

import pytest
from pydantic import ValidationError

from inspect_core.domain.answers import choices
from inspect_core.domain.conditions import in_circles, in_turn, needed
from inspect_core.domain.form import Form, Question
from inspect_core.domain.text import Text

ASK = Text(zh="?", en="?")


def question(id: str, **when: tuple[str, ...]) -> Question:
    return Question(id=id, ask=ASK, choices=choices("yes_no"), when=tuple(when.items()))


def form(*questions: Question) -> Form:
    return Form(id="f", title=ASK, questions=questions)


A, B, C = question("a"), question("b", a=("yes",)), question("c", b=("no",))


def test_a_question_is_moved_behind_the_one_it_depends_on_and_the_others_stay() -> None:
    other = question("z")
    assert [one.id for one in in_turn((C, other, B, A))] == ["z", "a", "b", "c"]
    assert in_turn((A, other, B)) == (A, other, B)


def test_questions_in_a_circle_are_told_with_those_that_hang_on_it() -> None:
    one, two = question("one", two=("yes",)), question("two", one=("yes",))
    assert in_circles((A, one, two, question("three", two=("no",)))) == ("one", "two", "three")
    assert in_circles((question("self", self=("yes",)),)) == ("self",)
    assert in_circles((A, B, C)) == ()


def test_what_a_question_needs_is_gathered_from_all_it_depends_on() -> None:
    found = needed((A, B, C, question("d", b=("no",), a=("no",))))
    assert found["c"] == {"a": {"yes"}, "b": {"no"}}
    assert found["d"]["a"] == frozenset()


def test_a_thousand_questions_that_hang_on_each_other_are_ordered_at_once() -> None:
    names = [f"q{number}" for number in range(1_000)]
    asked = [
        question(name, **dict.fromkeys(names[max(0, number - 2) : number], ("yes",)))
        for number, name in enumerate(names)
    ]
    assert [one.id for one in in_turn(asked[::-1])] == names
    assert len(needed(asked)["q999"]) == 999


def test_a_form_knows_which_questions_are_not_asked() -> None:
    found = form(A, B, C)
    assert found.unasked({}) == {"b", "c"}
    assert found.unasked({"a": "yes"}) == {"c"}
    assert found.unasked({"a": "yes", "b": "no"}) == frozenset()
    assert found.unasked({"a": "no", "b": "no"}) == {"b", "c"}  # an answer to what is not asked asks nothing


def test_a_form_asks_nothing_before_what_it_depends_on() -> None:
    with pytest.raises(ValidationError, match="not asked before it"):
        form(B, A)
