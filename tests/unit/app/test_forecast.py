"""A forecast tells what the rules in shadow would change, and changes nothing."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from inspect_core.app.explain import Explainer
from inspect_core.app.forecast import forecast, forecast_view
from inspect_core.app.month import Month
from inspect_core.app.views import score_view
from tests.golden.by_hand import scored
from tests.unit.app.small_project import MONTH


def month(**settings: str) -> Month:
    """The small month with more said of the rule about tidiness."""
    text: dict[str, Any] = deepcopy(MONTH)
    text["rulesets"]["manners"]["rules"]["tidy"] |= settings
    return scored(text)


def test_a_forecast_is_the_score_of_the_month_in_which_the_rules_count() -> None:
    shadow, counted = month(shadow_until="2027-01-01"), month()
    view = forecast_view(shadow)
    assert view is not None
    assert view["rules"] == [
        {
            "rule": "manners/tidy",
            "title": {"zh": "Tidy", "en": "Tidy"},
            "points": "40",
            "from": "2027-01-01",
        }
    ]
    now, then = score_view(shadow), score_view(counted)
    for one, old, new in zip(view["people"], now["people"], then["people"], strict=True):
        assert (one["id"], one["total"], one["grade"]) == (old["id"], old["total"], old["grade"])
        assert one["forecast"] == {key: new[key] for key in ("total", "grade", "status", "coverage")}
    assert any(one["total"] != one["forecast"]["total"] for one in view["people"])
    for listed in ("places", "departments", "contractors"):
        told = {one["id"]: (one["score"], one["forecast"]) for one in view[listed]}
        scores = [{one["id"]: one["score"] for one in found[listed]} for found in (now, then)]
        assert told == {id: (scores[0].get(id), scores[1].get(id)) for id in told}
    assert view["project_score"]["forecast"] == then["project_score"]["score"]


def test_a_rule_counts_in_a_period_that_begins_on_its_day_and_not_before() -> None:
    assert forecast_view(month(shadow_until="2026-10-01")) is None
    view = forecast_view(month(shadow_until="2026-10-02"))
    assert view is not None
    assert view["rules"][0]["from"] == "2026-10-02"


def test_without_rules_in_shadow_there_is_no_forecast_and_it_would_be_the_score() -> None:
    found = month()
    assert forecast_view(found) is None
    assert score_view(forecast(found)) == score_view(found)


def test_advice_is_never_forecast() -> None:
    text: dict[str, Any] = deepcopy(MONTH)
    rules = text["rulesets"]["manners"]["rules"]
    rules["smile"]["points"] = "100"
    rules["tidy"] |= {"advisory": "true", "points": "0", "shadow_until": "2027-01-01"}
    assert forecast_view(scored(text)) is None


def test_a_forecast_leaves_the_score_as_it_is() -> None:
    found = month(shadow_until="2027-01-01")
    before = score_view(found)
    forecast_view(found)
    assert score_view(found) == before


def test_an_explanation_tells_the_forecast_of_its_person() -> None:
    told = Explainer(month(shadow_until="2027-01-01"), lambda _: {}).of("bo")["forecast"]
    (own,) = (one for one in (forecast_view(month(shadow_until="2027-01-01")) or {})["people"] if one["id"] == "bo")
    assert told["rules"][0]["rule"] == "manners/tidy"
    assert [told[key] for key in ("total", "grade")] == [own["forecast"][key] for key in ("total", "grade")]
    assert Explainer(month(), lambda _: {}).of("bo")["forecast"] is None
