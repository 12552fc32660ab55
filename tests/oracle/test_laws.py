"""Laws that hold for every month: what may raise a score, what may not change it, and that explanations add up."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from inspect_core.app.explain import Explainer
from inspect_core.app.forecast import forecast, forecast_view
from inspect_core.app.month import Labels, Month, Provenance
from inspect_core.app.views import score_view
from inspect_core.domain.exact import milli
from inspect_core.domain.text import Text
from inspect_core.engine.encode import encode
from inspect_core.engine.explain import spelled_out
from inspect_core.engine.ground import Ground
from inspect_core.engine.live import LiveMonth
from inspect_core.engine.plan import Plan
from inspect_core.engine.records import Records
from inspect_core.engine.run import score_month
from inspect_core.engine.tables import Figure, Given
from tests.oracle.months import ZONE, SmallMonth, small_month
from tests.oracle.rules import KINDS
from tests.oracle.test_against_oracle import WORKDAY

some = settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
View = dict[str, Any]
months = st.integers(0, 2**32).map(small_month)
STEPS = (("A", "B", "D"), ("good", "fair", "poor"), ("0", "1", "7"), ("yes", "no"), ("partly", "fail"))
SUMMER = date(2026, 8, 1)  # before every month that is made up: a value that begins later begins in one
SEVERITIES = ("minor", "major", "critical")
WORSE = {word: worse for steps in (*STEPS, SEVERITIES) for word, worse in pairwise(steps)}


def scored(month: SmallMonth) -> Month:
    plan = Plan(month.rulesets, KINDS, month.scheme)
    ground = Ground(month.period, ZONE, WORKDAY, month.start_day)
    tables = replace(encode(month.records, plan.forms, ZONE), past=month.past, excuses=month.excuses, given=month.given)
    source = Provenance("small", Text(zh="小", en="small"))
    return Month(plan, ground, tables, score_month(plan, ground, tables), source, Labels())


def view_of(month: SmallMonth) -> View:
    return score_view(scored(month))


def canonical(view: View) -> bytes:
    return orjson.dumps(view, option=orjson.OPT_SORT_KEYS)


def shuffled(records: Records, seed: int) -> Records:
    dice = random.Random(seed)
    lists = {
        name: dice.sample(list(rows), len(rows))
        for name, rows in vars(records).items()
        if name not in ("project", "began")
    }
    turned = [{**body, "answers": dict(reversed(body["answers"].items()))} for body in lists.pop("observations")]
    return Records(**{**vars(records), **lists, "observations": turned})


@given(months, st.integers(0, 2**32))
@some
def test_the_order_in_which_records_arrived_changes_nothing(month: SmallMonth, seed: int) -> None:
    turned = replace(month, records=shuffled(month.records, seed))
    assert canonical(view_of(month)) == canonical(view_of(turned))


@given(months)
@some
def test_every_score_lies_between_nothing_and_its_points(month: SmallMonth) -> None:
    view = view_of(month)
    rulesets = [
        ruleset for sort in ("people", "places", "departments") for one in view[sort] for ruleset in one["rulesets"]
    ]
    for ruleset in rulesets:
        assert 0 <= milli(ruleset["points"]) <= milli(ruleset["of"])
        for rule in ruleset["rules"]:
            assert 0 <= milli(rule["points"]) <= milli(rule["of"])
            assert rule["due"] >= 0
    for person in view["people"]:
        assert person["total"] is None or 0 <= milli(person["total"]) <= 100_000
        assert person["coverage"] is None or 0 <= milli(person["coverage"]) <= 100_000
        assert (person["status"] == "scored") == (person["total"] is not None)


def with_a_fault(month: SmallMonth, dice: st.DataObject) -> SmallMonth:
    """The month with one answer of one record made worse."""
    forms = {form.id: form for ruleset in month.rulesets for form in ruleset.forms.values()}
    rows = [dict(body) for body in month.records.observations]
    chances = []
    for row in rows:
        for question in forms[row["form"]].questions:
            word = row["answers"].get(question.id, "")
            fails = "fail" if "fail" in question.values else "critical"
            worse = fails if word == "pass" else WORSE.get(word)
            # how large a lot was is no fault: more of it may be accepted with the same number of faults
            known = (question.type == "count" and question.id != "lot") or worse in question.values
            chances += [(row, question.id, worse)] if worse and known and row["form"] != "round" else []
    assume(chances)
    row, asked, worse = dice.draw(st.sampled_from(chances))
    row["answers"] = {**row["answers"], asked: worse}
    return replace(month, records=replace(month.records, observations=rows))


def by_rule(person: View) -> dict[tuple[int, str, str], tuple[int, int]]:
    """Points of points of each rule of each stint, where anything was judged."""
    return {
        (ruleset["stint"], ruleset["ruleset"], rule["rule"]): (milli(rule["points"]), milli(rule["of"]))
        for ruleset in person["rulesets"]
        for rule in ruleset["rules"]
        if rule["of"] != "0"
    }


@given(months, st.data())
@settings(some, max_examples=35)
def test_a_fault_never_raises_a_score(month: SmallMonth, data: st.DataObject) -> None:
    before, after = view_of(month), view_of(with_a_fault(month, data))
    for old, new in zip(before["people"], after["people"], strict=True):
        if old["total"] is not None:  # with one fault more there may be enough to say so, where there was not before
            assert milli(new["total"] or "0") <= milli(old["total"])
        assert (new["grade"] or "") >= (old["grade"] or "")  # A before B before C
        was, now = by_rule(old), by_rule(new)
        for rule, (points, of) in now.items():
            had, out_of = was.get(rule, (0, of))  # a lot that was undecided may be refused by it, which earns nothing
            assert points * out_of <= had * of


GRADES = ("A", "B", "C")


def worse_or_same(before: View, after: View) -> bool:
    """Whether nobody has a better grade than before; one who had none may get one made by a card."""
    pairs = [
        (old["grade"], new["grade"])
        for old, new in zip(before["people"], after["people"], strict=True)
        if old["grade"] is not None
    ]
    return all(GRADES.index(new) >= GRADES.index(old) for old, new in pairs)


def without(month: SmallMonth, *keys: str) -> SmallMonth:
    text = {key: value for key, value in month.scheme_text.items() if key not in keys}
    return replace(month, scheme_text=text)


@given(months, st.sampled_from(["gates", "cards", "vetoes"]))
@some
def test_a_gate_a_veto_or_a_card_never_raises_a_grade(month: SmallMonth, sanction: str) -> None:
    bare, full = without(month, "gates", "cards", "vetoes"), without(month)
    alone = without(full, *({"gates", "cards", "vetoes"} - {sanction}))
    before, between, after = view_of(bare), view_of(alone), view_of(full)
    assert worse_or_same(before, between)
    assert worse_or_same(between, after)
    totals = [[person["total"] for person in view["people"]] for view in (before, between, after)]
    assert totals[0] == totals[1] == totals[2]


def with_limits(month: SmallMonth, mode: str, share: str) -> SmallMonth:
    grades = {"A": {"at_most": share}, "B": {"at_most": "50 %"}}
    limits = {"bands": {"A": "50", "B": "30", "C": "0"}, "distribution": {"mode": mode, "grades": grades}}
    return replace(month, scheme_text={**month.scheme_text, **limits})


@given(months, st.sampled_from(["0 %", "20 %", "34 %", "50 %", "100 %"]), st.integers(0, 2**32))
@some
def test_a_limit_of_grades_is_kept_parts_no_equals_and_lowers_nobody_before_a_better_one(
    month: SmallMonth, share: str, seed: int
) -> None:
    free, told, held = (view_of(with_limits(month, mode, share)) for mode in ("off", "warn", "limit"))
    turned = with_limits(replace(month, records=shuffled(month.records, seed)), "limit", share)
    assert canonical(held) == canonical(view_of(turned))
    assert [one["grade"] for one in free["people"]] == [one["grade"] for one in told["people"]]
    assert worse_or_same(free, held)
    scored_ = [(old, new) for old, new in zip(free["people"], held["people"], strict=True) if new["total"] is not None]
    for grade, most in (("A", milli(share.removesuffix(" %"))), ("B", 50_000)):
        given = sum(new["grade"] == grade for _, new in scored_)
        assert given * 100_000 <= most * len(scored_)
    for old, new in scored_:
        assert (new["limited"] is not None) == (old["grade"] != new["grade"])
        assert new["total"] == old["total"]
        assert new["rank"] == old["rank"]
        for other, other_new in scored_:
            if old["grade"] == other["grade"] and old["rank"]["project"] == other["rank"]["project"]:
                assert new["grade"] == other_new["grade"]


@given(months)
@some
def test_a_veto_of_an_earlier_month_never_raises_a_grade(month: SmallMonth) -> None:
    assert worse_or_same(view_of(replace(month, past=())), view_of(month))


@given(months)
@some
def test_a_forecast_is_the_score_once_no_rule_is_in_shadow(month: SmallMonth) -> None:
    def counting(rules: dict[str, View]) -> dict[str, View]:
        return {id: {key: value for key, value in one.items() if key != "shadow_until"} for id, one in rules.items()}

    then = replace(month, one=counting(month.one), two=counting(month.two))
    found = scored(month)
    ahead, later = score_view(forecast(found)), view_of(then)
    for listed in ("people", "places", "departments", "contractors"):
        assert ahead[listed] == later[listed]
    if forecast_view(found) is None:
        assert ahead == score_view(found)
        assert forecast_view(scored(then)) is None


# ---------------------------------------------------------------- given by hand


@given(months, st.integers(0, 2**32))
@some
def test_the_order_in_which_things_were_given_by_hand_changes_no_score(month: SmallMonth, seed: int) -> None:
    def told(month: SmallMonth) -> list[Any]:
        keys = ("id", "total", "grade", "rank", "before_adjustments", "status")
        return [
            ([one[key] for key in keys], [(each["name"], each["points"]) for each in one["adjustments"]])
            for one in view_of(month)["people"]
        ]

    turned = random.Random(seed).sample(month.given, len(month.given))
    assert told(month) == told(replace(month, given=tuple(turned)))


@given(months, st.sampled_from(["bonus", "?"]), st.integers(-5000, -1))
@some
def test_points_taken_by_hand_never_raise_a_total_and_touch_nobody_else(
    month: SmallMonth, name: str, points: int
) -> None:
    before = view_of(month)
    whose = before["people"][0]["id"] if before["people"] else "nobody"
    taken = Given("taken", "adjustment", name, whose, month.period.id, points)
    after = view_of(replace(month, given=(*month.given, taken)))
    for old, new in zip(before["people"], after["people"], strict=True):
        assert milli(new["total"] or "0") <= milli(old["total"] or "0")
        assert (new["total"] is None) == (old["total"] is None)
        assert old["id"] == whose or old["total"] == new["total"]
        assert old["before_adjustments"] == new["before_adjustments"]


@given(months, st.sampled_from([("veto", "asleep"), ("veto", "absent"), ("card", "yellow"), ("card", "red")]))
@some
def test_a_veto_or_a_card_given_by_hand_never_raises_a_grade(month: SmallMonth, what: Any) -> None:
    before = view_of(month)
    whose = before["people"][0]["id"] if before["people"] else "nobody"
    more = Given("more", what[0], what[1], whose, month.period.id)
    after = view_of(replace(month, given=(*month.given, more)))
    assert worse_or_same(before, after)
    assert [one["total"] for one in before["people"]] == [one["total"] for one in after["people"]]


# ---------------------------------------------------------------- indicators


@given(months, st.sampled_from([0, 20_500, 39_999]), st.integers(0, 30_000))
@some
def test_a_better_value_never_lowers_a_total_and_one_said_again_replaces_the_first(
    month: SmallMonth, value: int, more: int
) -> None:
    whose = month.records.people[0]["id"]
    said = [Figure(f"said {one}", "hours", month.period.id, whose, None, one) for one in (value, value + more)]
    less, better = (view_of(replace(month, figures=(*month.figures, one))) for one in said)
    for old, new in zip(less["people"], better["people"], strict=True):
        assert milli(new["total"] or "0") >= milli(old["total"] or "0")
        assert (new["coverage"], new["status"]) == (old["coverage"], old["status"])
    assert canonical(better) == canonical(view_of(replace(month, figures=(*month.figures, *said))))


@given(months)
@some
def test_a_value_nobody_states_lowers_the_coverage_and_takes_no_points(month: SmallMonth) -> None:
    before, after = view_of(month), view_of(replace(month, figures=()))
    for old, new in zip(before["people"], after["people"], strict=True):
        assert milli(new["coverage"] or "0") <= milli(old["coverage"] or "0")
        assert all(one["score"] is None for one in new["indicators"])
        known = [one["score"] for one in old["indicators"] if one["score"] is not None]
        if not known:
            assert (new["total"], new["coverage"]) == (old["total"], old["coverage"])
        elif set(known) == {"0"} and new["total"] is not None and old["total"] is not None:
            assert milli(new["total"]) >= milli(old["total"])


# ---------------------------------------------------------------- pardons


@given(months)
@some
def test_a_waiver_or_an_excuse_touches_no_other_rule_and_lowers_no_slot(month: SmallMonth) -> None:
    assume(month.waivers or month.excuses)
    bare = replace(month, waivers=(), excuses=())
    named = {*(f"{one}/{waiver['rule']}" for one in ("one", "two") for waiver in month.waivers)}
    named |= {excuse.rule for excuse in month.excuses}
    before, after = view_of(bare), view_of(month)
    for old, new in zip(before["people"], after["people"], strict=True):
        was, now = by_rule(old), by_rule(new)
        for key in {*was, *now}:
            assert f"{key[1]}/{key[2]}" in named or was.get(key) == now.get(key)
    was_slots = slots_of(bare)
    for name, row in slots_of(month).items():
        old_row = was_slots[name]
        assert row["excused"] or [row[name] for name in ("earned", "of")] == [
            old_row[name] for name in ("earned", "of")
        ]
        assert not old_row["met"] or row["met"]


# ---------------------------------------------------------------- gaps


def slots_of(month: SmallMonth) -> dict[tuple[str, int], View]:
    """Every slot of the rules that count rounds, by rule and number."""
    found = scored(month)
    return {
        (rows.rule.name, row["row"]): row
        for rows in spelled_out(found.plan, found.ground, found.tables)
        if "round" in getattr(rows.rule.settings, "counts", ())
        for row in rows.rows.iter_rows(named=True)
    }


@given(months)
@some
def test_a_gap_never_lowers_the_mark_of_a_slot(month: SmallMonth) -> None:
    assume(month.records.gaps)
    before = slots_of(replace(month, records=replace(month.records, gaps=())))
    after = slots_of(month)
    assert set(before) == set(after)
    for key, old in before.items():
        new = after[key]
        assert new["earned"] * old["of"] >= old["earned"] * new["of"]
        assert new["due"] <= old["due"]
        if old["met"]:
            assert (new["met"], new["due"], new["earned"]) == (1, old["due"], old["earned"])


@given(months)
@some
def test_where_all_records_are_missing_nothing_is_known_but_what_was_met(month: SmallMonth) -> None:
    whole = {"id": "G", "form": "round", "first": "2026-01-01T00:00:00+08:00", "last": "2027-01-01T00:00:00+08:00"}
    for row in slots_of(replace(month, records=replace(month.records, gaps=[whole]))).values():
        assert row["met"] or row["excused"] or row["no_data"]


@given(months)
@some
def test_a_month_kept_warm_knows_the_same_gaps(month: SmallMonth) -> None:
    assume(month.records.gaps)
    cold = scored(month)
    warm = LiveMonth(cold.plan, cold.ground, cold.tables).scored
    for sort, frame in cold.scored.rules.items():
        assert sorted(frame.rows()) == sorted(warm.rules[sort].select(frame.columns).rows())


# ---------------------------------------------------------------- explanations


def half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def mean(parts: list[tuple[int, int]]) -> int | None:
    whole = sum(weight for weight, _ in parts)
    return half_up(Fraction(sum(weight * value for weight, value in parts), whole)) if whole else None


def recomputed(told: View) -> int | None:
    """A person's total from nothing but the explanation: slots to rules, rules to rulesets, stints, adjustments."""
    totals = []
    for number, stint in enumerate(told["stints"]):
        parts = []
        for ruleset in told["rulesets"]:
            if ruleset["stint"] == number and ruleset["weight"] is not None:
                score = of_a_hundred(ruleset)
                parts += [(milli(ruleset["weight"]), score)] if score is not None else []
        for one in told["indicators"]:
            known = one["stint"] == number and one["score"] is not None
            parts += [(milli(one["weight"]), milli(one["score"]))] if known else []
        total = mean(parts)
        assert (None if stint["total"] is None else milli(stint["total"])) == total
        totals += [] if total is None else [(stint["days"], total)]
    total = mean(totals)
    return None if total is None else min(max(total + sum(milli(a["points"]) for a in told["adjustments"]), 0), 100_000)


