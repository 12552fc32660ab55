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
