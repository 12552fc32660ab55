from __future__ import annotations

from decimal import Decimal
from typing import Any

from inspect_core.report.person import MOST_STEPS, person_part, weight_shares
from inspect_core.report.slots import MOST_BELOW, MOST_MET
from inspect_core.report.words import Words
from tests.unit.report.sample import circular_of, month

ZH, EN = Words("zh"), Words("en")


def explained(id: str) -> dict[str, Any]:
    return dict(month().explanations[id])


def test_what_the_rulesets_count_adds_up_to_the_total() -> None:
    part = person_part(explained("P102"), ZH)
    assert [(found.weight, found.counts) for found in part.rulesets] == [
        ("50%", "37.097"),
        ("20%", "15.097"),
        ("30%", "22.258"),
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


def test_what_the_limit_of_the_total_took_away_is_shown_so_that_the_column_adds_up() -> None:
    found = explained("P201")
    found["before_adjustments"] = "99.5"
    part = person_part(found, ZH)
    assert ([given.points for given in part.adjustments], part.capped, part.exact_total) == (
        ["2.000"],
        "−1.500",
        "100.000",
    )
    assert person_part({**found, "before_adjustments": "98"}, ZH).capped == ""


def test_two_stints_share_the_total_by_their_days() -> None:
    found = explained("P102")
    found["stints"] = [{**found["stints"][0], "days": 10}, {**found["stints"][0], "days": 30}]
    found["rulesets"] = [*found["rulesets"][:2], {**found["rulesets"][2], "stint": 1}]
    shares = weight_shares(found)
    assert [round(share or 0, 3) for share in shares] == [Decimal("17.857"), Decimal("7.143"), Decimal(75)]


def test_the_same_ruleset_in_two_stints_has_two_spots_on_the_page() -> None:
    found = explained("P101")
    found["stints"] = [found["stints"][0]] * 2
    found["rulesets"] = [*found["rulesets"], {**found["rulesets"][0], "stint": 1}]
    part = person_part(found, ZH)
    anchors = [slot.anchor for ruleset in part.rulesets for rule in ruleset.rules for slot in rule.slots]
    assert len(anchors) == len(set(anchors))
    assert part.rulesets[2].stint == "秩序维护员 10-01 至 10-31"


def test_several_answers_say_what_was_wrong_and_what_it_cost() -> None:
    found = explained("P101")
    slot = found["rulesets"][0]["rules"][0]["slots"][0]
    asked = [("badge", "佩戴工牌", "fail", "unmet", 1000), ("gaps", "记录缺漏", "2", "unmet", 2000)]
    slot["reason"] = None
    slot["evidence"][0]["answers"] = [
        {"question": {"id": "awake", "zh": "是否清醒？", "en": "Awake?"}, "answer": "pass", "outcome": "met"},
        *(
            {"question": {"id": id, "zh": zh, "en": id}, "answer": said, "outcome": outcome, "deduction": cost}
            for id, zh, said, outcome, cost in asked
        ),
    ]
    shown = person_part(found, ZH).rulesets[0].rules[0].slots[0]
    assert shown.reason == "佩戴工牌：不合格 −1；记录缺漏：2 −2"
    assert [answer.below for answer in shown.seen[0].answers] == [True, True, False]


def test_it_is_said_how_much_evidence_there_would_have_to_be() -> None:
    found = explained("P202")
    found["least_judged"] = 15
    assert person_part(found, ZH).shortfalls == (
        "覆盖率 35.4%，方案要求不低于 60%。",
        "有结果的应检项 11 项，方案要求不少于 15 项。",
    )


def test_a_veto_may_be_only_a_name() -> None:
    found = explained("P103")
    found["vetoes"] = ["asleep-on-post"]
    assert person_part(found, ZH).vetoes[0].title == "asleep-on-post"


def test_what_gates_and_cards_say_stands_on_the_page_of_the_person_and_in_the_circular() -> None:
    shut, open_ = ({"failed": failed, "says": {"zh": "门槛", "en": "gate"}} for failed in (True, False))
    card = {"says": {"zh": "红牌", "en": "red card"}}
    found = {**explained("P103"), "gates": [shut, open_], "cards": [card]}
    assert person_part(found, ZH).lowered == ("门槛", "红牌")
    assert person_part(explained("P101"), ZH).lowered == ()
    view = month()
    person = next(one for one in view.score["people"] if one["id"] == "P103")
    person["cards"] = [card]
    assert [(row.id, row.lowered) for row in circular_of(view).lowered] == [("P103", ("红牌",))]


def test_a_veto_may_drop_the_grade() -> None:
    found = explained("P103")
    found["vetoes"] = [{"name": "late", "title": {"zh": "迟报", "en": "Late"}, "grade": None, "drop": 2}]
    (veto,) = person_part(found, ZH).vetoes
    assert (veto.grade, veto.drop) == ("", 2)


def test_a_person_without_evidence_has_neither_total_nor_grade() -> None:
    part = person_part(explained("P202"), ZH)
    assert (part.total, part.grade, part.status, part.next) == ("–", "", "not_enough_evidence", None)


def test_an_observation_is_told_with_time_observer_answer_note_and_photos() -> None:
    part = person_part(explained("P101"), ZH)
    slot = part.rulesets[0].rules[0].slots[0]
    (seen,) = slot.seen
    assert (slot.outcome, slot.when, slot.hours, slot.place) == ("unmet", "10-06 周二", "08:00–20:00", "西门岗")
    assert (seen.at, seen.observer) == ("09:10–09:18", "周敏")
    assert [(answer.asked, answer.said, answer.below) for answer in seen.answers] == [("三米见微笑", "不合格", True)]
    assert (seen.note, [photo.name for photo in seen.photos], seen.place) == (
        "站姿松懈, 未主动示意",
        ["IMG_060.jpg"],
        "",
    )


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


def test_what_stays_owed_and_who_was_scored_afterwards_is_said_in_a_sentence_each() -> None:
    found = explained("P102")
    assert person_part(found, EN).owed == ()
    found["owed"] = [{"period": "2026-09", "before": "80", "after": "85", "points": "5"}]
    found["afterwards"] = [{"period": "2026-08", "before": None, "after": "70"}]
    first, second = person_part(found, EN).owed
    assert first.startswith("Corrected after the close of 2026-09: 80 → 85, 5 owed.")
    assert second == "The total of 2026-08 after its close: none → 70. No difference can be worked out; HR decides."
    assert "2026-08 封账后总分变化：无总分 → 70" in person_part(found, ZH).owed[1]