def of_a_hundred(ruleset: View) -> int | None:
    """The points of its rules added up; where a ruleset says another way, what is told: the oracle works that out."""
    points = sum(milli(rule["points"]) for rule in ruleset["rules"])
    of = sum(milli(rule["of"]) for rule in ruleset["rules"])
    added = half_up(Fraction(100_000 * points, of)) if of else None
    if ruleset["roll_up"] == "points" and ruleset["how"] is None:
        return added
    score = None if ruleset["score"] is None else milli(ruleset["score"])
    assert ruleset["roll_up"] != "points" or (score is not None and added is not None and score < added)  # capped
    return score


def plain_scheme(month: SmallMonth) -> SmallMonth:
    """The month under a scheme without groups: what a group weighs is rounded once more when it is shown."""
    text = month.scheme_text
    return replace(month, scheme_text={**text, "roles": {**text["roles"], "chief": text["roles"]["leader"]}})


@given(months)
@some
def test_an_explanation_adds_up_to_the_score_it_explains(month: SmallMonth) -> None:
    month = plain_scheme(month)
    found = scored(month)
    rules = {rule.name: rule.settings for rule in found.plan.rules}
    for told in Explainer(found, lambda _: {}).everybody().values():
        if told["status"] == "scored":
            assert milli(told["total"]) == recomputed(told)
        for ruleset in told["rulesets"]:
            for rule in ruleset["rules"]:
                told_right(rule, rules[f"{ruleset['ruleset']}/{rule['rule']}"])


