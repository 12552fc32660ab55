"""Bands that a plugin's kind answers are looked at before they are counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from inspect_core.bootstrap import guarded
from inspect_core.engine.kind import Band, Contributions
from inspect_core.engine.tables import AnswerCode
from inspect_core.errors import Place, PluginError
from inspect_core.host.guarded import GuardedAnswerKind
from inspect_core.language.rule import Rule, RuleHeader

HEADER = RuleHeader.model_validate({"title": "stars", "kind": "stars", "points": "5"})
RULE = Rule("any", "stars", HEADER, Place())


class Stars:
    """A kind that answers whatever bands it was given."""

    kind = "stars"
    settings = RuleHeader

    def __init__(self, *bands: Any) -> None:
        self.bands = bands

    def contributions(self, rule: Rule, codes: Sequence[AnswerCode], day: date) -> Contributions:
        return Contributions("banded", (), full=5, bands=self.bands)

    def change_days(self, rule: Rule) -> tuple[date, ...]:
        return ()


def asked(*bands: Any) -> Contributions | None:
    return GuardedAnswerKind(Stars(*bands), "inspect-core-stars", guarded).contributions(RULE, (), date(2026, 10, 1))


def test_bands_within_the_full_points_are_taken() -> None:
    found = asked(Band(5, 10, 5), Band(0))
    assert found is not None
    assert found.bands == (Band(5, 10, 5), Band(0))


@pytest.mark.parametrize("band", [Band(6), Band(-1), Band(2.5), (5, 10, 5)])  # type: ignore[arg-type]
def test_a_band_worth_more_than_the_full_points_or_no_whole_number_names_the_plugin(band: Any) -> None:
    with pytest.raises(PluginError, match="inspect-core-stars"):
        asked(band, Band(0))
