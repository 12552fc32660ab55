from __future__ import annotations

from typing import Any

from inspect_core.api import ReportView
from tests.unit.report.sample import circular_of, month


def test_the_sentences_say_the_same_in_both_languages() -> None:
    zh, en = circular_of(month(earlier=1)).sentences, circular_of(month(earlier=1), "en").sentences
    assert len(zh) == len(en) == 5
    for said in (zh, en):
        assert "84.96" in said[0]
        assert "+3.00" in said[1]
        assert "30" in said[4]


def test_a_view_of_nobody_is_still_a_circular() -> None:
    view = month()
    empty: dict[str, Any] = {"people": [], "departments": [], "contractors": []}
    score = {**view.score, **empty, "project_score": {"score": None, "coverage": None, "rulesets": []}}
    page = circular_of(ReportView(score))
    assert (page.score, page.tally.rate, page.worst, page.missed) == ("–", "–", (), ())
