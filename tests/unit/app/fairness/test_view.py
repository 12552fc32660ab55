"""What a score stands on: evidence, interval, and the total had the observers been alike. Nothing of it moves a score."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.app.fairness.interval import drawn_days, ends
from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.view import fairness_view, tenths
from inspect_core.app.views import score_view
from tests.golden.by_hand import scored
from tests.unit.engine.test_people import MANNERS, SCHEME

View = dict[str, Any]


def check(who: str, whom: str, day: int, word: str, hour: int = 9) -> View:
    at = f"2026-10-{day:02} {hour:02}:00"
    return {"form": "check", "observer": who, "subject": whom, "at": at, "answers": {"smile": word}}


def month(*seen: View, **more: Any) -> View:
    return {
        "period": "2026-10",
        "rulesets": {"manners": MANNERS},
        "scheme": {**SCHEME, "roles": {"guard": {"weights": {"manners": "100"}}}, **more.pop("scheme", {})},
        "people": dict.fromkeys(("li", "wang", "boss", "head"), "guard"),
        "seen": list(seen),
        **more,
    }


def person(name: str, *seen: View, limits: View | None = None, **more: Any) -> View:
    view = fairness_view(scored(month(*seen, **more)), FairnessSettings(**(limits or {})))
    people: dict[str, View] = {one["id"]: one for one in view["people"]}
    return people[name]


def kinds(found: View) -> list[str]:
    return [warning["kind"] for warning in found["warnings"]]


# ---------------------------------------------------------------- evidence


def test_the_records_of_others_are_counted_by_day_and_observer() -> None:
    seen = [check("boss", "li", day, "A") for day in (5, 6, 7)] + [
        check("head", "li", 7, "A", hour) for hour in (9, 11)
    ]
    found = person("li", *seen)
    assert (found["records"], found["days"], found["observers"]) == (5, 3, 2)
    assert found["busiest_day"] == {"day": "2026-10-07", "records": 3, "share": "60"}
    assert (found["busiest_observer"]["id"], found["busiest_observer"]["share"]) == ("boss", "60")
    assert kinds(found) == ["one_day"]


@pytest.mark.parametrize(("by_boss", "told"), [(4, ["one_observer"]), (3, [])])
def test_one_observer_who_made_more_than_two_thirds_is_told(by_boss: int, told: list[str]) -> None:
    seen = [check("boss" if number < by_boss else "head", "li", 5 + number, "A") for number in range(5)]
    found = person("li", *seen)
    assert kinds(found) == told
    assert kinds(person("li", *seen, limits={"one_observer": 80})) == []


def test_few_records_none_and_not_enough_evidence_are_told() -> None:
    few = [check("boss", "li", day, "A") for day in range(5, 9)]
    assert kinds(person("li", *few)) == ["few_observations"]
    assert person("wang", *few)["busiest_observer"] is None
    weak = {"roles": {"guard": {"weights": {"manners": "100"}, "least_judged": "9"}}}
    found = person("li", *few, scheme=weak)
    assert (found["status"], kinds(found)) == ("not_enough_evidence", ["not_enough_evidence", "few_observations"])
    assert (found["interval"], found["alike"]) == (None, None)
    assert kinds(person("wang", *few, scheme=weak)) == []  # nothing was due of whom nobody should have seen


def test_what_somebody_says_of_himself_is_no_evidence() -> None:
    found = person("li", *(check("li", "li", day, "A") for day in range(5, 15)))
    assert (found["records"], kinds(found)) == (0, ["nobody_judged"])


# ---------------------------------------------------------------- interval


def uneven(days: int) -> list[View]:
    return [check("boss" if day % 2 else "head", "li", day, "AD"[day % 3 == 0]) for day in range(1, days + 1)]


def test_the_interval_holds_the_score_and_is_the_same_each_time() -> None:
    found = person("li", *uneven(30))
    assert float(found["interval"]["low"]) < float(found["total"]) < float(found["interval"]["high"])
    assert 15 < float(found["interval"]["high"]) - float(found["interval"]["low"]) < 50  # sqrt(p q / n) gives 33
    assert found["interval"]["days"] == 30
    assert person("li", *reversed(uneven(30)))["interval"] == found["interval"]


def test_few_days_have_no_interval_and_equal_days_one_without_width_that_says_so() -> None:
    assert person("li", *uneven(4))["interval"] is None
    alike = person("li", *(check("boss", "li", day, "A") for day in range(1, 20)))["interval"]
    assert (alike["low"], alike["high"]) == ("100", "100")
    assert "no certainty" in alike["says"]["en"]


def test_adjustments_are_added_as_they_are() -> None:
    praise = {"praise": {"title": "p", "form": "praise", "each": "-3", "most": "9"}}
    note = {"form": "praise", "observer": "boss", "subject": "li", "at": "2026-10-20 09:00"}
    plain, added = person("li", *uneven(30)), person("li", *uneven(30), note, scheme={"adjustments": praise})
    for end in ("low", "high"):
        assert float(added["interval"][end]) == pytest.approx(float(plain["interval"][end]) - 3)


def test_days_are_drawn_with_repetition_and_each_draw_has_as_many() -> None:
    days = drawn_days(scored(month()), 100)
    assert days.group_by("draw").sum()["times"].unique().to_list() == [31]
    assert days.filter(draw=0)["times"].unique().to_list() == [1]
    assert max(days["times"].to_list()) > 2
    assert ends(list(range(200))) == (5, 194)


# ---------------------------------------------------------------- observers


def judged(strict: str) -> list[View]:
    """The boss gives A where the head gives `strict`, to both guards, every day."""
    return [check("boss", whom, day, "A") for whom in ("li", "wang") for day in range(1, 21)] + [
        check("head", whom, day, strict, 11) for whom in ("li", "wang") for day in range(1, 21, 2)
    ]


def test_a_stricter_observer_is_told_beside_the_raw_score_which_stays() -> None:
    seen = [*judged("C"), *(check("head", "li", day, "C", 15) for day in range(1, 21))]
    built = scored(month(*seen))
    before = score_view(built)
    view = fairness_view(built, FairnessSettings())
    assert score_view(built) == before
    observers = {one["id"]: one for one in view["observers"]}
    assert (observers["head"]["verdict"], observers["boss"]["verdict"]) == ("stricter", "milder")
    assert float(observers["boss"]["effect"]) - float(observers["head"]["effect"]) == pytest.approx(30, abs=0.1)
    found = {one["id"]: one for one in view["people"]}
    li, wang = found["li"], found["wang"]
    assert float(li["total"]) == pytest.approx(82)  # 20 A, 30 C
    assert float(wang["total"]) == pytest.approx(90)
    assert li["alike"]["total"] == wang["alike"]["total"]  # the same work, judged by another mix of observers
    assert li["alike"]["by_compared"] == "100"
    assert "raw 82; had the observers been alike about" in li["alike"]["says"]["en"]
    assert "只作参考" in li["alike"]["says"]["zh"]


def test_where_nobody_differs_measurably_nothing_stands_beside_the_score() -> None:
    assert person("li", *judged("A"))["alike"] is None
    few = [check(who, "li", day, word) for day in range(1, 7) for who, word in (("boss", "A"), ("head", "C"))]
    view = fairness_view(scored(month(*few)), FairnessSettings())
    assert {one["verdict"] for one in view["observers"]} == {"too_few"}
    assert "too few to tell" in view["observers"][0]["says"]["en"]
    assert {one["alike"] for one in view["people"]} == {None}


@pytest.mark.parametrize(
    ("value", "text"), [(94_950, "95"), (94_949, "94.9"), (-50, "-0.1"), (-49, "0"), (0, "0"), (None, None)]
)
def test_estimates_have_one_decimal(value: int | None, text: str | None) -> None:
    assert tenths(value) == text
