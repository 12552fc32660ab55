"""Awards: who wins, who comes next, who cannot win and why, how ties are decided."""

from __future__ import annotations

from typing import Any

from inspect_core.app.awards import awards_view
from inspect_core.app.views import score_view
from inspect_core.language.awards import Award
from tests.golden.by_hand import scored
from tests.unit.app.small_project import MONTH

View = dict[str, Any]


def person(id: str, total: str | None, coverage: str = "100", judged: int = 10, **words: Any) -> View:
    return {
        "id": id,
        "name": id.upper(),
        "role": "guard",
        "department": "security",
        "status": "scored" if total else "not_enough_evidence",
        "total": total,
        "coverage": coverage,
        "judged": judged,
        "vetoes": [],
        "stints": [{"days": 31}],
        "rulesets": [],
        **words,
    }


def courtesy(score: str | None, stint: int = 0, met: int = 5, coverage: str = "100") -> View:
    rules = [{"met": met, "partly": 0, "unmet": 0}]
    return {"ruleset": "etiquette", "stint": stint, "score": score, "coverage": coverage, "rules": rules}


def given(*people: View, **words: Any) -> View:
    award = Award.model_validate({"title": {"zh": "保安之星", "en": "Star"}, **words})
    return awards_view({"star": award}, people)[0]


def ids(found: list[View]) -> list[str]:
    return [one["id"] for one in found]


def test_the_best_total_wins_and_the_next_ones_are_told() -> None:
    found = given(person("an", "88"), person("bo", "91.5"), person("chu", "70"))
    assert (ids(found["winners"]), ids(found["runners"])) == (["bo"], ["an", "chu"])
    assert found["winners"][0] == {
        "id": "bo", "name": "BO", "place": 1, "score": "91.5", "coverage": "100", "judged": 10
    }  # fmt: skip
    assert (found["considered"], found["eligible"], found["tie"], found["not_eligible"]) == (3, 3, None, [])


def test_it_is_open_to_the_roles_and_departments_it_names_alone() -> None:
    others = person("bo", "99", role="cleaner"), person("chu", "98", department="cleaning")
    found = given(person("an", "60"), *others, roles=["guard"], departments=["security"])
    assert (ids(found["winners"]), found["considered"]) == (["an"], 1)


def test_who_has_no_score_too_little_evidence_or_a_veto_cannot_win_and_is_told_why() -> None:
    asleep = {"name": "asleep", "title": {"zh": "睡岗", "en": "Asleep"}}
    found = given(
        person("an", "60"),
        person("bo", None, coverage="20"),
        person("chu", "99", vetoes=[asleep, asleep]),
        person("di", "98", coverage="59.999"),
        person("er", "97", judged=4),
        least_coverage="60 %",
        least_judged=5,
    )
    assert ids(found["winners"]) == ["an"]
    assert {one["id"]: [why["en"] for why in one["why"]] for one in found["not_eligible"]} == {
        "chu": ["a veto: Asleep"],
        "di": ["the coverage is under 60 %"],
        "er": ["judged 4 times, 5 are asked for"],
        "bo": ["no score", "the coverage is under 60 %"],
    }
    assert found["not_eligible"][0]["why"][0]["zh"] == "一票否决：睡岗"


def test_a_veto_may_be_left_out_of_it_and_a_least_score_asked_for() -> None:
    asleep = {"name": "asleep", "title": {"zh": "睡岗", "en": "Asleep"}}
    assert ids(given(person("an", "80", vetoes=[asleep]), no_veto=False)["winners"]) == ["an"]
    found = given(person("an", "80"), person("bo", "79.999"), least="80")
    assert (ids(found["winners"]), ids(found["not_eligible"])) == (["an"], ["bo"])


def test_nobody_wins_where_nobody_is_eligible() -> None:
    found = given(person("an", None))
    assert (found["winners"], found["runners"], found["tie"], found["eligible"]) == ([], [], None, 0)


def test_of_equal_scores_the_higher_coverage_wins_and_then_who_was_judged_more_often() -> None:
    found = given(person("an", "90", coverage="99"), person("bo", "90"))
    assert ids(found["winners"]) == ["bo"]
    assert found["tie"]["en"] == "the scores are alike: the higher coverage decided"
    found = given(person("an", "90"), person("bo", "90", judged=11))
    assert ids(found["winners"]) == ["bo"]
    assert found["tie"]["zh"] == "得分与覆盖率相同，评判次数多者在前"


def test_those_who_are_alike_in_everything_share_it() -> None:
    found = given(person("an", "90"), person("bo", "90"), person("chu", "80"))
    assert (ids(found["winners"]), ids(found["runners"])) == (["an", "bo"], ["chu"])
    assert [one["place"] for one in (*found["winners"], *found["runners"])] == [1, 1, 3]
    assert found["tie"]["en"] == "2 are alike in score, coverage and number judged: they share it"


def test_a_tie_among_those_who_all_win_is_none() -> None:
    found = given(person("an", "90", coverage="99"), person("bo", "90"), person("chu", "80"), best=2)
    assert (ids(found["winners"]), found["tie"]) == (["bo", "an"], None)


def test_by_a_ruleset_several_stints_count_by_their_days() -> None:
    stints = [{"days": 10}, {"days": 20}]
    moved = person("an", "50", stints=stints, rulesets=[courtesy("100"), courtesy("85", stint=1)])
    found = given(moved, person("bo", "99", rulesets=[courtesy("89.999")]), ruleset="etiquette")
    assert [(one["id"], one["score"], one["judged"]) for one in (*found["winners"], *found["runners"])] == [
        ("an", "90", 10),
        ("bo", "89.999", 5),
    ]


def test_who_was_never_judged_by_the_ruleset_has_no_score_there() -> None:
    found = given(person("an", "99"), person("bo", "50", rulesets=[courtesy(None)]), ruleset="etiquette")
    assert {one["id"]: one["why"][0]["en"] for one in found["not_eligible"]} == {"an": "no score", "bo": "no score"}


def test_the_score_of_a_month_has_the_awards_of_its_scheme() -> None:
    awards = {"star": {"title": "Star", "roles": ["guard"], "ruleset": "rounds"}}
    view = score_view(scored({**MONTH, "scheme": {**MONTH["scheme"], "awards": awards}}))
    assert [(one["award"], ids(one["winners"])) for one in view["awards"]] == [("star", ["an"])]
    assert score_view(scored(MONTH))["awards"] == []
