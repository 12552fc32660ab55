"""What the cases of a ruleset try, and what they leave out."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_core.app.shelves import PROJECT, SHIPPED, Shelf
from inspect_core.testing.collected import known_kinds
from inspect_core.testing.covered import Cover, RuleCover, cover

TEXT = """\
ruleset: rounds
edition: 2026-10-01
title: Rounds
forms:
  patrol: {title: Patrol, at: post}
rules:
  often: {title: Often, kind: frequency, counts: patrol, per: [post, day], at_least: {2026-01-01: 3, 2026-06-01: 4}, credit: project, points: 60}
  once: {title: Once, kind: frequency, counts: patrol, per: [post, day], at_least: 1, credit: project, points: 40}
"""
CASES = """\
rule: {ruleset}/{rule}
places: {{gate: post}}
cases:
"""


@pytest.fixture
def found(tmp_path: Path) -> tuple[Shelf, Shelf]:
    own, shipped = Shelf(PROJECT, tmp_path / "own"), Shelf(SHIPPED, tmp_path / "shipped")
    for shelf in (own, shipped):
        shelf.folder.mkdir()
    (shipped.folder / "rounds.yaml").write_text(TEXT, encoding="utf-8")
    return own, shipped


def cases(shelf: Shelf, rule: str, *told: str, ruleset: str = "rounds") -> list[Path]:
    file = shelf.folder / "cases" / ruleset / f"{rule}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(
        f"  - {{name: Case {number}, day: {one.partition(' ')[0]}, seen: [], expect: {one.partition(' ')[2]}}}\n"
        for number, one in enumerate(told)
    )
    file.write_text(CASES.format(ruleset=ruleset, rule=rule) + lines, encoding="utf-8")
    return [file]


def looked(found: tuple[Shelf, Shelf], files: list[Path], name: str = "rounds", shelf: int = 1) -> Cover:
    return cover(found[shelf].folder / f"{name}.yaml", files, found, known_kinds().settings())


def of(cover: Cover, rule: str) -> RuleCover:
    return next(one for one in cover.rules if one.rule == rule)


def test_a_rule_without_cases_lacks_every_sort(found: tuple[Shelf, Shelf]) -> None:
    seen = of(looked(found, []), "rounds/once")
    assert (seen.cases, seen.lacking, seen.whole) == (0, ("met", "unmet", "absent"), False)


def test_a_rule_with_a_case_of_each_sort_is_whole(found: tuple[Shelf, Shelf]) -> None:
    told = ("2026-10-01 {met: 1}", "2026-10-01 {outcome: unmet}", "2026-10-01 {due: 0}")
    assert of(looked(found, cases(found[1], "once", *told)), "rounds/once").whole


@pytest.mark.parametrize(
    ("expect", "lacking"),
    [
        ("{points: 40}", ("unmet", "absent")),
        ("{points: 10}", ("absent",)),
        ("{points: 0}", ("met", "absent")),
        ("{partly: 2}", ("met", "absent")),
        ("{no_data: 3}", ("met", "unmet")),
        ("{outcome: excused}", ("met", "unmet")),
        ("{due: 4}", ("met", "unmet", "absent")),
    ],
)
def test_a_case_tries_what_it_expects(found: tuple[Shelf, Shelf], expect: str, lacking: tuple[str, ...]) -> None:
    files = cases(found[1], "once", f"2026-10-01 {expect}")
    assert of(looked(found, files), "rounds/once").lacking == lacking


def test_a_value_that_no_case_is_dated_in_is_named(found: tuple[Shelf, Shelf]) -> None:
    told = ("2026-10-01 {met: 1}", "2026-10-01 {unmet: 1}", "2026-10-01 {due: 0}")
    assert of(looked(found, cases(found[1], "often", *told)), "rounds/often").values == ("2026-01-01",)
    assert of(looked(found, cases(found[1], "often", *told, "2026-02-01 {met: 1}")), "rounds/often").whole


def test_cases_of_a_rule_that_is_not_there_are_listed(found: tuple[Shelf, Shelf]) -> None:
    (stray,) = looked(found, cases(found[1], "never", "2026-10-01 {met: 1}")).strays
    assert (stray.rule, stray.place.line) == ("rounds/never", 4)


def test_a_rule_that_an_overlay_left_as_it_was_is_tried_by_the_cases_of_its_parent(found: tuple[Shelf, Shelf]) -> None:
    told = ("2026-10-01 {met: 1}", "2026-10-01 {unmet: 1}", "2026-10-01 {due: 0}", "2026-02-01 {met: 1}")
    cases(found[1], "once", *told)
    cases(found[1], "often", *told)
    own = "ruleset: ours\nedition: 2026-10-01\nextends: rounds\nchange: {once: {at_least: 2}}\n"
    (found[0].folder / "ours.yaml").write_text(own, encoding="utf-8")
    seen = looked(found, [], "ours", 0)
    assert (of(seen, "ours/often").whole, of(seen, "ours/often").inherited) == (True, "rounds")
    assert (of(seen, "ours/once").whole, of(seen, "ours/once").inherited) == (False, None)


def test_a_rule_whose_form_the_overlay_changed_is_not_tried_by_the_cases_of_its_parent(
    found: tuple[Shelf, Shelf],
) -> None:
    cases(found[1], "once", "2026-10-01 {met: 1}", "2026-10-01 {unmet: 1}", "2026-10-01 {due: 0}")
    own = "ruleset: ours\nedition: 2026-10-01\nextends: rounds\nforms: {patrol: {filled_by: guard}}\n"
    (found[0].folder / "ours.yaml").write_text(own, encoding="utf-8")
    assert of(looked(found, [], "ours", 0), "ours/once").cases == 0