def told_right(rule: View, settings_: Any) -> None:
    """The slots of a rule give its units, its units give its points."""
    earned, of = int(rule["earned"]), int(rule["out_of"])
    if settings_.kind == "deduction" and settings_.over == "period":
        changing = any(len(limit.steps) > 1 or limit.on(SUMMER) is None for limit in settings_.limits())
        assert 0 <= earned <= of
        if not changing:
            kept_of_the_period(rule, settings_)
    else:
        assert earned == sum(int(slot["earned"]) for slot in rule["slots"])
        assert of == sum(int(slot["out_of"]) for slot in rule["slots"])
    assert bool(milli(rule["of"])) == (bool(of) and rule["counts"])
    whole_or_nothing = getattr(settings_, "at_least", None) if settings_.kind in ("rating", "proportion") else None
    capped = getattr(settings_, "cap_if_critical", None)
    if milli(rule["of"]) and whole_or_nothing is None and capped is None:
        unit = {"thousandth": 1, "tenth": 100, "whole": 1000, "nspire": 1}[settings_.rounding]
        assert milli(rule["points"]) == half_up(Fraction(settings_.points * earned, of) / unit) * unit


def kept_of_the_period(rule: View, settings_: Any) -> None:
    """Full points less what the slots deducted, down to the floor, where neither changes."""
    earned, of = int(rule["earned"]), int(rule["out_of"])
    full, floor_ = settings_.starts_with(date.max), settings_.floor.on(date.max)
    lost = sum(
        milli(slot["deduction"]) if isinstance(slot["deduction"], str) else slot["deduction"] for slot in rule["slots"]
    )
    wiped = earned == 0 and any(fault.zero_out for fault in settings_.faults.values())
    assert of in (0, full)
    assert not of or wiped or earned == max(full - lost, floor_)


# ---------------------------------------------------------------- the same everywhere

PROGRAM = """
import hashlib, random, sys
from tests.golden.demo import scored_demo
from tests.oracle.test_laws import canonical
from inspect_core.app.views import score_view
view = score_view(scored_demo(int(sys.argv[1])))
sys.stdout.write(hashlib.sha256(canonical(view)).hexdigest())
"""


@pytest.mark.slow
def test_the_demo_month_is_the_same_bytes_under_every_hash_seed_and_order(root: Any) -> None:
    runs = []
    for number, hash_seed in enumerate(("0", "1", "random")):
        zone = ("UTC", "Asia/Shanghai", "America/St_Johns")[number]
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone}
        command = [sys.executable, "-c", PROGRAM, str(number)]
        runs.append(subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.PIPE, text=True))
    seen = {run.communicate(timeout=120)[0] for run in runs}
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert len(seen) == 1
    assert len(seen.pop()) == len(hashlib.sha256().hexdigest())
