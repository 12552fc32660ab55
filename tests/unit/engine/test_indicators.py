"""Indicators in the totals of a month: by person, department or project, by themselves or in a group."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.engine.tables import Figure
from tests.unit.engine.test_people import person

INDICATORS: dict[str, Any] = {
    "lessons": {"title": "Lessons", "target": "10"},
    "fees": {"title": "Fees", "of": "department", "target": "100"},
    "calls": {"title": "Calls", "of": "project", "target": "0", "zero_at": "10"},
}


def scheme(**weights: str) -> dict[str, Any]:
    return {
        "indicators": INDICATORS,
        "roles": {"guard": {"weights": weights}, "leader": {"weights": {"manners": "100"}}},
    }


def lessons(value: int, whose: str = "li", period: str = "2026-10") -> Figure:
    return Figure(f"{whose}-{value}", "lessons", period, whose, None, value)


def total(*figures: Figure, answers: str = "C", **words: Any) -> tuple[str | None, str | None, str]:
    rules = words.pop("scheme", scheme(manners="80", lessons="20"))
    found = person("li", answers, scheme=rules, figures=figures, **words)
    return found["total"], found["coverage"], found["status"]


def test_a_value_weighs_as_the_scheme_says() -> None:
    assert total(lessons(5000)) == ("66", "100", "scored")  # 0.8 × 70 + 0.2 × 50


def test_without_a_value_the_rest_carries_the_hundred_and_the_coverage_falls() -> None:
    assert total() == ("70", "80", "scored")


def test_a_value_alone_is_a_total_and_nothing_at_all_is_not_enough() -> None:
    assert total(lessons(5000), answers="") == ("50", "100", "scored")  # nothing else was due
    assert total(answers="") == (None, "0", "not_enough_evidence")


@pytest.mark.parametrize("stray", [lessons(9000, "wang"), lessons(9000, period="2026-09")])
def test_values_of_others_and_of_other_months_count_nothing(stray: Figure) -> None:
    assert total(stray) == total()


def test_the_value_stated_last_holds() -> None:
    assert total(lessons(1000), lessons(5000)) == total(lessons(5000))


def test_in_a_group_it_shares_the_weight_of_the_group() -> None:
    grouped = {**scheme(all="100"), "groups": {"all": {"weights": {"manners": "3", "lessons": "1"}}}}
    assert total(lessons(10_000), scheme=grouped) == ("77.5", "100", "scored")
    assert total(scheme=grouped) == ("70", "75", "scored")


def test_the_project_has_one_value_for_everybody() -> None:
    assert total(Figure("f", "calls", "2026-10", None, None, 3000), scheme=scheme(manners="50", calls="50"))[0] == "70"


def test_each_stint_has_the_value_of_its_department_by_its_days() -> None:
    moved = [
        {"role": "guard", "department": "east", "last": "2026-10-10"},
        {"role": "guard", "department": "west", "first": "2026-10-11"},
    ]
    of = [Figure(name, "fees", "2026-10", None, name, value) for name, value in (("east", 100_000), ("west", 38_000))]
    found = total(*of, answers="", people={"li": moved, "sun": "guard"}, scheme=scheme(manners="1", fees="99"))
    assert found[0] == "58"  # (10 × 100 + 21 × 38) ÷ 31
    assert found[0] != total(*of, answers="", people={"li": moved[1], "sun": "guard"}, scheme=scheme(fees="100"))[0]


def test_a_role_that_weighs_none_has_none() -> None:
    found = person("li", "C", scheme=scheme(manners="80", lessons="20"), people={"li": "leader", "sun": "guard"})
    assert (found["total"], found["indicators"]) == ("70", [])
