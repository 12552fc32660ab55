"""A rule hands out its settings only as what they are."""

from __future__ import annotations

import pytest

from inspect_core.api import Count, RuleHeader
from inspect_core.errors import Problem, RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from tests.unit.kinds.small import FORMS, HEAD, kinds, ruleset


class OtherSettings(RuleHeader):
    """Settings of a kind that no rule here is of."""

    at_least: Count


def test_a_rule_read_with_the_settings_of_another_kind_is_a_mistake_of_the_program() -> None:
    rule = ruleset("kind: frequency\ncounts: round\nper: [place, day]\nat_least: 1\ncredit: project").rules[0]
    with pytest.raises(TypeError, match="the settings of small/rule are no OtherSettings"):
        rule.settings_of(OtherSettings)


def with_points(points: str, more: str) -> str:
    """A ruleset of two rules, the first worth 100 points."""
    other = (
        f"  other:\n    title: Other\n    kind: checklist\n    form: check\n    ask: Else?\n    {more}\n    {points}\n"
    )
    return f"{HEAD}{FORMS}rules:\n  one: {{title: One, kind: checklist, form: check, ask: One?, points: 100}}\n{other}"


def refusal(points: str, more: str) -> Problem:
    with pytest.raises(RulesetError) as caught:
        bind_ruleset(read_text(with_points(points, more)), kinds().settings())
    return caught.value.first


def test_an_advisory_rule_has_no_points_and_need_not_say_so() -> None:
    for points in ("", "points: 0"):
        found = bind_ruleset(read_text(with_points(points, "advisory: true")), kinds().settings())
        assert (found.rules[1].settings.advisory, found.rules[1].settings.points) == (True, 0)


def test_an_advisory_rule_with_points_or_a_veto_is_refused_at_its_place() -> None:
    priced, vetoing = refusal("points: 5", "advisory: true"), refusal("veto: x", "advisory: true")
    assert "its points are 0" in priced.message
    assert "raises no veto" in vetoing.message
    lines = [(found.place.line or 0) - len((HEAD + FORMS).splitlines()) for found in (priced, vetoing) if found.place]
    assert lines == [9, 8]
    assert refusal("", "advisory: false").code == "E-RULE-MISSING"
