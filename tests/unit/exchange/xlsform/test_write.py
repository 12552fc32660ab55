"""Forms of ours as XLSForms, and back: what was written is read as it was, and what was lost is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_core.api import Choice, Form, Question, Source, Text, choices
from inspect_core.bootstrap import registry_of
from inspect_core.exchange.xlsform.read import form_of
from inspect_core.exchange.xlsform.skeleton import quoted, skeleton
from inspect_core.exchange.xlsform.write import WrittenForm, as_json, as_workbook, written
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text

BOTH = Text(zh="合格吗？", en="Is it fine?")
WALK = Form(
    id="walk",
    title=Text(zh="walk", en="walk"),
    questions=(
        Question(id="fine", ask=BOTH, choices=choices("pass_fail_na"), required=True),
        Question(id="also-fine", ask=BOTH, choices=choices("pass_fail_na")),
        Question(id="lamps", ask=Text(zh="几盏灯", en="Lamps?"), type="count", when=(("fine", ("fail", "na")),)),
        Question(id="metres", ask=Text(zh="=1+1", en="=1+1"), type="number"),
        Question(id="at", ask=Text(zh="何时", en="When?"), type="time"),
        Question(id="note", ask=Text(zh="备注", en="Note"), type="text", when=(("lamps", ("0",)), ("fine", ("fail",)))),
    ),
)


def back(found: WrittenForm) -> tuple[Form, Form]:
    """The form as it comes back from a workbook and from JSON."""
    (first,) = form_of(Source("walk.xlsx", as_workbook(found))).forms
    (second,) = form_of(Source("walk.json", as_json(found))).forms
    return first, second


def test_a_form_comes_back_as_it_was_from_either_format() -> None:
    found = written(WALK)
    assert found.left == ()
    assert back(found) == (WALK, WALK)
    assert form_of(Source("walk.xlsx", as_workbook(found))).left == ()


def test_questions_with_the_same_answers_share_a_list() -> None:
    assert [row["type"] for row in written(WALK).survey[:2]] == ["select_one fine", "select_one fine"]
    assert len(written(WALK).choices) == 3


def test_what_an_xlsform_has_no_place_for_is_told() -> None:
    form = Form(
        id="check",
        title=BOTH,
        filled_by=("guard",),
        about="person",
        at=("post",),
        questions=(
            Question(id="3 steps", ask=BOTH, choices=(Choice(value="very good", title=BOTH),), photo_on=("very good",)),
            Question(id="how-long", ask=BOTH, type="minutes", later=((date(2027, 1, 1), BOTH),)),
        ),
    )
    found = written(form, "zh")
    assert {str(problem.place).partition("#")[2]: problem.message for problem in found.left[-4:]} == {
        "/title": "the title in the other language than zh",
        "/filled_by": "who fills it in: guard",
        "/about": "whom it is about",
        "/at": "at what kind of place: post",
    }
    assert [problem.message for problem in found.left[:-4]] == [
        "its name: it is written _3_steps",
        "that very good needs a photo",
        "the answer very good: it is written very_good",
        "that the number counts minutes",
        "what it asks from later days on",
    ]
    assert all(problem.message_zh for problem in found.left)
    assert found.settings["form_title"] == "合格吗？"


def test_a_condition_names_questions_and_answers_as_they_are_written() -> None:
    asked = (
        Question(id="so so?", ask=BOTH, choices=(Choice(value="very good", title=BOTH),)),
        Question(id="why", ask=BOTH, type="text", when=(("so so?", ("very good",)),)),
    )
    assert written(Form(id="f", title=BOTH, questions=asked)).survey[1]["relevant"] == "${so_so_} = 'very_good'"


def test_two_names_that_become_one_stay_apart() -> None:
    asked = tuple(Question(id=name, ask=BOTH, type="text") for name in ("a b", "a_b", "a/b"))
    names = [row["name"] for row in written(Form(id="f", title=BOTH, questions=asked)).survey]
    assert names == ["a_b", "a_b_2", "a_b_3"]


def test_the_skeleton_is_a_ruleset_that_can_be_read_and_asks_the_same() -> None:
    ruleset = bind_ruleset(read_text(skeleton([WALK], date(2026, 10, 1), "walk.xlsx")), registry_of().kinds.settings())
    assert ruleset.forms["walk"] == WALK
    assert [rule.id for rule in ruleset.rules] == ["filled-in"]


@pytest.mark.parametrize("text", ["yes", "a: b # c", '"', "\\", "\u2028", "🍔", "\u0085", "0123", "- a", ""])
def test_a_text_in_yaml_is_read_back_sign_by_sign(text: str) -> None:
    assert read_text(f"key: {quoted(text)}").plain["key"] == text


LABELS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=30).filter(
    lambda text: text == text.strip() and bool(text)
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(LABELS, LABELS, st.booleans()), min_size=1, max_size=4))
def test_any_form_of_plain_names_comes_back_from_json(told: list[tuple[str, str, bool]]) -> None:
    asked = tuple(
        Question(id=f"q{number}", ask=Text(zh=zh, en=en), type="text", required=required)
        for number, (zh, en, required) in enumerate(told)
    )
    form = Form(id="f", title=Text(zh="f", en="f"), questions=asked)
    assert form_of(Source("f.json", as_json(written(form)))).forms == (form,)
