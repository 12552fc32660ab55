"""What was given by hand and what other systems said, as pages and tables tell it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from inspect_core.report.by_hand import gift_parts
from inspect_core.report.indicators import indicator_part
from inspect_core.report.person import person_part, weight_shares
from inspect_core.report.words import Words
from tests.unit.report.sample import month

ZH, EN = Words("zh"), Words("en")
GIFT: dict[str, Any] = {
    "id": "g1",
    "points": "-1.5",
    "reason": "broke the gate",
    "by": {"id": "P1", "name": "Li"},
    "approved_by": {"id": "P2", "name": "Zhao"},
    "on": "2026-11-02",
    "evidence": ["o1", "o2"],
}
LESSONS: dict[str, Any] = {
    "stint": 0, "role": "guard", "indicator": "lessons", "title": {"zh": "培训", "en": "Training"}, "of": "person",
    "unit": "hours", "weight": "25", "score": "60", "coverage": "100", "value": "4", "source": "school",
    "date": "2026-10-05", "statement": "s1", "cost": "10", "how": {"zh": "表", "en": "table"},
    "says": {"zh": "培训 4 小时", "en": "Training 4 h"},
}  # fmt: skip


def test_each_gift_says_what_it_is_how_much_why_and_by_whom() -> None:
    title = {"zh": "损坏", "en": "Damage"}
    explained = {
        "adjustments": [{"name": "damage", "title": title, "given": [GIFT]}],
        "vetoes": [{"name": "asleep", "title": {"zh": "睡岗", "en": "Asleep"}, "given": {**GIFT, "points": None}}],
        "cards": [{"name": "yellow", "title": title, "given": None}],
    }
    damage, veto = gift_parts(explained, EN)
    assert (damage.title, damage.points, damage.worth) == ("Damage", "−1.500", Decimal("-1.5"))
    assert (damage.reason, damage.by, damage.approved_by, damage.records) == ("broke the gate", "Li", "Zhao", "o1, o2")
    assert (veto.title, veto.points, veto.worth) == ("Asleep", "", None)


def test_an_indicator_takes_its_share_of_the_total_beside_the_rulesets() -> None:
    found: dict[str, Any] = dict(month().explanations["P102"])
    alone = weight_shares(found)
    shares = weight_shares({**found, "indicators": [LESSONS]})
    assert sum(share or 0 for share in shares) == 100
    assert [round((share or 0) * 125 / 100, 6) for share in shares[:-1]] == [round(share or 0, 6) for share in alone]
    part = person_part({**found, "indicators": [LESSONS]}, EN).indicators[0]
    assert (part.title, part.weight, part.says, part.counts) == ("Training", "25%", "Training 4 h", "10.000")


def test_an_indicator_without_a_value_counts_nothing() -> None:
    unknown = {**LESSONS, "score": None, "coverage": "0", "value": None, "source": None, "date": None, "cost": "0"}
    found: dict[str, Any] = dict(month().explanations["P102"])
    assert weight_shares({**found, "indicators": [unknown]}) == [*weight_shares(found), None]
    part = indicator_part(unknown, None, "", ZH)
    assert (part.known, part.counts, part.cost, part.source) == (False, "–", "–", "")
