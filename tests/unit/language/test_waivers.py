"""What a waiver must say, and how overlays put theirs beside those of what they extend."""

from __future__ import annotations

from datetime import date

import pytest

from inspect_core.bootstrap import registry_of
from inspect_core.errors import RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.overlay import laid
from inspect_core.language.reader import read_text

TEXT = """\
ruleset: small
edition: 2026-10-01
title: small
points: 20
forms: {walk: {title: walk, at: post}}
rules:
  walks: {title: walks, kind: frequency, counts: walk, per: [post, day], at_least: 1, credit: project, points: 10}
  rounds: {title: rounds, kind: frequency, counts: walk, per: [post, day], at_least: 1, credit: project, points: 10}
"""
ONE = "rule: walks, first: 2026-10-01, last: 2026-10-31, reason: {zh: 施工, en: works}, approved_by: P001"
OVER = "ruleset: ours\nedition: 2026-11-01\nextends: small\n"
KINDS = registry_of().kinds.settings()


def refused(waiver: str) -> tuple[str, str]:
    with pytest.raises(RulesetError) as found:
        bind_ruleset(read_text(f"{TEXT}waivers:\n  - {{{waiver}}}\n", "small.yaml"), KINDS)
    (problem,) = found.value.problems
    return problem.code, str(problem.place)


def test_a_waiver_stands_with_its_rule_and_no_other() -> None:
    ruleset = bind_ruleset(read_text(f"{TEXT}waivers:\n  - {{{ONE}, place: gate-2}}\n", "small.yaml"), KINDS)
    walks, rounds = ruleset.rules
    (waiver,) = walks.waivers
    assert (waiver.place, waiver.person, waiver.last) == ("gate-2", None, date(2026, 10, 31))
    assert (waiver.reason.en, waiver.approved_by, str(waiver.written)) == ("works", "P001", "small.yaml:10:5")
    assert rounds.waivers == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        (" last: 2026-10-31,", "", "E-WAIVER-END", 5),
        ("last: 2026-10-31", "last: 2026-09-30", "E-WAIVER-ORDER", 44),
        ("first: 2026-10-01, last: 2026-10-31", "first: 2026-08-01, last: 2026-09-30", "E-WAIVER-EXPIRED", 44),
        ("rule: walks", "rule: walk", "E-WAIVER-RULE", 12),
        ("approved_by: P001", "approved_by: P001, person: P001", "E-WAIVER-SELF", 108),
        (", reason: {zh: 施工, en: works}", "", "E-RULE-MISSING", 5),
    ],
)
def test_a_waiver_that_cannot_be_meant_is_refused_where_it_stands(old: str, new: str, code: str, column: int) -> None:
    found, place = refused(ONE.replace(old, new))
    assert (found, place.rpartition(":")[0]) == (code, "small.yaml:10")
    assert code == "E-WAIVER-SELF" or place.endswith(f":{column}")


def test_a_word_that_is_nearly_a_rule_is_told() -> None:
    with pytest.raises(RulesetError) as found:
        bind_ruleset(read_text(f"{TEXT}waivers:\n  - {{{ONE.replace('walks', 'walkz')}}}\n"), KINDS)
    assert found.value.problems[0].hint == "did you mean 'walks'?"


def test_an_overlay_puts_its_waivers_after_those_of_its_parent() -> None:
    parent = read_text(f"{TEXT}waivers:\n  - {{{ONE}}}\n", "small.yaml")
    own = ONE.replace("walks", "rounds").replace("2026-10-31", "2026-12-31")
    over = laid(read_text(f"{OVER}waivers:\n  - {{{own}}}\n", "ours.yaml"), parent, "small")
    walks, rounds = bind_ruleset(over, KINDS).rules
    assert [str(waiver.written) for waiver in walks.waivers] == ["small.yaml:10:5"]  # over, and no longer refused
    assert [str(waiver.written) for waiver in rounds.waivers] == ["ours.yaml:5:5"]
    assert len(parent.plain["waivers"]) == 1


def test_a_parents_waiver_of_a_rule_that_is_left_out_spares_nothing() -> None:
    parent = read_text(f"{TEXT}waivers:\n  - {{{ONE}}}\n", "small.yaml")
    over = laid(read_text(f"{OVER}points: 10\nskip: walks\n", "ours.yaml"), parent, "small")
    assert [rule.waivers for rule in bind_ruleset(over, KINDS).rules] == [()]


def test_waivers_of_an_overlay_stand_alone_where_its_parent_has_none() -> None:
    own = ONE.replace("2026-10-31", "2026-12-31")
    over = laid(read_text(f"{OVER}waivers:\n  - {{{own}}}\n", "ours.yaml"), read_text(TEXT, "small.yaml"), "small")
    assert len(bind_ruleset(over, KINDS).rules[0].waivers) == 1
