from __future__ import annotations

from pathlib import Path

import pytest

from inspect_core.app.overlays import effective, read_ruleset
from inspect_core.app.shelves import PROJECT, SHIPPED, Shelf
from inspect_core.errors import RulesetError
from inspect_core.testing.collected import known_kinds

BASE = """\
ruleset: {name}
edition: {edition}
title: {name}
forms:
  patrol: {{title: Patrol, at: post}}
rules:
  rounds: {{title: Rounds, kind: frequency, counts: patrol, per: [post, day], at_least: 4, credit: project, points: 100}}
"""
OVER = "ruleset: {name}\nedition: 2026-10-01\nextends: {parent}\nchange: {{rounds: {{at_least: {least}}}}}\n"


@pytest.fixture
def found(tmp_path: Path) -> tuple[Shelf, Shelf]:
    own, shipped = Shelf(PROJECT, tmp_path / "own"), Shelf(SHIPPED, tmp_path / "shipped")
    for shelf in (own, shipped):
        shelf.folder.mkdir()
    return own, shipped


def write(shelf: Shelf, name: str, text: str, **words: object) -> Path:
    file = shelf.folder / f"{name}.yaml"
    file.write_text(text.format(name=name, **{"edition": "2026-01-01", **words}), encoding="utf-8")
    return file


def least(file: Path, found: tuple[Shelf, ...]) -> str:
    return str(effective(file, found).plain["rules"]["rounds"]["at_least"])


def refused(file: Path, found: tuple[Shelf, ...]) -> tuple[str, str]:
    with pytest.raises(RulesetError) as caught:
        effective(file, found)
    return caught.value.code, str(caught.value.place)


def test_an_overlay_of_an_overlay_counts_as_the_last_one_says(found: tuple[Shelf, Shelf]) -> None:
    own, shipped = found
    write(shipped, "patrol", BASE)
    write(own, "region", OVER, parent="patrol", least=5)
    estate = write(own, "estate", OVER, parent="region", least=6)
    ruleset = read_ruleset(estate, found, known_kinds().settings())
    assert [rule.name for rule in ruleset.rules] == ["estate/rounds"]
    assert [layer.split()[0] for layer in ruleset.layers] == ["region", "patrol"]
    assert least(estate, found) == "6"


def test_an_overlay_of_its_own_name_extends_the_one_that_comes_after_it(found: tuple[Shelf, Shelf]) -> None:
    own, shipped = found
    write(shipped, "patrol", BASE)
    assert least(write(own, "patrol", OVER, parent="patrol", least=7), found) == "7"


def test_a_changed_parent_changes_the_fingerprint_of_its_overlay(found: tuple[Shelf, Shelf]) -> None:
    own, shipped = found
    write(shipped, "patrol", BASE)
    over = write(own, "ours", OVER, parent="patrol", least=7)
    before = read_ruleset(over, found, known_kinds().settings()).fingerprint
    write(shipped, "patrol", BASE.replace("Rounds", "Walks"))
    assert read_ruleset(over, found, known_kinds().settings()).fingerprint != before


def test_rulesets_that_extend_each_other_are_refused(found: tuple[Shelf, Shelf]) -> None:
    own, _ = found
    write(own, "a", OVER, parent="b", least=1)
    write(own, "b", OVER, parent="c", least=1)
    file = write(own, "c", OVER, parent="a", least=1)
    assert refused(file, found) == ("E-OVERLAY-CYCLE", "b.yaml:3:10")


def test_a_ruleset_that_extends_itself_and_stands_alone_has_no_parent(found: tuple[Shelf, Shelf]) -> None:
    file = write(found[0], "a", OVER, parent="a", least=1)
    assert refused(file, found) == ("E-OVERLAY-PARENT", "a.yaml:3:10")
    with pytest.raises(RulesetError) as caught:
        effective(file, found)
    assert "did you mean" not in str(caught.value.first.hint)


@pytest.mark.parametrize("parent", ["partol", "../shipped/patrol", "..", "schemes/patrol"])
def test_a_parent_that_is_not_on_the_shelves_is_refused(found: tuple[Shelf, Shelf], parent: str) -> None:
    own, shipped = found
    write(shipped, "patrol", BASE)
    assert refused(write(own, "ours", OVER, parent=parent, least=1), found) == ("E-OVERLAY-PARENT", "ours.yaml:3:10")


