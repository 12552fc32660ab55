from __future__ import annotations

from typing import Any

import pytest

from inspect_core.report.forecast import forecast_of, forecast_of_all
from inspect_core.report.html import html_writer
from inspect_core.report.words import Words
from tests.unit.report.sample import circular_of, month

RULES = [{"rule": "patrol/doors", "title": {"zh": "关门", "en": "Doors"}, "points": "10", "from": "2027-01-01"}]
ZH, EN = Words("zh"), Words("en")


def of_people(*moves: tuple[str, str, str]) -> dict[str, Any]:
    people = [
        {"id": id, "name": id, "total": "88.886", "grade": "B", "forecast": {"total": total, "grade": grade}}
        for id, total, grade in moves
    ]
    return {"rules": RULES, "people": people}


def test_only_those_whose_total_or_grade_would_move_are_named() -> None:
    found = forecast_of_all(of_people(("P1", "88.886", "B"), ("P2", "88.881", "B"), ("P3", "88.886", "C")), EN)
    assert found is not None
    assert [(row.id, row.total, row.would_be, row.would_grade) for row in found.moved] == [
        ("P2", "88.88", "88.88", "B"),
        ("P3", "88.88", "88.88", "C"),
    ]
    assert [(rule.title, rule.day) for rule in found.rules] == [("Doors", "2027-01-01")]


def test_without_rules_on_trial_there_is_nothing_to_show() -> None:
    assert forecast_of_all(None, ZH) is None
    assert forecast_of(None, {}, ZH) is None
    assert circular_of(month()).forecast is None


@pytest.mark.parametrize(("words", "said"), [(ZH, "自 2027-01-01 起计分"), (EN, "counts from 2027-01-01")])
def test_the_circular_and_the_page_of_a_person_show_the_forecast(words: Words, said: str) -> None:
    view = month()
    person = view.score["people"][0]
    then = {"total": "12.3", "grade": "E"}
    view.score["forecast"] = {"rules": RULES, "people": [{**person, "forecast": then}]}  # type: ignore[index]
    view.explanations[person["id"]]["forecast"] = {"rules": RULES, **then}  # type: ignore[index]
    files = html_writer().write(view, words.language)
    (circular,) = (name for name in files if name.endswith(".html") and "/" not in name)
    for name in (circular, f"people/{person['id']}.html"):
        text = files[name].decode()
        assert said in text
        assert "12.30" in text
