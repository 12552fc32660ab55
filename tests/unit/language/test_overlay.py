from __future__ import annotations

import pytest

from inspect_core.errors import RulesetError
from inspect_core.language.node import Document
from inspect_core.language.overlay import extends, laid
from inspect_core.language.reader import read_text

PARENT = """\
ruleset: rounds
edition: 2026-01-01
title: {zh: 巡查, en: Rounds}
points: 100
parameters:
  often: {ask: How often?, default: 4}
windows: {day: "06:00-18:00"}
rules:
  leader:
    title: {zh: 班长, en: Leader}
    at_least: {2025-01-01: 3, 2026-03-01: 4}
    where: {area_class: [lobby, washroom], place_kind: area}
    points: 60
  guard: {title: Guard, points: 40}
"""


def overlay(text: str) -> Document:
    head = "ruleset: ours\nedition: 2026-10-01\nextends: rounds\n"
    return laid(read_text(head + text, "ours.yaml"), read_text(PARENT, "rounds.yaml"), "rounds 2026-01-01 ab")


def refused(text: str) -> list[tuple[str, str]]:
    with pytest.raises(RulesetError) as caught:
        overlay(text)
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


def test_what_an_overlay_does_not_say_is_what_its_parent_says() -> None:
    whole = overlay("title: Ours")
    assert whole.plain["ruleset"] == "ours"
    assert whole.plain["title"] == "Ours"
    assert whole.plain["rules"] == read_text(PARENT).plain["rules"]
    assert extends(whole) == "rounds"
    assert whole.layers == ("rounds 2026-01-01 ab",)


def test_a_skipped_rule_is_gone_and_an_added_one_is_there() -> None:
    whole = overlay("points: 65\nskip: guard\nrules:\n  night: {title: Night, points: 5}")
    assert list(whole.plain["rules"]) == ["leader", "night"]


def test_a_change_replaces_dated_values_and_lists_whole_and_goes_into_other_mappings() -> None:
    whole = overlay("change:\n  leader: {at_least: {2026-10-01: 5}, where: {area_class: [roof]}, points: 50}")
    leader = whole.plain["rules"]["leader"]
    assert leader["at_least"] == {"2026-10-01": "5"}
    assert leader["where"] == {"area_class": ["roof"], "place_kind": "area"}
    assert leader["points"] == "50"
    assert leader["title"] == {"zh": "班长", "en": "Leader"}


def test_a_changed_key_without_a_value_goes_back_to_what_it_is_by_default() -> None:
    assert "where" not in overlay("change:\n  leader: {where: null}").plain["rules"]["leader"]


def test_every_value_knows_the_file_it_stands_in() -> None:
    whole = overlay("change:\n  leader: {points: 50}")
    assert str(whole.place(("rules", "leader", "points"))) == "ours.yaml:5:20"
    assert str(whole.place(("rules", "leader", "title"))) == "rounds.yaml:10:12"
    assert str(whole.place(("rules", "guard", "points"))) == "rounds.yaml:14:33"
    assert str(whole.place(("edition",))) == "ours.yaml:2:10"


def test_the_parent_stays_as_it_is() -> None:
    parent = read_text(PARENT, "rounds.yaml")
    child = read_text("ruleset: ours\nextends: rounds\nskip: guard\nchange: {leader: {points: 1}}", "ours.yaml")
    laid(child, parent, "")
    assert parent.plain == read_text(PARENT).plain


def test_a_parameter_is_answered_beside_its_default() -> None:
    whole = overlay("set: {often: 6}")
    assert whole.plain["parameters"]["often"] == {"ask": "How often?", "default": "4", "value": "6"}


def test_everything_that_the_parent_does_not_have_is_told_at_once() -> None:
    text = "skip: [gard]\nchange: {ledaer: {points: 1}}\nset: {offen: 2}"
    assert refused(text) == [
        ("E-OVERLAY-RULE", "ours.yaml:4:8"),
        ("E-OVERLAY-RULE", "ours.yaml:5:18"),
        ("E-PARAMETER", "ours.yaml:6:14"),
    ]


def test_a_rule_that_the_parent_has_is_changed_and_not_written_again() -> None:
    assert refused("rules:\n  guard: {points: 1}") == [("E-OVERLAY-TWICE", "ours.yaml:5:10")]


def test_a_rule_cannot_be_both_skipped_and_changed() -> None:
    assert refused("skip: [guard]\nchange: {guard: {points: 1}}") == [("E-OVERLAY-BOTH", "ours.yaml:5:17")]


def test_an_overlay_is_not_older_than_its_parent() -> None:
    child = read_text("ruleset: ours\nedition: 2025-12-31\nextends: rounds", "ours.yaml")
    with pytest.raises(RulesetError) as caught:
        laid(child, read_text(PARENT), "")
    assert (caught.value.code, str(caught.value.place)) == ("E-OVERLAY-EDITION", "ours.yaml:2:10")
