from __future__ import annotations

import pytest

from inspect_core.errors import RulesetError
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import Scheme, bind_scheme

SCHEME = """\
scheme: residential
edition: 2026-10-01
title: Residential
roles:
  guard: {weights: {etiquette: 30, checks: 70}, least_coverage: 60 %}
  leader: {weights: {patrol: 99.999, etiquette: 0.001}}
groups: {checks: {weights: {security: 3, cleaning: 1}}}
project: {weights: {patrol: 100}}
bands: {C: 75, A: 95, B: 85, D: 60, E: 0}
vetoes: {asleep: {grade: D, title: Asleep}}
"""
RULESETS = {"etiquette", "patrol", "security", "cleaning"}


def bound(text: str) -> Scheme:
    return bind_scheme(read_text(text, "s.yaml"), RULESETS)


def told(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(RulesetError) as caught:
        bound(text)
    return [(one.code, str(one.place), one.hint) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("total", "grade"),
    [(100_000, "A"), (95_000, "A"), (94_999, "B"), (85_000, "B"), (60_000, "D"), (59_999, "E"), (0, "E")],
)
def test_the_lower_bound_of_a_band_is_included(total: int, grade: str) -> None:
    assert bound(SCHEME).grade(total) == grade


def test_bands_are_told_best_first_however_they_are_written() -> None:
    assert [grade for grade, _ in bound(SCHEME).bands()] == ["A", "B", "C", "D", "E"]


def test_a_role_the_scheme_does_not_appraise_has_no_weights() -> None:
    assert bound(SCHEME).weights_of("guard") is not None
    assert bound(SCHEME).weights_of("visitor") is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("checks: 70", "checks: 69.999", ("E-SCHEME-WEIGHTS", "s.yaml:5:20", "mend the weights")),
        ("{patrol: 100}", "{patrol: 101}", ("E-SCHEME-WEIGHTS", "s.yaml:8:20", "mend the weights")),
        ("{patrol: 100}", "{patroll: 100}", ("E-SCHEME-RULESET", "s.yaml:8:30", "did you mean 'patrol'?")),
        ("grade: D", "grade: F", ("E-SCHEME-GRADE", "s.yaml:10:26", "known are: A, B, C, D, E")),
        ("bands: {", "coefficients: {A: 1.2, F: 0.8}\nbands: {", ("E-SCHEME-GRADE", "s.yaml:9:27", "known are: A")),
        ("B: 85", "B: 95", ("E-BAND-TWICE", "s.yaml:9:26", "give one of them another bound")),
        ("E: 0}", "E: 0.001}", ("E-BAND-ZERO", "s.yaml:9:40", "let the lowest band begin at 0")),
        ("bands: {", "band: {", ("E-RULE-KEY", "s.yaml:9:7", "did you mean 'bands'?")),
        ("least_coverage", "least_covrage", ("E-RULE-KEY", "s.yaml:5:64", "did you mean 'least_coverage'?")),
    ],
)
def test_a_scheme_that_cannot_be_meant_is_refused(old: str, new: str, expected: tuple[str, str, str]) -> None:
    code, place, hint = expected
    assert any((one, where) == (code, place) and hint in step for one, where, step in told(SCHEME.replace(old, new)))


def test_every_problem_of_a_scheme_is_told_at_once() -> None:
    text = (
        SCHEME.replace("checks: 70", "checks: 60").replace("patrol: 100", "patrols: 99").replace("grade: D", "grade: F")
    )
    assert [code for code, _, _ in told(text)] == [
        "E-SCHEME-WEIGHTS",
        "E-SCHEME-WEIGHTS",
        "E-SCHEME-RULESET",
        "E-SCHEME-GRADE",
    ]


def test_without_the_rulesets_of_a_project_any_name_may_be_weighed() -> None:
    assert bind_scheme(read_text(SCHEME.replace("patrol", "anything"))).id == "residential"


