"""What people gave by hand in the totals and grades of a month."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.engine.tables import Given
from tests.unit.engine.test_people import person

SCHEME: dict[str, Any] = {
    "adjustments": {
        "bonus": {"title": "Bonus", "by_hand": "true", "most": "5", "least": "-2"},
        "praise": {"title": "Praise", "form": "praise", "each": "2", "most": "5"},
    },
    "vetoes": {"asleep": {"title": "Asleep", "grade": "D"}, "late": {"title": "Late", "drop": "1"}},
    "cards": {"yellow": {"title": "Yellow", "by_hand": "true", "drop": "1"}},
}


def gift(sort: Any, name: str, points: int = 0, whose: str = "li", period: str = "2026-10") -> Given:
    return Given(f"{name}-{points}", sort, name, whose, period, points)


def points(*given: int, answers: str = "C", **more: Any) -> str | None:
    gifts = [gift("adjustment", "bonus", one) for one in given]
    total: str | None = person("li", answers, scheme={**SCHEME, **more}, given=gifts)["total"]
    return total


@pytest.mark.parametrize(
    ("given", "total"),
    [((1500,), "71.5"), ((1500, 333), "71.833"), ((4000, 4000), "75"), ((4000, 4000, -4000), "74"), ((-9000,), "68")],
)
def test_points_given_add_up_and_stay_between_the_caps(given: tuple[int, ...], total: str) -> None:
    assert points(*given) == total
    assert points(*reversed(given)) == total


def test_a_bonus_lifts_above_a_hundred_only_as_far_as_the_scheme_says() -> None:
    assert points(4000, answers="A") == "100"
    assert points(4000, answers="A", highest="103") == "103"
    assert points(4000, answers="A", highest="110") == "104"


def test_without_a_total_a_bonus_makes_none() -> None:
    assert points(4000, answers="") is None


@pytest.mark.parametrize(
    "stray",
    [
        gift("adjustment", "bonus", 1000, whose="wang"),
        gift("adjustment", "bonus", 1000, whose="nobody"),
        gift("adjustment", "bonus", 1000, period="2026-09"),
        gift("adjustment", "praise", 1000),  # it counts records
        gift("adjustment", "gone", 1000),
        gift("veto", "gone"),
        gift("veto", "asleep", period="2026-11"),
        gift("card", "gone"),
    ],
)
def test_what_was_given_to_others_or_under_a_name_the_scheme_has_no_more_counts_nothing(stray: Given) -> None:
    found = person("li", "C", scheme=SCHEME, given=[stray])
    assert (found["total"], found["grade"]) == ("70", "C")
    assert [found[key] for key in ("adjustments", "vetoes", "cards")] == [[], [], []]


def test_a_veto_by_hand_makes_the_grade_and_two_of_a_kind_drop_it_once() -> None:
    assert person("li", "A", scheme=SCHEME, given=[gift("veto", "asleep")])["grade"] == "D"
    assert person("li", "", scheme=SCHEME, given=[gift("veto", "asleep")])["grade"] == "D"
    assert person("li", "A", scheme=SCHEME, given=[gift("veto", "late"), gift("veto", "late")])["grade"] == "B"


def test_a_card_by_hand_drops_the_grade_beside_a_veto() -> None:
    found = person("li", "A", scheme=SCHEME, given=[gift("veto", "late"), gift("card", "yellow")])
    assert (found["grade"], found["earned_grade"], found["total"]) == ("C", "A", "100")


def test_what_was_given_stands_at_the_last_stint_and_counts_once() -> None:
    moved = [{"role": "guard", "last": "2026-10-15"}, {"role": "guard", "first": "2026-10-16"}]
    people = {"li": moved, "sun": "guard"}
    found = person("li", "C", scheme=SCHEME, people=people, given=[gift("adjustment", "bonus", 1000)])
    assert (found["total"], found["adjustments"][0]["count"]) == ("71", 1)
