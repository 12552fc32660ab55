from __future__ import annotations

from decimal import Decimal
from typing import Any

from inspect_core.report.person import MOST_STEPS, person_part
from inspect_core.report.slots import MOST_BELOW, MOST_MET
from inspect_core.report.words import Words
from tests.unit.report.sample import month

ZH, EN = Words("zh"), Words("en")


def explained(id: str) -> dict[str, Any]:
    return dict(month().explanations[id])


def test_what_the_rulesets_count_adds_up_to_the_total() -> None:
    part = person_part(explained("P102"), ZH)
    assert [(found.weight, found.counts) for found in part.rulesets] == [
        ("50", "37.097"),
        ("20", "15.097"),
        ("30", "22.258"),
    ]
    assert sum(Decimal(found.counts) for found in part.rulesets) == Decimal(part.exact_total) == Decimal("74.452")


def test_rulesets_without_results_share_out_their_weight() -> None:
    found = explained("P102")
    nothing = {"score": None, "points": None, "cost": None}
    found["rulesets"] = [{**found["rulesets"][0], **nothing}, *found["rulesets"][1:]]
    found["weights_known"] = "50"
    part = person_part(found, ZH)
    assert part.weights_known == "50"
    assert [ruleset.counts for ruleset in part.rulesets] == ["–", "35.097", "52.258"]


def test_losses_stand_largest_first_and_rules_that_cost_nothing_are_left_out() -> None:
    part = person_part(explained("P102"), ZH)
    assert [rule.cost for rule in part.losses] == ["−12.90", "−4.65", "−3.10", "−3.10", "−1.81"]
    assert person_part(explained("P201"), ZH).losses == ()


def test_the_fewest_slots_that_reach_the_next_grade_are_named() -> None:
    part = person_part(explained("P102"), ZH)
    assert part.next is not None
    assert (part.next.grade, part.next.least, part.next.missing) == ("C", "75", "0.55")
    assert part.next.enough
    assert [step.slot.gain for step in part.next.steps] == ["+1.61"]
    assert part.next.total == "76.06"


def test_it_is_said_when_not_even_all_of_them_would_do() -> None:
    found = explained("P102")
    found["next_grade"] = {"grade": "A", "from": "95", "missing": "40"}
    part = person_part(found, ZH)
    assert part.next is not None
    assert not part.next.enough
    assert part.next.needed == 39
    assert len(part.next.steps) == MOST_STEPS
    assert part.next.total == "100.00"


def test_the_best_grade_has_none_above() -> None:
    assert person_part(explained("P201"), ZH).next is None


def test_a_veto_shows_its_proof_and_the_grade_without_it() -> None:
    part = person_part(explained("P103"), EN)
    (veto,) = part.vetoes
    assert (veto.title, veto.grade, part.grade, part.grade_without_veto) == ("Asleep on post", "E", "E", "D")
    assert [slot.when for slot in veto.slots] == ["Fri 2 Oct"]


def test_a_veto_may_be_only_a_name() -> None:
    found = explained("P103")
    found["vetoes"] = ["asleep-on-post"]
    assert person_part(found, ZH).vetoes[0].title == "asleep-on-post"


def test_a_person_without_evidence_has_neither_total_nor_grade() -> None:
    part = person_part(explained("P202"), ZH)
    assert (part.total, part.grade, part.status, part.next) == ("–", "", "not_enough_evidence", None)


def test_an_observation_is_told_with_time_observer_answer_note_and_photos() -> None:
    part = person_part(explained("P101"), ZH)
    slot = part.rulesets[0].rules[0].slots[0]
    (seen,) = slot.seen
    assert (slot.outcome, slot.when, slot.hours, slot.place) == ("unmet", "10-06 周二", "08:00–20:00", "西门岗")
    assert (seen.at, seen.observer, seen.answer) == ("09:10–09:18", "周敏", "不合格")
    assert (seen.note, seen.photos, seen.place) == ("站姿松懈, 未主动示意", "IMG_060.jpg", "")


def test_what_did_not_count_is_told_with_its_reason() -> None:
    part = person_part(explained("P102"), EN)
    slot = next(slot for slot in part.rulesets[0].rules[0].slots if slot.ignored)
    assert [(ignored.at, ignored.why) for ignored in slot.ignored] == [("20:41", "outside the shift")]


def test_a_month_of_thousands_of_slots_is_cut_on_the_page_and_counted() -> None:
    found = explained("P102")
    rule = found["rulesets"][0]["rules"][0]
    met, unmet = rule["slots"][-1], rule["slots"][0]
    rule["slots"] = [
        *({**unmet, "slot": f"u{n}"} for n in range(MOST_BELOW + 3)),
        *({**met, "slot": f"m{n}"} for n in range(MOST_MET + 4)),
    ]
    shown = person_part(found, ZH).rulesets[0].rules[0]
    assert len(shown.slots) == MOST_BELOW + MOST_MET
    assert shown.more == 7
