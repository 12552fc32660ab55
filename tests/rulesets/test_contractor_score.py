"""A contractor's month: what was judged at his places, and nothing of what was judged elsewhere."""

from __future__ import annotations

from typing import Any

from inspect_core.app.views import score_view
from inspect_core.language.reader import read_file
from inspect_core.shipped import shipped
from tests.golden.by_hand import scored

SCHEME: dict[str, Any] = {
    "scheme": "contracts",
    "edition": "2026-10-01",
    "title": "Contracts",
    "roles": {"cleaner": {"weights": {"contractors": "100"}}},
    "project": {"weights": {"contractors": "100"}},
    "bands": {"A": "90", "B": "0"},
}
FIXED = {"fixed-person": "pass", "fixed-post": "pass", "fixed-time": "pass", "fixed-standard": "pass"}
MARKS = dict.fromkeys(("marks-safety", "marks-service", "marks-courtesy", "marks-training", "marks-meetings"), "A")


def work(place: str, at: str) -> dict[str, Any]:
    return {"form": "contractor-work", "observer": "chen", "place": place, "at": f"2026-10-08 {at}", "minutes": "60"}


def seen(form: str, place: str, answers: dict[str, str]) -> dict[str, Any]:
    return {"form": form, "observer": "zhou", "place": place, "at": "2026-10-08 10:00", "answers": answers}


MONTH: dict[str, Any] = {
    "period": "2026-10",
    "rulesets": {"contractors": read_file(shipped("rulesets") / "contractors.yaml").plain},
    "scheme": SCHEME,
    "people": {"chen": {"role": "cleaner"}, "zhou": {"role": "project_manager"}},
    "places": {
        "hall": {"kind": "area", "contractor": "greenclean"},
        "lawn": {"kind": "area", "contractor": "greenclean"},
        "gate": {"kind": "post", "contractor": "safeguard"},
    },
    "seen": [
        work("hall", "07:00"),
        work("lawn", "10:00"),
        seen("contractor-check", "hall", FIXED),
        seen("contractor-review", "hall", MARKS),
        seen("contractor-check", "gate", {**FIXED, "fixed-time": "fail"}),
    ],
}


def test_each_contractor_has_a_monthly_score_of_what_was_judged_at_his_places() -> None:
    contractors = {one["id"]: one for one in score_view(scored(MONTH))["contractors"]}
    # 20 for the hours, of which one of two kept; 15 for the four fixed; 30 for the marks: 10 + 15 + 30 of 65
    assert contractors["greenclean"]["score"] == "84.615"
    # nothing but the four fixed is known, of which three are
    assert contractors["safeguard"]["score"] == "75"
