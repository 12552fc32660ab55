"""XLSForms read as forms of ours: what is carried, what is told, what is refused with its place."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_core.api import ImportRefused, Source
from inspect_core.exchange.xlsform.read import ReadForm, form_of

HEAD = ["type", "name", "label"]
LIST = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]


def workbook(survey: Sequence[Sequence[Any]], choices: Sequence[Sequence[Any]] = (), **more: Any) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in {"survey": survey, "choices": choices, **more}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(
                            number,
                            column,
                            datetime(cell.year, cell.month, cell.day, tzinfo=UTC).replace(tzinfo=None),
                            day,
                        )
                    else:
                        sheet.write(number, column, cell)
    return stream.getvalue()


def read(survey: Sequence[Sequence[Any]], choices: Sequence[Sequence[Any]] = (), **more: Any) -> ReadForm:
    return form_of(Source("a.xlsx", workbook(survey, choices, **more)))


def refused(survey: Sequence[Sequence[Any]], choices: Sequence[Sequence[Any]] = ()) -> list[tuple[str, str]]:
    with pytest.raises(ImportRefused) as caught:
        read(survey, choices)
    assert all(problem.message_zh and problem.hint_zh for problem in caught.value.problems)
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


def left(found: ReadForm) -> list[str]:
    assert all(problem.message_zh for problem in found.left)
    return [f"{problem.place}: {problem.message}" for problem in found.left]


def test_each_type_becomes_the_narrowest_question_we_have() -> None:
    survey = [
        HEAD,
        ["text", "who", "Who?"],
        ["integer", "lamps", "Lamps?"],
        ["decimal", "metres", "Metres?"],
        ["dateTime", "at", "At?"],
        ["select one from yn", "fine", "Fine?"],
        ["acknowledge", "read", "Read?"],
        ["date", "on", "On?"],
    ]
    found = read(survey, LIST)
    (form,) = found.forms
    assert [question.type for question in form.questions] == [
        "text", "count", "number", "time", "choice", "choice", "text",
    ]  # fmt: skip
    assert form.questions[4].values == ("yes", "no")
    assert left(found) == ["a.xlsx:survey!A8: on: asked as text, not as date"]


def test_texts_are_taken_by_language_and_others_are_told_once() -> None:
    survey = [
        ["type", "name", "label::English (en)", "label::中文 (zh)", "label::Français (fr)", "hint::English (en)"],
        ["text", "who", "Who?", "谁？", "Qui ?", "a name"],
        ["text", "why", "Why?", "为何？", "Pourquoi ?"],
    ]
    found = read(survey)
    assert [(one.ask.zh, one.ask.en) for one in found.forms[0].questions] == [("谁？", "Who?"), ("为何？", "Why?")]
    assert left(found) == [
        "a.xlsx:survey!F2: hint: a name",
        "a.xlsx:survey!E2: texts in the language Français (fr)",
    ]


def test_an_empty_row_is_passed_over_and_the_rows_below_keep_their_numbers() -> None:
    assert refused([HEAD, [], ["", "", ""], ["txt", "who", "Who?"]]) == [("E-XLSFORM-TYPE", "a.xlsx:survey!A4")]


def test_what_is_repeated_is_a_form_of_its_own() -> None:
    survey = [
        HEAD,
        ["text", "who", "Who?"],
        ["begin repeat", "room", "Room"],
        ["begin group", "inner", "Inner"],
        ["text", "colour", "Colour?"],
        ["end group", "", ""],
        ["end repeat", "", ""],
        ["text", "why", "Why?"],
    ]
    found = read(survey, settings=[["form_id", "form_title"], ["walk", "A walk"]])
    assert [(form.id, [one.id for one in form.questions]) for form in found.forms] == [
        ("walk", ["who", "why"]),
        ("walk-room", ["colour"]),
    ]
    assert left(found)[0] == (
        "a.xlsx:survey!A3: the repetition: room is a form of its own, and each repetition a record"
    )


def test_what_cannot_be_carried_is_told_with_its_cell() -> None:
    survey = [
        [*HEAD, "constraint", "required", "relevant", "default", ""],
        ["start", "start", ""],
        ["note", "intro", "Hello"],
        ["image", "photo", "A photo?"],
        ["select_multiple yn", "many", "Which?"],
        ["integer", "lamps", "Lamps?", ". < 5", "${who} = 'me'", "${who} != 'me'", "3", "?"],
        ["integer", "bins", "Bins?", ". >= 0", "yes"],
    ]
    found = read(survey, [*LIST, ["other", "a", "A"]], extra=[["x"]])
    assert [line.replace("a.xlsx:", "") for line in left(found)] == [
        "survey!H1: a column without a heading",
        "extra: the sheet is not read",
        "survey!A2: start: a record has its own times and observer",
        "survey!A3: intro: we ask nothing of the type note",
        "survey!A4: photo: every record takes photos",
        "survey!A5: many: we ask nothing of the type select_multiple",
        "survey!F6: the condition ${who} != 'me'",
        "survey!D6: constraint: . < 5",
        "survey!G6: default: 3",
        "survey!E6: lamps: required only where an expression says so",
        "choices!A2: the list yn: nothing that is carried chooses from it",
        "choices!A4: the list other: nothing that is carried chooses from it",
    ]
    assert [question.required for question in found.forms[0].questions] == [False, True]


def test_conditions_on_answers_of_questions_before_it_are_carried_also_those_of_a_group() -> None:
    survey = [
        [*HEAD, "relevant"],
        ["select_one yn", "ok", "Fine?"],
        ["begin group", "more", "", "${ok} = 'no'"],
        ["integer", "lamps", "Lamps?"],
        ["text", "why", "Why?", "selected(${ok}, 'no') and ${lamps} = 3"],
        ["end group", "", ""],
    ]
    found = read(survey, LIST)
    assert [question.when for question in found.forms[0].questions] == [
        (),
        (("ok", ("no",)),),
        (("ok", ("no",)), ("lamps", ("3",))),
    ]
    assert left(found) == []


@pytest.mark.parametrize(
    "condition", ["${later} = 'yes'", "${ok} = 'maybe'", "${who} = 'me'", "${lamps} = 'x'", "${inner} = 'yes'"]
)
def test_a_condition_that_no_answer_before_it_can_meet_is_told(condition: str) -> None:
    survey = [
        [*HEAD, "relevant"],
        ["select_one yn", "ok", "Fine?"],
        ["text", "who", "Who?"],
        ["integer", "lamps", "Lamps?"],
        ["begin repeat", "part", ""],
        ["select_one yn", "inner", "Inner?"],
        ["end repeat", "", ""],
        ["text", "why", "Why?", condition],
        ["select_one yn", "later", "Later?"],
    ]
    found = read(survey, LIST)
    assert found.forms[0].questions[3].when == ()
    assert left(found)[-1] == f"a.xlsx:survey!A8: why: asked only when {condition}"


@pytest.mark.parametrize(
    ("survey", "choices", "problems"),
    [
        ([[*HEAD, "Label"], ["text", "who", "Who?"]], (), [("E-XLSFORM-TWICE", "a.xlsx:survey!D1")]),
        ([HEAD, ["text", "who", "Who?"], ["text", "who", "Again?"]], (), [("E-XLSFORM-TWICE", "a.xlsx:survey!B3")]),
        ([HEAD, ["select_one yn", "ok", "?"]], [*LIST, ["yn", "no", "No!"]], [("E-XLSFORM-TWICE", "a.xlsx:choices!B4")]),
        ([HEAD, ["select_one yesno", "ok", "?"]], LIST, [("E-XLSFORM-LIST", "a.xlsx:survey!A2")]),
        ([HEAD, ["text", "", "?"]], (), [("E-XLSFORM-NAME", "a.xlsx:survey!A2")]),
        ([HEAD, ["text", "w\u200bho", "?"]], (), [("E-XLSFORM-NAME", "a.xlsx:survey!B2")]),
        ([HEAD, ["text", "ｗｈｏ", "?"]], (), [("E-XLSFORM-NAME", "a.xlsx:survey!B2")]),
        ([HEAD, ["text", date(2026, 1, 2), "?"]], (), [("E-XLSFORM-DATE", "a.xlsx:survey!B2")]),
        ([HEAD, ["select_one yn", "ok", "?"]], [*LIST, ["yn", date(2026, 1, 2), "1-2"]], [("E-XLSFORM-DATE", "a.xlsx:choices!B4")]),
        ([HEAD, ["", "who", "Who?"]], (), [("E-XLSFORM-TYPE", "a.xlsx:survey!A2")]),
        ([HEAD, ["begin group", "g", "G"], ["text", "who", "?"]], (), [("E-XLSFORM-GROUP", "a.xlsx:survey!A2")]),
        ([HEAD, ["text", "who", "?"], ["end repeat", "", ""]], (), [("E-XLSFORM-GROUP", "a.xlsx:survey!A3")]),
        (
            [HEAD, ["begin group", "g", "G"], ["text", "who", "?"], ["end repeat", "", ""], ["end group", "", ""]],
            (),
            [("E-XLSFORM-GROUP", "a.xlsx:survey!A4")],
        ),
        ([["kind", "name"], ["text", "who"]], (), [("E-XLSFORM-COLUMN", "a.xlsx:survey!A1")]),
        ([HEAD, ["note", "n", "Nothing to ask"]], (), [("E-XLSFORM-FILE", "a.xlsx")]),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_its_cell(
    survey: Sequence[Sequence[Any]], choices: Sequence[Sequence[Any]], problems: list[tuple[str, str]]
) -> None:
    assert refused(survey, choices) == problems


def test_every_problem_of_a_workbook_is_told_at_once() -> None:
    assert [code for code, _ in refused([HEAD, ["text", "", "?"], ["txt", "a", "?"], ["select_one x", "b", "?"]])] == [
        "E-XLSFORM-NAME",
        "E-XLSFORM-TYPE",
        "E-XLSFORM-LIST",
    ]


def test_a_date_in_a_label_is_kept_as_text_and_told() -> None:
    found = read([HEAD, ["text", "who", date(2012, 12, 12)]])
    assert found.forms[0].questions[0].ask.en == "2012-12-12"
    assert left(found) == ["a.xlsx:survey!C2: a date: the text is now 2012-12-12"]


def test_choices_may_stand_twice_where_the_form_allows_it() -> None:
    choices = [[*LIST[0], "cf"], *LIST[1:], ["yn", "no", "No", "x"]]
    found = read([HEAD, ["select_one yn", "ok", "?"]], choices, settings=[["allow_choice_duplicates"], ["yes"]])
    assert found.forms[0].questions[0].values == ("yes", "no")
    assert left(found) == ["a.xlsx:choices!A4: no stands in the list yn already"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"{"),
        ("a.json", b"[]"),
        ("a.json", b'{"content": {"survey": ["text"]}}'),
        ("a.csv", b"type,name"),
        ("a.xls", b"\xd0\xcf\x11\xe0 nothing"),
        ("a.xlsx", workbook([], settings=[["form_id"]])),
    ],
)
def test_a_file_that_is_no_form_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(ImportRefused) as caught:
        form_of(Source(name, data))
    assert caught.value.code in ("E-XLSFORM-FILE", "E-XLSFORM-COLUMN")


def test_a_workbook_with_macros_is_refused_before_it_is_opened() -> None:
    import zipfile  # noqa: PLC0415 - of this test alone

    stream = io.BytesIO(workbook([HEAD, ["text", "who", "?"]]))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(ImportRefused) as caught:
        form_of(Source("a.xlsx", stream.getvalue()))
    assert caught.value.code == "E-XLSX-MACRO"


def test_a_version_of_kobotoolbox_is_read_with_its_translations() -> None:
    content = {
        "translations": ["English (en)", "中文 (zh)"],
        "survey": [
            {"type": "text", "name": "who", "label": ["Who?", "谁？"], "required": True, "$kuid": "abc"},
            {"type": "select_one yn", "name": "ok", "label": ["Fine?", None], "required": "false"},
        ],
        "choices": [{"list_name": "yn", "name": "yes", "label": ["Yes", "是"]}],
        "settings": {"style": "pages"},
    }
    told = {"id_string": "walk", "version": "v1", "content": content}
    found = form_of(Source("a.json", json.dumps(told).encode()))
    (form,) = found.forms
    assert (form.id, form.questions[0].ask.zh, form.questions[0].required) == ("walk", "谁？", True)
    assert form.questions[1].ask.zh == "Fine?", "where a language says nothing, the other one serves"
    assert left(found) == [
        "a.json#/version: the setting version",
        "a.json#/content/settings/0/style: the setting style",
    ]


TYPES = ["text", "select_one yn", "begin group", "end group", "begin repeat", "end repeat", "note", "integer"]
WORDS = st.sampled_from(
    [*TYPES, "", "a", "yn", "yes", "${a} = 'yes'", "true", "\u202e", "x" * 70, "🍔", "-", "or_other"]
)
ANYTHING = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers(), lambda one: st.lists(one, max_size=3), max_leaves=4
)
ROWS = st.lists(
    st.dictionaries(
        st.sampled_from(["type", "name", "label", "relevant", "required", "list_name", "label::a"]), ANYTHING
    )
    | ANYTHING,
    max_size=5,
)


@settings(max_examples=300, deadline=None)
@given(survey=ROWS, choices=ROWS | ANYTHING, translations=ANYTHING, own=ANYTHING)
def test_whatever_json_holds_it_is_read_or_refused_with_a_next_step(
    survey: object, choices: object, translations: object, own: object
) -> None:
    content = {"survey": survey, "choices": choices, "translations": translations, "settings": own}
    assert told(json.dumps({"content": content}).encode())


def told(data: bytes) -> bool:
    """Whether something was read, or refused with a next step in both languages."""
    try:
        return bool(form_of(Source("a.json", data)).forms)
    except ImportRefused as error:
        return all(problem.hint and problem.hint_zh for problem in error.problems)


def test_repeated_parts_whose_names_are_cleaned_to_one_stay_two_forms() -> None:
    survey = [HEAD]
    for part, name in (("a b", "first"), ("a-b", "second")):
        survey += [["begin repeat", part, ""], ["text", name, "?"], ["end repeat", "", ""]]
    assert [form.id for form in read(survey, settings=[["form_id"], ["f"]]).forms] == ["f-a-b", "f-a-b-2"]
