"""An upper limit of a grade: exact, told openly, and the same for equals."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.cli.score import too_many
from tests.golden.by_hand import people_of, view_of
from tests.unit.engine.test_people import MANNERS, SCHEME, checks

TOTALS = {"ann": "AAAA", "bob": "AAAB", "cai": "AABB", "dan": "CCCC", "eve": "D"}  # 100, 97.5, 95, 70, 0


def month(limits: dict[str, Any], people: dict[str, Any] | None = None, **scheme: Any) -> dict[str, Any]:
    return {
        "period": "2026-10",
        "rulesets": {"manners": MANNERS},
        "scheme": {
            **SCHEME,
            "roles": {role: {"weights": {"manners": "100"}} for role in ("guard", "leader")},
            "distribution": limits,
            **scheme,
        },
        "people": people or dict.fromkeys(TOTALS, "guard"),
        "seen": [row for name, answers in TOTALS.items() for row in checks(name, answers)],
    }


def grades(limits: dict[str, Any], **more: Any) -> str:
    return "".join(one["grade"] or "-" for one in people_of(month(limits, **more)).values())


def limit(share: str, mode: str = "limit", **more: Any) -> dict[str, Any]:
    return {"mode": mode, "grades": {"A": {"at_most": share}}, **more}


@pytest.mark.parametrize(
    ("share", "given"),
    [
        ("60 %", "AAACD"),
        ("59.999 %", "AABCD"),
        ("40 %", "AABCD"),
        ("39 %", "ABBCD"),
        ("20 %", "ABBCD"),
        ("19.999 %", "BBBCD"),
        ("0 %", "BBBCD"),
    ],
)
def test_the_number_is_rounded_down_and_the_lowest_totals_fall_first(share: str, given: str) -> None:
    assert grades(limit(share)) == given
    assert grades(limit(share, "warn")) == grades(limit(share, "off")) == "AAACD"


def test_who_falls_is_counted_again_under_the_next_limit() -> None:
    both = {"mode": "limit", "grades": {"A": {"at_most": "20 %"}, "B": {"at_most": "20 %"}}}
    assert grades(both) == "ABCCD"
    found = people_of(month(both))["cai"]["limited"]
    assert (found["from"], found["to"], [one["grade"] for one in found["limits"]]) == ("A", "C", ["A", "B"])


def test_equals_fall_together_where_not_all_of_them_fit() -> None:
    twins = {**TOTALS, "bob": "AAAA"}
    seen = [row for name, answers in twins.items() for row in checks(name, answers)]
    found = people_of({**month(limit("20 %")), "seen": seen})
    assert [one["grade"] for one in found.values()] == ["B", "B", "B", "C", "D"]


def test_a_limit_is_within_each_department_or_role_where_it_says_so() -> None:
    people = {name: "leader" if name in ("cai", "dan") else "guard" for name in TOTALS}
    assert grades(limit("50 %", within="role"), people=people) == "ABACD"
    placed = {name: {"role": "guard", "department": "gate" if name in ("cai", "dan") else "hall"} for name in TOTALS}
    assert grades(limit("50 %", within="department"), people=placed, departments={}) == "ABACD"


def test_a_grade_made_by_a_veto_stands_behind_and_who_has_no_total_is_not_counted() -> None:
    least = {"roles": {"guard": {"weights": {"manners": "100"}, "least_judged": "2"}}}
    assert grades(limit("25 %"), **least) == "ABBC-"  # a quarter of four
    assert grades(limit("24.999 %"), **least) == "BBBC-"


def test_the_explanation_keeps_the_earned_grade_and_says_why_in_both_languages() -> None:
    found = people_of(month(limit("20 %"), coefficients={"A": "1.2", "B": "1"}))["bob"]
    assert (found["total"], found["earned_grade"], found["grade"], found["coefficient"]) == ("97.5", "A", "B", "1")
    assert found["limited"]["limits"] == [{"grade": "A", "at_most": "20", "allowed": 1}]
    assert "A 级至多 20%（5 人中 1 人）" in found["limited"]["says"]["zh"]
    assert "grade A to 20 % (1 of 5) in the project" in found["limited"]["says"]["en"]
    assert people_of(month(limit("20 %")))["ann"]["limited"] is None


def test_a_warning_says_how_many_there_are_and_changes_nothing() -> None:
    view = view_of(month(limit("20 %", "warn")))
    (group,) = view["distribution"]["groups"]
    (one,) = group["grades"]
    assert (group["heads"], one["given"], one["allowed"], one["over"]) == (5, 3, 1, True)
    assert [said["en"].partition(": ")[2] for said in too_many(view)] == [
        "grade A: 3 of 5, at most 20 % (1): more than that"
    ]
    held = view_of(month(limit("20 %")))["distribution"]["groups"][0]["grades"][0]
    assert (held["without_limit"], held["given"], held["over"]) == (3, 1, False)
    assert too_many(view_of(month(limit("20 %")))) == []
    assert view_of(month(limit("20 %", "off")))["distribution"] is None
