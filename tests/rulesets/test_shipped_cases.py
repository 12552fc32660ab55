"""Every case of every shipped ruleset, and that no rule goes without."""

from __future__ import annotations

from functools import cache

import pytest

from inspect_core.app.overlays import read_ruleset
from inspect_core.app.shelves import shelves
from inspect_core.bootstrap import registry_of
from inspect_core.engine.kind import Kinds
from inspect_core.language.rule import Ruleset
from inspect_core.shipped import shipped
from inspect_core.testing.cases import Case, case_files, read_cases
from inspect_core.testing.collected import check

RULESETS = shipped("rulesets")


@cache
def kinds() -> Kinds:
    return registry_of().kinds


@cache
def ruleset(name: str) -> Ruleset:
    return read_ruleset(RULESETS / f"{name}.yaml", shelves(None, ()), kinds().settings())


@cache
def cases() -> tuple[Case, ...]:
    return tuple(case for file in case_files([RULESETS]) for case in read_cases(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.rule}: {case.name}")
def test_case(case: Case) -> None:
    check(case, ruleset(case.rule.partition("/")[0]), kinds())


def names() -> list[str]:
    return sorted(file.stem for file in RULESETS.glob("*.yaml"))


def expectations(rule: str) -> list[dict[str, str]]:
    return [dict(case.body["expect"]) for case in cases() if case.rule == rule]


def number(expected: dict[str, str], name: str) -> int:
    return int(expected.get(name, "0") or "0")


@pytest.mark.parametrize("name", names())
def test_every_rule_has_a_case_where_it_is_met(name: str) -> None:
    lacking = [
        rule.name
        for rule in ruleset(name).rules
        if not any(
            number(one, "met") or one.get("outcome") == "met" or one.get("points") not in (None, "0")
            for one in expectations(rule.name)
        )
    ]
    assert not lacking


@pytest.mark.parametrize("name", names())
def test_every_rule_has_a_case_where_it_is_not_met(name: str) -> None:
    lacking = [
        rule.name
        for rule in ruleset(name).rules
        if not any(
            number(one, "unmet")
            or number(one, "partly")
            or one.get("outcome") in ("unmet", "partly")
            or "points" in one
            for one in expectations(rule.name)
        )
    ]
    assert not lacking


@pytest.mark.parametrize("name", names())
def test_every_rule_has_a_case_where_nothing_was_due_or_nothing_is_known(name: str) -> None:
    lacking = [
        rule.name
        for rule in ruleset(name).rules
        if not any(
            one.get("due") == "0" or one.get("met") == one.get("unmet") == "0" or number(one, "no_data")
            for one in expectations(rule.name)
        )
    ]
    assert not lacking


def test_every_case_is_about_a_rule_that_exists() -> None:
    known = {rule.name for name in names() for rule in ruleset(name).rules}
    assert not {case.rule for case in cases()} - known


def test_no_two_cases_of_a_rule_have_the_same_name() -> None:
    seen = [(case.rule, case.name) for case in cases()]
    assert len(set(seen)) == len(seen)