@pytest.mark.parametrize(
    ("old", "new"),
    [("checks: 70", "checks: -70"), ("least_coverage: 60 %", "least_coverage: 600 %")],
    ids=["a weight below nothing", "more coverage than all"],
)
def test_a_weight_or_limit_out_of_range_is_refused(old: str, new: str) -> None:
    assert old in SCHEME
    assert told(SCHEME.replace(old, new))[0][0] == "E-RULE-RANGE"


SANCTIONS = """\
gates: {safety: {ruleset: security, rule: key-areas, least: 60 %, grade: D, title: Safety}}
vetoes: {accident: {drop: 1, title: Accident}}
cards:
  yellow: {title: Yellow, raised_by: [late-report, dirty-lobby]}
  red: {title: Red, after: {yellow: 3, periods: 3, in_a_row: true}, grade: E}
  black: {title: Black, after: {red: 2, periods: 6}, drop: 2}
"""
STRICT = SCHEME.replace("vetoes: {asleep: {grade: D, title: Asleep}}\n", SANCTIONS)


def test_gates_drops_and_cards_are_read() -> None:
    text = bound(STRICT).text
    assert (text.gates["safety"].least, text.vetoes["accident"].drop) == (60_000, 1)
    red = text.cards["red"].after
    assert red is not None
    assert (red.card, red.times, red.periods, red.in_a_row) == ("yellow", 3, 3, True)


def test_cards_ask_about_as_many_periods_as_they_wait_for_together() -> None:
    assert bound(STRICT).looks_back == 2 + 5
    assert bound(STRICT.replace(", periods: 3, in_a_row: true", "")).looks_back == 2 + 5
    assert bound(SCHEME).looks_back == 0


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ruleset: security", "ruleset: securty", ("E-SCHEME-GATE", "s.yaml:10:27", "did you mean 'security'?")),
        ("60 %, grade: D", "60 %, grade: F", ("E-SCHEME-GRADE", "s.yaml:10:74", "known are: A")),
        ("least: 60 %", "least: 160 %", ("E-RULE-RANGE", "s.yaml:10:61", "0 % to 100 %")),
        ("drop: 1", "grade: D, drop: 1", ("E-RULE-TYPE", "s.yaml:11:20", "")),
        ("drop: 1, ", "", ("E-RULE-TYPE", "s.yaml:11:20", "")),
        ("drop: 1", "drop: 0", ("E-RULE-RANGE", "s.yaml:11:27", "")),
        ("{yellow: 3, periods", "{yelow: 3, periods", ("E-SCHEME-CARD", "s.yaml:14:36", "did you mean 'yellow'?")),
        ("{red: 2,", "{black: 2,", ("E-SCHEME-CARD", "s.yaml:15:32", "'raised_by'")),
        ("periods: 3, in_a_row: true", "periods: 2", ("E-SCHEME-CARD", "s.yaml:14:28", "")),
        ("periods: 3", "periods: 4", ("E-SCHEME-CARD", "s.yaml:14:28", "leave it out")),
        ("{red: 2, periods: 6}", "{periods: 6}", ("E-SCHEME-CARD", "s.yaml:15:32", "")),
        ("after: {red: 2, periods: 6}, ", "", ("E-SCHEME-CARD", "s.yaml:15:10", "")),
        ("periods: 6", "periods: 35", ("E-SCHEME-CARD", "s.yaml:15:32", "fewer periods")),
        ("drop: 2", "drop: 2, grade: E", ("E-SCHEME-CARD", "s.yaml:15:10", "")),
    ],
)
def test_gates_and_cards_that_cannot_be_meant_are_refused(old: str, new: str, expected: tuple[str, str, str]) -> None:
    assert old in STRICT
    code, place, hint = expected
    found = told(STRICT.replace(old, new))
    assert any((one, where) == (code, place) and hint in step for one, where, step in found), found


def test_cards_that_wait_for_each_other_are_all_named() -> None:
    text = STRICT.replace("{yellow: 3, periods: 3, in_a_row: true}", "{black: 3}")
    assert [place for code, place, _ in told(text) if code == "E-SCHEME-CARD"] == ["s.yaml:14:28", "s.yaml:15:32"]
