"""A person's month: enough evidence or not, stints, adjustments, vetoes, grades and ranks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.golden.by_hand import people_of

MANNERS = {
    "ruleset": "manners",
    "edition": "2026-10-01",
    "title": "Manners",
    "forms": {
        "check": {"title": "Check", "about": "person"},
        "praise": {"title": "Praise", "about": "person"},
        "blame": {"title": "Blame", "about": "person"},
    },
    "rules": {
        "smile": {
            "title": "s",
            "kind": "checklist",
            "form": "check",
            "ask": "a",
            "answers": {"A": "100 %", "B": "90 %", "C": "70 %", "D": "0 %"},
            "points": "100",
        },
    },
}
ROUNDS = {
    "ruleset": "rounds",
    "edition": "2026-10-01",
    "title": "Rounds",
    "forms": {"round": {"title": "Round", "at": "post"}},
    "rules": {
        "daily": {
            "title": "d",
            "kind": "frequency",
            "counts": "round",
            "by": "guard",
            "per": ["person", "day"],
            "on": {"dates": ["1", "2", "3", "4"]},
            "at_least": "1",
            "points": "100",
        },
    },
}
SCHEME: dict[str, Any] = {
    "scheme": "plain",
    "edition": "2026-10-01",
    "title": "Plain",
    "roles": {"guard": {"weights": {"manners": "100"}}, "leader": {"weights": {"manners": "50", "rounds": "50"}}},
    "bands": {"A": "95", "B": "85", "C": "60", "D": "0"},
}


def person(
    name: str, answers: str, *more: dict[str, Any], scheme: dict[str, Any] | None = None, **words: Any
) -> dict[str, Any]:
    """Somebody's month of checks, one check for each letter of `answers`; the others' records in `more`."""
    month = {
        "period": "2026-10",
        "rulesets": {"manners": MANNERS, "rounds": ROUNDS},
        "scheme": {**SCHEME, **(scheme or {})},
        "people": {"li": "guard", "wang": "guard", "sun": "guard"},
        "seen": [*checks(name, answers), *more],
        **words,
    }
    return people_of(month)[name]


def checks(name: str, answers: str, **more: Any) -> list[dict[str, Any]]:
    return [
        {
            "form": "check",
            "observer": "boss",
            "subject": name,
            "at": f"2026-10-{day + 8:02} 09:00",
            "answers": {"smile": word},
            **more,
        }
        for day, word in enumerate(answers)
    ]


def notes(form: str, name: str, times: int) -> dict[str, Any]:
    return {"form": form, "observer": "boss", "subject": name, "at": "2026-10-20 09:00", "times": str(times)}


# ---------------------------------------------------------------- enough evidence


def guard(**more: str) -> dict[str, Any]:
    return {"roles": {"guard": {"weights": {"manners": "100"}, **more}}}


def test_nothing_due_is_no_mark() -> None:
    found = person("li", "")
    assert (found["status"], found["total"], found["grade"], found["coverage"]) == ("nothing_due", None, None, None)


@pytest.mark.parametrize(
    ("least", "status"), [("50 %", "scored"), ("50.001 %", "not_enough_evidence"), ("0 %", "scored")]
)
def test_coverage_at_the_least_is_enough_and_below_it_is_not(least: str, status: str) -> None:
    lost = [{"form": "round", "from": "2026-10-03", "to": "2026-10-05"}]
    rounds = {"roles": {"guard": {"weights": {"rounds": "100"}, "least_coverage": least}}}
    found = person("li", "", scheme=rounds, missing=lost)
    assert (found["coverage"], found["status"]) == ("50", status)
    assert (found["total"] is None) == (status != "scored")
    assert (found["grade"] is None) == (status != "scored")


@pytest.mark.parametrize(("answers", "status"), [("AA", "not_enough_evidence"), ("AAA", "scored")])
def test_so_many_judged_answers_are_enough_and_fewer_are_not(answers: str, status: str) -> None:
    found = person("li", answers, scheme=guard(least_judged="3"))
    assert (found["status"], found["judged"], found["least_judged"]) == (status, len(answers), 3)


@pytest.mark.parametrize(("until", "judged"), [("2027-01-01", 2), ("2026-10-01", 4)])
def test_what_a_shadow_rule_judged_is_no_evidence(until: str, judged: int) -> None:
    more = {**MANNERS["rules"]["smile"], "points": "0", "shadow_until": until, "ask": "b"}  # type: ignore[index]
    rules = {**MANNERS["rules"], "nod": more}  # type: ignore[dict-item]
    seen = [{**row, "answers": {"smile": "A", "nod": "A"}} for row in checks("li", "AA")]
    found = person("li", "", *seen, rulesets={"manners": {**MANNERS, "rules": rules}}, scheme=guard())
    assert found["judged"] == judged


def test_a_role_the_scheme_does_not_appraise_has_no_total() -> None:
    assert (
        person("li", "AAA", scheme={"roles": {"cleaner": {"weights": {"manners": "100"}}}})["status"] == "nothing_due"
    )


# ---------------------------------------------------------------- weights and stints


def test_what_has_no_score_leaves_the_weights() -> None:
    both = {"roles": {"guard": {"weights": {"manners": "10", "rounds": "90"}}}}
    people = {"li": {"role": "guard", "first": "2026-10-05"}}
    assert person("li", "B", scheme=both, people=people)["total"] == "90"


def test_a_group_is_a_weighted_mean_used_as_one() -> None:
    grouped = {
        "roles": {"guard": {"weights": {"all": "100"}}},
        "groups": {"all": {"weights": {"manners": "3", "rounds": "1"}}},
    }
    assert person("li", "A", scheme=grouped)["total"] == "75"  # three times 100 and once 0, of four


def test_stints_weigh_their_days_and_those_without_a_total_none() -> None:
    people = {
        "li": [
            {"role": "guard", "last": "2026-10-10"},
            {"role": "other", "first": "2026-10-11", "last": "2026-10-12"},
            {"role": "leader", "first": "2026-10-13"},
        ]
    }
    seen = [
        {"form": "check", "observer": "boss", "subject": "li", "at": f"2026-10-{day} 09:00", "answers": {"smile": word}}
        for day, word in (("09", "A"), ("20", "C"))
    ]
    found = person("li", "", *seen, people=people)
    assert [(stint["role"], stint["days"], stint["total"]) for stint in found["stints"]] == [
        ("guard", 10, "100"),
        ("other", 2, None),
        ("leader", 19, "70"),
    ]
    assert found["total"] == "80.345"  # (10 x 100 + 19 x 70) / 29
    assert found["role"] == "leader"


@pytest.mark.parametrize(
    ("last", "role"), [("2026-10-15", "leader"), ("2026-10-16", "guard"), ("2026-09-30", "leader")]
)
def test_the_role_of_a_month_is_that_of_most_days(last: str, role: str) -> None:
    first = {"2026-10-15": "2026-10-16", "2026-10-16": "2026-10-17", "2026-09-30": "2026-10-01"}[last]
    people = {"li": [{"role": "guard", "last": last}, {"role": "leader", "first": first}]}
    assert person("li", "A", people=people)["role"] == role


def test_of_equal_stints_the_later_one_gives_the_role() -> None:
    people = {"li": [{"role": "guard", "last": "2026-02-14"}, {"role": "leader", "first": "2026-02-15"}]}
    assert person("li", "", people=people, period="2026-02")["role"] == "leader"


def test_who_was_not_there_in_the_period_is_not_in_it() -> None:
    month = {"period": "2026-10", "rulesets": {"manners": MANNERS}, "scheme": {**SCHEME, **guard()}}
    people = {
        "gone": {"role": "guard", "last": "2026-09-30"},
        "new": {"role": "guard", "first": "2026-11-01"},
        "li": "guard",
    }
    assert set(people_of({**month, "people": people})) == {"li"}


# ---------------------------------------------------------------- adjustments


def adjusted(**more: str) -> dict[str, Any]:
    praise = {"title": "p", "form": "praise", "each": "2", "most": "5", **more}
    return {
        **guard(),
        "adjustments": {"praise": praise, "blame": {"title": "b", "form": "blame", "each": "-1.5", "most": "4"}},
    }


@pytest.mark.parametrize(
    ("praise", "blame", "total"), [(0, 0, "70"), (1, 0, "72"), (3, 0, "75"), (0, 2, "67"), (0, 9, "66"), (3, 9, "71")]
)
def test_each_adjustment_is_capped_in_either_direction(praise: int, blame: int, total: str) -> None:
    records = [notes(form, "li", times) for form, times in (("praise", praise), ("blame", blame)) if times]
    assert person("li", "C", *records, scheme=adjusted())["total"] == total


def test_only_so_many_records_of_an_adjustment_count() -> None:
    found = person("li", "C", notes("praise", "li", 4), scheme=adjusted(at_most_records="1"))
    assert (found["total"], found["adjustments"][0]["points"], found["adjustments"][0]["count"]) == ("72", "2", 4)


def test_adjustments_neither_pass_the_highest_total_nor_fall_below_nothing() -> None:
    assert person("li", "A", notes("praise", "li", 3), scheme=adjusted())["total"] == "100"
    assert person("li", "A", notes("praise", "li", 3), scheme={**adjusted(), "highest": "103"})["total"] == "103"
    assert person("li", "D", notes("blame", "li", 3), scheme=adjusted())["total"] == "0"


def test_an_adjustment_may_lift_a_grade_and_the_total_before_is_kept() -> None:
    found = person("li", "B", notes("praise", "li", 3), scheme=adjusted())
    assert (found["before_adjustments"], found["total"], found["grade"]) == ("90", "95", "A")


def test_records_about_others_or_of_other_months_adjust_nothing() -> None:
    older = {**notes("praise", "li", 1), "at": "2026-09-30 09:00"}
    assert person("li", "C", notes("praise", "wang", 3), older, scheme=adjusted())["total"] == "70"


def test_without_a_total_there_is_nothing_to_adjust() -> None:
    assert person("li", "", notes("praise", "li", 3), scheme=adjusted())["total"] is None


# ---------------------------------------------------------------- vetoes


ASLEEP = {
    "asleep": {
        "title": "s",
        "kind": "checklist",
        "form": "check",
        "ask": "b",
        "answers": "pass_fail_na",
        "veto": "asleep",
        "points": "100",
        "shadow_until": "2027-01-01",
    }
}


def vetoed(answer: str, grade: str = "D", until: str = "2026-10-01", **words: Any) -> dict[str, Any]:
    rules = {**MANNERS["rules"], "asleep": {**ASLEEP["asleep"], "points": "0", "shadow_until": until}}  # type: ignore[dict-item]
    row = {
        "form": "check",
        "observer": "boss",
        "subject": "li",
        "at": "2026-10-21 09:00",
        "answers": {"asleep": answer},
    }
    scheme = {**guard(), "vetoes": {"asleep": {"grade": grade, "title": "Asleep"}}}
    return person(
        "li", words.pop("answers", "A"), row, scheme=scheme, rulesets={"manners": {**MANNERS, "rules": rules}}, **words
    )


def test_a_veto_makes_the_grade_its_own_and_leaves_the_total() -> None:
    found = vetoed("fail")
    assert (found["total"], found["grade"]) == ("100", "D")
    assert [(veto["name"], veto["rule"]) for veto in found["vetoes"]] == [("asleep", "manners/asleep")]


def test_a_veto_never_lifts_a_grade() -> None:
    assert vetoed("fail", "B", answers="D")["grade"] == "D"


def test_a_veto_needs_no_total() -> None:
    found = vetoed("fail", answers="", people={"li": "visitor"})
    assert (found["total"], found["grade"]) == (None, "D")


def test_an_answer_that_is_no_failure_and_a_rule_that_counts_nothing_raise_no_veto() -> None:
    assert vetoed("pass")["grade"] == vetoed("na")["grade"] == "A"
    assert vetoed("fail", until="2027-01-01")["grade"] == "A"


# ---------------------------------------------------------------- rank


def ranks(answers: dict[str, str], **words: Any) -> dict[str, int | None]:
    month = {
        "period": "2026-10",
        "rulesets": {"manners": MANNERS},
        "scheme": {**SCHEME, **guard()},
        "people": dict.fromkeys(answers, "guard"),
        "seen": [row for name, letters in answers.items() for row in checks(name, letters)],
        **words,
    }
    found = {name: one["rank"]["project"] for name, one in people_of(month).items()}
    return {name: rank and rank["place"] for name, rank in found.items()}


def test_equal_totals_share_the_better_place() -> None:
    assert ranks({"a": "B", "b": "A", "c": "A", "d": "C"}) == {"a": 3, "b": 1, "c": 1, "d": 4}


def test_who_has_no_total_has_no_place() -> None:
    assert ranks({"a": "B", "b": ""}) == {"a": 1, "b": None}


def test_who_is_vetoed_stands_behind_everybody_who_is_not() -> None:
    rules = {**MANNERS["rules"], "asleep": {**ASLEEP["asleep"], "points": "0", "shadow_until": "2026-10-01"}}  # type: ignore[dict-item]
    rows = [
        *checks("a", "A"),
        *checks("b", "C"),
        {"form": "check", "observer": "x", "subject": "a", "at": "2026-10-21 09:00", "answers": {"asleep": "fail"}},
    ]
    scheme = {**SCHEME, **guard(), "vetoes": {"asleep": {"grade": "D", "title": "Asleep"}}}
    assert ranks({"a": "A", "b": "C"}, rulesets={"manners": {**MANNERS, "rules": rules}}, scheme=scheme, seen=rows) == {
        "a": 2,
        "b": 1,
    }


def test_a_place_in_the_department_is_among_its_own() -> None:
    people = {name: {"role": "guard", "department": part} for name, part in (("a", "x"), ("b", "y"), ("c", "x"))}
    month = {"period": "2026-10", "rulesets": {"manners": MANNERS}, "scheme": {**SCHEME, **guard()}, "people": people}
    rows = [row for name, letters in (("a", "C"), ("b", "A"), ("c", "B")) for row in checks(name, letters)]
    found = {name: one["rank"] for name, one in people_of({**month, "seen": rows}).items()}
    assert {
        name: (one["department"]["place"], one["department"]["of"], one["project"]["place"])
        for name, one in found.items()
    } == {"a": (2, 2, 3), "b": (1, 1, 1), "c": (1, 2, 2)}


def test_a_coefficient_follows_the_grade() -> None:
    assert person("li", "B", scheme={**guard(), "coefficients": {"B": "1.1"}})["coefficient"] == "1.1"


# ---------------------------------------------------------------- seen nothing


@pytest.mark.parametrize(
    ("more", "known"),
    [
        ({"of": ["guard"]}, ("0", "not_enough_evidence")),
        ({"of": ["leader"]}, (None, "nothing_due")),
        ({}, (None, "nothing_due")),
    ],
)
def test_who_should_have_been_seen_and_was_not_is_unknown_and_not_low(
    more: dict[str, Any], known: tuple[str | None, str]
) -> None:
    rules = {"smile": {**MANNERS["rules"]["smile"], **more}}  # type: ignore[index]
    found = person("li", "", rulesets={"manners": {**MANNERS, "rules": rules}, "rounds": ROUNDS})
    assert (found["coverage"], found["status"]) == known


@pytest.mark.parametrize("more", [{"shadow_until": "2027-01-01"}, {"credit": "place"}])
def test_a_shadow_rule_and_one_that_judges_no_people_leave_nobody_unknown(more: dict[str, Any]) -> None:
    rules = {"smile": {**MANNERS["rules"]["smile"], "of": ["guard"], **more}}  # type: ignore[index]
    found = person("li", "", rulesets={"manners": {**MANNERS, "rules": rules}}, scheme=guard())
    assert (found["rulesets"], found["status"]) == ([], "nothing_due")


def test_a_question_that_is_not_yet_asked_leaves_nobody_unknown() -> None:
    rules = {"smile": {**MANNERS["rules"]["smile"], "of": ["guard"], "given": {"metres": {"2026-11-01": "3"}}}}  # type: ignore[index]
    found = person("li", "", rulesets={"manners": {**MANNERS, "rules": rules}, "rounds": ROUNDS})
    assert found["status"] == "nothing_due"


# ---------------------------------------------------------------- advice


def test_an_advisory_rule_is_shown_and_counts_in_no_points_coverage_or_evidence() -> None:
    advice = {**ASLEEP["asleep"], "advisory": "true"}
    for key in ("veto", "points", "shadow_until"):
        advice.pop(key)
    rules = {**MANNERS["rules"], "advice": {**advice, "of": "guard"}}  # type: ignore[dict-item]
    row = {
        "form": "check",
        "observer": "boss",
        "subject": "li",
        "at": "2026-10-21 09:00",
        "answers": {"advice": "fail"},
    }
    with_advice = {"rulesets": {"manners": {**MANNERS, "rules": rules}}, "scheme": guard()}
    found, plain = person("li", "AB", row, **with_advice), person("li", "AB", scheme=guard())
    for key in ("total", "coverage", "judged", "grade", "rank"):
        assert found[key] == plain[key]
    shown = next(rule for rule in found["rulesets"][0]["rules"] if rule["rule"] == "advice")
    assert (shown["advisory"], shown["counts"], shown["points"], shown["of"], shown["unmet"]) == (
        True,
        False,
        "0",
        "0",
        1,
    )


# ---------------------------------------------------------------- gates, drops and cards


def lowered(answers: str, **scheme: Any) -> dict[str, Any]:
    """Somebody's month of manners under a scheme with these gates, vetoes and cards, found asleep once."""
    sleep = {**ASLEEP["asleep"], "points": "0", "shadow_until": "2026-10-01"}
    rulesets = {"manners": {**MANNERS, "rules": {**MANNERS["rules"], "asleep": sleep}}}  # type: ignore[dict-item]
    row = {
        "form": "check",
        "observer": "boss",
        "subject": "li",
        "at": "2026-10-21 09:00",
        "answers": {"asleep": "fail"},
    }
    return person("li", answers, row, rulesets=rulesets, scheme={**guard(), **scheme})


