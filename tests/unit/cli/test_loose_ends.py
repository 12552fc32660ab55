"""What `rules check` notices though it can be read: a word that nobody else knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspect_core.shipped import shipped

Call = Callable[..., Any]


def test_a_slip_in_credit_is_noticed_because_the_points_would_go_to_nobody(call: Call, project: Path) -> None:
    text = (shipped("rulesets") / "patrol.yaml").read_text(encoding="utf-8")
    own = project / "rulesets" / "patrol.yaml"
    own.write_text(text.replace("credit: on_duty\n", "credit: on_dutty\n"), encoding="utf-8")
    assert "the role 'on_dutty' is not known" in call("rules", "check", "--lang", "en").err


def test_the_words_of_credit_are_no_slips(call: Call, project: Path) -> None:
    assert "W-RULE-ROLE" not in call("rules", "check", "--lang", "en").err


SCHEME = """\
scheme: own
edition: 2026-01-01
title: own
roles: {guard: {weights: {patrol: 100}}}
bands: {A: 0}
adjustments:
  praise: {title: Praise, form: praize, each: 1, most: 5}
"""


def with_own_scheme(project: Path) -> None:
    """The project gets a scheme of its own that knows one of the shipped roles and one of the shipped rulesets."""
    folder = project / "rulesets" / "schemes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.yaml").write_text(SCHEME, encoding="utf-8")
    settings = project / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub('scheme *= *"residential"', 'scheme = "own"', text), encoding="utf-8")


def test_what_the_program_ships_is_no_slip_of_a_company_with_a_scheme_of_its_own(call: Call, project: Path) -> None:
    with_own_scheme(project)
    told = call("rules", "check", "--lang", "en").err
    assert {word for word in told.split() if word.startswith("(W-")} == {"(W-SCHEME-FORM)"}
    assert "schemes/own.yaml:7:33: the form 'praize' is not known" in told


def test_with_all_the_files_of_the_program_are_noticed_too(call: Call, project: Path) -> None:
    with_own_scheme(project)
    told = call("rules", "check", "--all", "--lang", "en").err
    assert {"(W-RULE-ROLE)", "(W-SCHEME-FORM)", "(W-SCHEME-WEIGHT)"} <= set(told.split())


def test_a_refusal_in_a_scheme_names_the_folder_it_is_in(call: Call, project: Path) -> None:
    with_own_scheme(project)
    scheme = project / "rulesets" / "schemes" / "own.yaml"
    scheme.write_text(SCHEME.replace("100", "99"), encoding="utf-8")
    told = call("rules", "check", "--lang", "zh")
    assert (told.status, "schemes/own.yaml:4:26: roles.guard：权重合计为 99，不是 100" in told.err) == (3, True)


def test_a_card_of_a_veto_no_rule_raises_is_noticed(call: Call, project: Path) -> None:
    with_own_scheme(project)
    scheme = project / "rulesets" / "schemes" / "own.yaml"
    scheme.write_text(SCHEME + "cards: {yellow: {title: Yellow, raised_by: asleep-on-pots}}\n", encoding="utf-8")
    told = call("rules", "check", "--lang", "en").err
    assert "schemes/own.yaml:8:17: the veto 'asleep-on-pots' is not known" in told
    assert "(W-SCHEME-CARD)" in told


def test_a_gate_of_a_rule_that_is_not_there_is_refused_with_the_nearest(call: Call, project: Path) -> None:
    with_own_scheme(project)
    scheme = project / "rulesets" / "schemes" / "own.yaml"
    gate = "gates: {walks: {title: Walks, ruleset: patrol, rule: leader-round, least: 60 %, grade: A}}\n"
    scheme.write_text(SCHEME + gate, encoding="utf-8")
    told = call("score", "--period", "2026-10", "--lang", "en")
    assert told.status == 3
    assert "(E-SCHEME-GATE)" in told.err
    assert "did you mean 'leader-rounds'?" in told.err
