from __future__ import annotations

from tests.unit.report.sample import circular_of, month


def test_departments_stand_best_first_and_equals_share_a_place() -> None:
    view = month()
    view.score["departments"][0]["score"] = view.score["departments"][1]["score"]
    rows = circular_of(view).departments
    assert [(row.rank, row.id) for row in rows] == [("1", "cleaning"), ("1", "security"), ("3", "management")]


def test_a_department_nothing_is_known_about_is_last_and_has_no_place() -> None:
    view = month()
    view.score["departments"][1]["score"] = None
    last = circular_of(view).departments[-1]
    assert (last.rank, last.id, last.score) == ("–", "cleaning", "–")


def test_the_change_is_against_the_month_before_and_empty_without_one() -> None:
    assert {row.change for row in circular_of(month(earlier=2)).departments} == {"+3.00"}
    assert {row.change for row in circular_of(month()).departments} == {"–"}


def test_the_trend_is_shown_only_when_there_are_months_before() -> None:
    assert circular_of(month()).trend == ()
    assert [row.short for row in circular_of(month(earlier=2)).trend] == ["8 月", "9 月", "10 月"]


def test_places_with_the_lowest_scores_name_what_was_missed_there() -> None:
    (place,) = circular_of(month()).places
    assert (place.name, place.score) == ("西门岗", "71.50")
    assert place.rule == "三米见微笑"