def gate(least: str, **more: str) -> dict[str, Any]:
    return {"gates": {"manners": {"title": "m", "ruleset": "manners", "least": least, "grade": "C", **more}}}


@pytest.mark.parametrize(
    ("least", "grade", "failed"), [("90 %", "B", False), ("90.001 %", "C", True), ("0 %", "B", False)]
)
def test_below_a_gate_the_grade_is_at_best_the_gates_and_at_it_stays(least: str, grade: str, failed: bool) -> None:
    for more in ({}, {"rule": "smile"}):
        found = lowered("B", **gate(least, **more))
        assert (found["grade"], found["earned_grade"], found["total"]) == (grade, "B", "90")
        assert [(one["share"], one["failed"]) for one in found["gates"]] == [("90", failed)]


def test_a_gate_lifts_no_grade_gives_none_and_is_not_failed_where_nothing_is_known() -> None:
    assert lowered("D", **gate("100 %"))["grade"] == "D"
    weak = lowered("B", **gate("100 %"), **guard(least_judged="9"))
    assert (weak["grade"], weak["status"], weak["gates"][0]["failed"]) == (None, "not_enough_evidence", True)
    nothing = lowered("", **gate("100 %"))
    assert (nothing["grade"], nothing["gates"]) == (None, [])


@pytest.mark.parametrize(
    ("answers", "drop", "grade"), [("A", "1", "B"), ("A", "2", "C"), ("C", "1", "D"), ("D", "9", "D")]
)
def test_a_veto_may_drop_so_many_grades_and_the_last_stays_the_last(answers: str, drop: str, grade: str) -> None:
    found = lowered(answers, vetoes={"asleep": {"title": "Asleep", "drop": drop}})
    assert (found["grade"], found["vetoes"][0]["drop"], found["vetoes"][0]["grade"]) == (grade, int(drop), None)


