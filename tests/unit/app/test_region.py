"""Many projects in one view: who is ranked with whom, with which place, and why not with the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from inspect_core.app.region import region_view, summary, why_apart
from inspect_core.language.editions import Comparable

SCHEME = {
    "name": "residential",
    "title": {"zh": "住宅", "en": "Residential"},
    "edition": "2026-10-01",
    "fingerprint": "s1",
    "bands": [{"grade": "A", "from": "90"}, {"grade": "B", "from": "0"}],
}


def scored(id: str, score: str | None, texts: Mapping[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """The score view of a project, as far as a region reads it."""
    texts = texts or {"patrol": "p1"}
    people = [
        {"total": total, "grade": grade, "status": "scored" if total else "not_enough_evidence"}
        for total, grade in more.pop("people", [("91", "A"), ("80.005", "B"), (None, None)])
    ]
    return {
        "project": {"id": id, "name": {"zh": id, "en": id}, "company": ""},
        "period": {"id": "2026-10", "first": "2026-10-01", "last": "2026-10-31", **more.pop("period", {})},
        "scheme": {**SCHEME, **more.pop("scheme", {})},
        "editions": [{"ruleset": name, "edition": "2026-10-01", "fingerprint": text} for name, text in texts.items()],
        "journal": {"seq": 7, "head": "ab"},
        "plugins": [],
        "people": people,
        "project_score": {
            "score": score,
            "coverage": "99.5",
            "rulesets": [
                {"ruleset": name, "title": {"zh": name, "en": name}, "score": score, "coverage": "99.5"}
                for name in texts
            ],
        },
    }


def view(*projects: Mapping[str, Any], says: Comparable = "major") -> dict[str, Any]:
    return region_view("2026-10", [summary(one["project"]["id"], one) for one in projects], [], lambda *_: says)


def places(found: Mapping[str, Any]) -> dict[str, tuple[int, int | None]]:
    return {one["project"]["id"]: (one["group"], one["rank"] and one["rank"]["place"]) for one in found["projects"]}


def test_projects_of_one_scheme_are_ranked_and_equal_scores_share_a_place() -> None:
    found = view(scored("a", "90"), scored("b", "95.001"), scored("c", "90"), scored("d", "80"), scored("e", None))
    assert places(found) == {"a": (0, 2), "b": (0, 1), "c": (0, 2), "d": (0, 4), "e": (0, None)}
    assert found["groups"][0]["projects"] == ["b", "a", "c", "d", "e"]
    assert {one["rank"]["of"] for one in found["projects"] if one["rank"]} == {4}


def test_the_mean_is_exact_and_of_those_that_have_a_score() -> None:
    found = view(scored("a", "90"), scored("b", "90.001"), scored("c", "90"), scored("d", None))
    assert found["groups"][0]["mean"] == "90"
    assert view(scored("a", "90"), scored("b", "90.001"))["groups"][0]["mean"] == "90.001"


def test_people_are_counted_by_status_and_grade() -> None:
    people = view(scored("a", "90"), scored("b", "95"))["groups"][0]["people"]
    assert (people["count"], people["scored"], people["not_enough_evidence"]) == (6, 4, 2)
    assert people["grades"] == {"A": 2, "B": 2}
    own = view(scored("a", "90"))["projects"][0]["people"]
    assert (own["mean"], own["lowest"], own["highest"]) == ("85.503", "80.005", "91")


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"scheme": {"name": "offices"}}, "another scheme: offices, not residential"),
        ({"scheme": {"edition": "2025-01-01"}}, "another edition of the scheme residential: 2025-01-01"),
        ({"scheme": {"fingerprint": "s2"}}, "another text of the scheme residential 2026-10-01"),
        ({"period": {"first": "2026-09-26", "last": "2026-10-25"}}, "other days: 2026-09-26 to 2026-10-25"),
        ({"texts": {"patrol": "p1", "etiquette": "e1"}}, "the rulesets differ so far"),
        ({"texts": {"patrol": "p2"}}, "the rulesets differ so far that scores do not compare: patrol"),
    ],
)
def test_a_project_under_other_standards_is_ranked_apart_and_it_is_said_why(other: dict[str, Any], says: str) -> None:
    found = view(scored("odd", "99", **other), scored("a", "90"), scored("b", "95"))
    assert places(found) == {"odd": (1, 1), "a": (0, 2), "b": (0, 1)}
    assert found["groups"][0]["why_apart"] is None
    assert found["groups"][1]["why_apart"]["en"].startswith(says)
    assert found["groups"][1]["why_apart"]["zh"]


@pytest.mark.parametrize("says", ["wording", "minor"])
def test_texts_that_compare_are_ranked_together_and_told(says: Comparable) -> None:
    found = view(scored("a", "90"), scored("b", "95", {"patrol": "p2"}), scored("c", "91"), says=says)
    assert places(found) == {"a": (0, 3), "b": (0, 1), "c": (0, 2)}
    (patrol,) = found["groups"][0]["rulesets"]
    assert (patrol["comparable"], patrol["texts"], patrol["lowest"], patrol["highest"]) == (says, 2, "90", "95")


def test_the_reason_is_symmetrical_in_what_it_looks_at() -> None:
    one, other = (summary(id, scored(id, "90", {"patrol": text})) for id, text in (("a", "p1"), ("b", "p2")))
    assert why_apart(one, other).en == why_apart(other, one).en


def test_a_region_of_which_nothing_could_be_scored_still_tells_what_failed() -> None:
    failed = [{"folder": "x", "errors": []}]
    found = region_view(None, [], failed, lambda *_: "major")
    assert (found["period"], found["groups"], found["failed"]) == (None, [], failed)
