from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from inspect_core.app.forms import form_view
from inspect_core.app.import_ import import_records
from inspect_core.domain.answers import choices
from inspect_core.domain.form import Form, Question
from inspect_core.domain.text import Text
from inspect_core.exchange.template import template
from tests.unit.app.known_project import KNOWN, KeptJournal, ports
from tests.unit.app.test_import import codes, refused, sheet

OPEN = Question(id="open", ask=Text(zh="泳池是否开放?", en="Is the pool open?"), choices=choices("yes_no"))
CLEAR = Question(
    id="clear",
    ask=Text(zh="水是否清澈?", en="Is the water clear?"),
    choices=choices("pass_fail_na"),
    required=True,
    when=(("open", ("yes",)),),
)
WHY = Question(id="why", ask=Text(zh="为何浑浊?", en="Why not?"), type="text", when=(("clear", ("fail",)),))
POOL = Form(id="pool", title=Text(zh="泳池", en="Pool"), questions=(OPEN, CLEAR, WHY))
POOLS = replace(KNOWN, forms={"pool": POOL})
HEAD = ["id", "observer", "start", "open", "clear", "why"]


def row(*answers: str) -> list[str]:
    return ["o1", "P001", "2026-10-08 08:10", *answers]


def kept(*answers: str) -> dict[str, str]:
    journal = KeptJournal()
    import_records(ports(journal, POOLS), "observations", [sheet([HEAD, row(*answers)])], "pool")
    return dict(journal.told()[0][2]["answers"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("否", "", ""), {"open": "no"}),
        (("", "", ""), {}),
        (("yes", "pass", ""), {"open": "yes", "clear": "pass"}),
        (("yes", "fail", "algae"), {"open": "yes", "clear": "fail", "why": "…"}),
    ],
)
def test_a_question_is_required_only_where_it_is_asked(answers: tuple[str, ...], told: dict[str, str]) -> None:
    assert kept(*answers) == told


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (("yes", "", ""), [("E-ANSWER-MISSING", "a.csv:2:5")]),
        (("no", "pass", ""), [("E-OBS-UNASKED", "a.csv:2:5")]),
        (("no", "", "algae"), [("E-OBS-UNASKED", "a.csv:2:6")]),
        (("yes", "pass", "algae"), [("E-OBS-UNASKED", "a.csv:2:6")]),
        (("", "fail", "algae"), [("E-OBS-UNASKED", "a.csv:2:5")]),
        (("maybe", "fail", "algae"), [("E-ANSWER", "a.csv:2:4")]),
    ],
)
def test_an_answer_to_what_is_not_asked_is_refused_once_with_its_cell(
    answers: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    problems = refused("observations", sheet([HEAD, row(*answers)]), form="pool", known=POOLS)
    assert [(code[: len(found[0][0])], place) for code, place in codes(problems)] == found


def test_the_refusal_says_when_the_question_is_asked_in_both_languages() -> None:
    (problem,) = refused("observations", sheet([HEAD, row("no", "pass", "")]), form="pool", known=POOLS)
    assert "only if “Is the pool open?” is yes" in problem.message
    assert "仅当“泳池是否开放?”为“是”时填写" in problem.message_zh


def test_a_column_that_is_not_there_leaves_the_question_unasked() -> None:
    lines = [["id", "observer", "start", "clear"], ["o1", "P001", "2026-10-08 08:10", "pass"]]
    (problem,) = refused("observations", sheet(lines), form="pool", known=POOLS)
    assert problem.code == "E-OBS-UNASKED"


def test_a_form_as_data_says_when_each_question_is_asked() -> None:
    asked = {one["id"]: (one["when"], one["asked"]) for one in form_view(POOL)["questions"]}
    assert asked["open"] == ({}, None)
    assert asked["clear"][0] == {"open": ["yes"]}
    assert asked["clear"][1]["en"] == "only if “Is the pool open?” is yes"


def test_a_template_says_beside_the_cells_when_the_question_is_asked() -> None:
    book = template("observations", POOLS, "en", form=POOL)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        text = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "only if “Is the pool open?” is yes" in text
    assert "only if “Is the water clear?” is fail" in text