def test_a_drop_is_counted_from_what_gates_and_vetoes_leave_and_gives_no_grade_of_its_own() -> None:
    drop = {"vetoes": {"asleep": {"title": "Asleep", "drop": "1"}}}
    assert lowered("A", **drop, **gate("100.000 %"))["grade"] == "B"
    assert lowered("B", **drop, **gate("95 %"))["grade"] == "D"
    assert lowered("", **drop)["grade"] is None


def test_a_card_is_held_in_the_month_whose_veto_raises_it_with_or_without_a_consequence() -> None:
    yellow = {"title": "Yellow", "raised_by": ["asleep", "late"]}
    shown, made, dropped = (
        lowered("A", cards={"yellow": {**yellow, **more}}) for more in ({}, {"grade": "D"}, {"drop": "1"})
    )
    assert (shown["grade"], made["grade"], dropped["grade"]) == ("A", "D", "B")
    assert [(card["name"], card["periods"]) for card in shown["cards"]] == [("yellow", ["2026-10"])]
    assert [veto["name"] for veto in shown["vetoes"]] == ["asleep"]
    assert person("li", "A", scheme={**guard(), "cards": {"yellow": yellow}})["cards"] == []


def test_gates_vetoes_and_cards_say_what_they_do_to_the_grade_in_both_languages() -> None:
    cards = {"red": {"title": {"zh": "红牌", "en": "Red card"}, "raised_by": ["asleep"], "grade": "D"}}
    found = lowered("B", **gate("95 %"), cards=cards)
    assert found["gates"][0]["says"] == {
        "zh": "m 90%，要求 95%：未达到，等级最高为 C",
        "en": "m 90 % of the 95 % asked for: not reached, so the grade is at best C",
    }
    assert found["cards"][0]["says"] == {"zh": "红牌：等级定为 D", "en": "Red card: the grade is D"}
    assert found["vetoes"][0]["says"]["zh"] == "asleep：计入红牌"
    dropped = lowered("B", vetoes={"asleep": {"title": "Asleep", "drop": "2"}})
    assert dropped["vetoes"][0]["says"]["en"] == "Asleep: 2 grades lower"