def test_an_overlay_older_than_a_new_edition_of_its_parent_is_refused(found: tuple[Shelf, Shelf]) -> None:
    own, shipped = found
    write(shipped, "patrol", BASE, edition="2026-11-01")
    assert refused(write(own, "ours", OVER, parent="patrol", least=1), found) == ("E-OVERLAY-EDITION", "ours.yaml:2:10")


@pytest.mark.parametrize(
    ("answer", "used"), [("9", "{parameter: n}"), ("many", "{parameter: n}"), ("many", "{2012-09-04: {parameter: n}}")]
)
def test_a_wrong_answer_to_an_open_question_is_told_in_the_line_of_the_overlay(
    answer: str, used: str, tmp_path: Path
) -> None:
    shelf = Shelf(PROJECT, tmp_path)
    choices = ", choices: [3, 4]" if answer == "9" else ""
    rule = f"{{title: r, kind: frequency, counts: f, by: guard, per: [person, shift], at_least: {used}, points: 100}}"
    parent = f"""\
ruleset: p
edition: 2026-01-01
title: P
forms: {{f: {{title: F, at: post}}}}
parameters: {{n: {{ask: how many, default: 4{choices}}}}}
rules: {{r: {rule}}}
"""
    (tmp_path / "p.yaml").write_text(parent, encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(f"ruleset: own\nedition: 2026-11-01\nextends: p\ntitle: O\n\n\nset:\n  n: {answer}\n", "utf-8")
    with pytest.raises(RulesetError) as caught:
        read_ruleset(own, [shelf], known_kinds().settings())
    assert {str(problem.place) for problem in caught.value.problems} == {"own.yaml:8:6"}


LIMITED = """\
ruleset: {name}
edition: {edition}
title: {name}
parameters:
  repair: {{ask: How soon?, default: 15 min}}
  all: {{ask: How soon each?, default: {{by: class, repair: 3 d, wish: 7 d}}}}
forms:
  request: {{title: Request, at: none, questions: {{class: {{ask: Class?, answers: {{repair: Repair, wish: Wish}}}}}}}}
rules:
  one:
    title: One
    kind: deadline
    form: request
    within:
      by: class
      repair: {{parameter: repair}}
      wish: 7 d
    credit: project
    points: 50
  two: {{title: Two, kind: deadline, form: request, within: {{parameter: all}}, credit: project, points: 50}}
"""
ANSWERED = "ruleset: {name}\nedition: 2026-10-01\nextends: limited\nset:\n{answers}\n"


@pytest.mark.parametrize(
    ("answers", "place", "key"),
    [
        ("  all: {by: class, repair: 1 d}\n  repair: 48 hourz", "own.yaml:6:11", "rules.one.within.repair"),
        ("  repair: {2026-01-01: 48 x}", "own.yaml:5:24", "rules.one.within.repair"),
        ("  all:\n    by: class\n    repair: 1 d\n    wish: 2 dayz", "own.yaml:8:11", "rules.two.within.wish"),
        ("  all: 3 q", "own.yaml:5:8", "rules.two.within"),
    ],
    ids=["scalar", "dated", "mapping", "whole"],
)
def test_a_wrong_answer_of_an_overlay_is_told_at_its_own_line(
    found: tuple[Shelf, Shelf], answers: str, place: str, key: str
) -> None:
    own, shipped = found
    write(shipped, "limited", LIMITED)
    file = write(own, "own", ANSWERED, answers=answers)
    with pytest.raises(RulesetError) as caught:
        read_ruleset(file, found, known_kinds().settings())
    (problem,) = caught.value.problems
    assert (str(problem.place), problem.message.partition(":")[0]) == (place, key)
    assert problem.message_zh.startswith(f"{key}：")


def test_a_wrong_answer_of_the_ruleset_itself_is_told_at_the_line_of_the_answer(found: tuple[Shelf, Shelf]) -> None:
    file = write(found[0], "limited", LIMITED.replace("wish: 7 d\n    credit", "wish: 7 dayz\n    credit"))
    with pytest.raises(RulesetError, match=r"limited.yaml:17:13: rules.one.within.wish: ") as caught:
        read_ruleset(file, found, known_kinds().settings())
    assert len(caught.value.problems) == 1
