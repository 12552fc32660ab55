"""Records to columns: fine readings, and answers to questions nobody asks any more."""

from __future__ import annotations

from datetime import date

import pytest

from inspect_core.domain.form import Form, Question
from inspect_core.domain.text import Text
from inspect_core.engine.ground import day_number
from inspect_core.testing.collected import tables_of_case

WORDS = Text(zh="?", en="?")
FORM = Form(id="round", title=WORDS, questions=(Question(id="degrees", ask=WORDS, type="number"),))


@pytest.mark.parametrize(
    ("said", "thousandths"), [("21", 21_000), ("21.5", 21_500), ("3.14159", 3_142), ("-0.0005", -1)]
)
def test_a_reading_of_any_fineness_is_kept_in_thousandths(said: str, thousandths: int) -> None:
    seen = [{"form": "round", "observer": "li", "at": "08:10", "answers": {"degrees": said}}]
    tables = tables_of_case(forms={"round": FORM}, people={"li": "guard"}, seen=seen)
    assert tables.measures.collect()["value"].to_list() == [thousandths]


def test_answers_to_questions_of_the_past_share_one_code() -> None:
    seen = [{"form": "round", "observer": "li", "at": "08:10", "answers": {"remark": f"words {n}"}} for n in range(3)]
    tables = tables_of_case(forms={"round": FORM}, people={"li": "guard"}, seen=seen)
    assert [(code.question, code.value) for code in tables.codes] == [("remark", "")]


def test_the_observers_role_is_that_of_the_own_duty_also_in_somebody_elses_night() -> None:
    seen = {"form": "round", "observer": "li", "subject": "wang", "at": "2026-10-12 01:10"}
    tables = tables_of_case(
        forms={"round": FORM},
        people={"wang": "guard", "li": {"role": "leader", "first": "2026-10-12"}},
        shifts={"night": "20:00-08:00"},
        roster=[{"person": "wang", "shift": "night", "day": "2026-10-11"}],
        seen=[seen],
    )
    visit = tables.visits.collect().row(0, named=True)
    assert tables.names.name("role", visit["role"]) == "leader"
    assert visit["day"] == day_number(date(2026, 10, 11))
