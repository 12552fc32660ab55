"""Where the standards of a project come from: its own folder, then its plugins, then the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_core.app.settings import RuleSettings
from inspect_core.app.shelves import PROJECT, SHIPPED, Shelf, shelves
from inspect_core.app.standards import Standards, load_standards
from inspect_core.bootstrap import registry_of
from inspect_core.errors import RulesetError
from inspect_core.shipped import shipped

KINDS = registry_of().kinds
RULES = RuleSettings(rulesets=("own",), scheme="own")
TEXT = """
ruleset: own
edition: 2026-01-01
title: {title}
forms: {{walk: {{title: walk, at: post}}}}
rules:
  walks: {{title: walks, kind: frequency, counts: walk, by: guard, per: [person, day], at_least: 1, points: 100}}
"""
SCHEME = "scheme: own\nedition: 2026-01-01\ntitle: own\nroles: {guard: {weights: {own: 100}}}\nbands: {A: 0}\n"


def shelf(tmp_path: Path, owner: str, title: str | None = None) -> Shelf:
    folder = tmp_path / owner
    (folder / "schemes").mkdir(parents=True)
    if title is not None:
        (folder / "own.yaml").write_text(TEXT.format(title=title), encoding="utf-8")
    (folder / "schemes" / "own.yaml").write_text(SCHEME, encoding="utf-8")
    return Shelf(owner, folder)


def title(*found: Shelf) -> str:
    return load_standards(RULES, found, KINDS).rulesets[0].title.en


def refused(*found: Shelf) -> RulesetError:
    with pytest.raises(RulesetError) as error:
        load_standards(RULES, found, KINDS)
    return error.value


def test_the_projects_own_text_wins(tmp_path: Path) -> None:
    assert title(shelf(tmp_path, PROJECT, "mine"), shelf(tmp_path, "acme", "theirs")) == "mine"


def test_without_one_the_plugins_text_is_taken_before_the_programs(tmp_path: Path) -> None:
    assert title(shelf(tmp_path, PROJECT), shelf(tmp_path, "acme", "theirs"), shelf(tmp_path, SHIPPED, "x")) == "theirs"


def test_the_same_text_twice_is_one_text(tmp_path: Path) -> None:
    first, second = shelf(tmp_path, "acme-a", "same"), shelf(tmp_path, "acme-b", "same")
    file = second.folder / "own.yaml"
    file.write_text("# another comment\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert title(first, second) == "same"


def test_two_plugins_that_differ_are_both_named(tmp_path: Path) -> None:
    error = refused(shelf(tmp_path, "acme-a", "one"), shelf(tmp_path, "acme-b", "other"))
    assert error.code == "E-RULE-TWICE"
    assert "acme-a" in error.message
    assert "acme-b" in error.message


def test_a_ruleset_nobody_has_lists_those_there_are(tmp_path: Path) -> None:
    error = refused(shelf(tmp_path, PROJECT), Shelf(SHIPPED, shipped("rulesets")))
    assert error.code == "E-RULE-NONE"
    assert "patrol" in error.hint


def test_a_file_says_what_it_is_named(tmp_path: Path) -> None:
    own = shelf(tmp_path, PROJECT, "mine")
    file = own.folder / "own.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("ruleset: own", "ruleset: other"), encoding="utf-8")
    assert refused(own).code == "E-RULE-NAME"


def test_a_rule_that_counts_a_form_nobody_has_is_refused(tmp_path: Path) -> None:
    own = shelf(tmp_path, PROJECT, "mine")
    file = own.folder / "own.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("counts: walk", "counts: wakl"), encoding="utf-8")
    error = refused(own)
    assert (error.code, error.hint) == ("E-RULE-FORM", "did you mean walk?")
    assert error.place is not None
    assert error.place.line == 7


def test_a_form_in_two_rulesets_has_one_text(tmp_path: Path) -> None:
    own = shelf(tmp_path, PROJECT, "mine")
    other = TEXT.format(title="x").replace("ruleset: own", "ruleset: other").replace("title: walk,", "title: run,")
    (own.folder / "other.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(RulesetError, match="E-RULE-FORM-TWICE"):
        load_standards(RuleSettings(rulesets=("own", "other"), scheme="own"), [own], KINDS)


def test_a_scheme_that_weighs_a_ruleset_nobody_chose_is_refused(tmp_path: Path) -> None:
    own = shelf(tmp_path, PROJECT, "mine")
    scheme = own.folder / "schemes" / "own.yaml"
    scheme.write_text(SCHEME.replace("{own: 100}", "{own: 60, patrol: 40}"), encoding="utf-8")
    assert refused(own).code == "E-SCHEME-RULESET"


def test_own_calendars_are_read_and_a_slip_in_one_is_told(tmp_path: Path) -> None:
    own = shelf(tmp_path, PROJECT, "mine")
    (own.folder / "calendars").mkdir()
    file = own.folder / "calendars" / "2027.yaml"
    file.write_text("calendar: c\nedition: 2026-11-01\ntitle: c\ndays: {2027-01-01: rest}\n", encoding="utf-8")
    found: Standards = load_standards(RULES, [own], KINDS)
    assert [(calendar.id, list(calendar.days.values())) for calendar in found.calendars] == [("c", [False])]
    file.write_text("calendar: c\nedition: 2026-11-01\ntitle: c\ndays: {2027-01-01: holiday}\n", encoding="utf-8")
    assert refused(own).place is not None


def test_shelves_stand_in_the_order_in_which_they_are_looked_through(tmp_path: Path) -> None:
    found = [one.owner for one in shelves(tmp_path, [("acme", tmp_path)])]
    assert found == [PROJECT, "acme", SHIPPED]
    assert [one.owner for one in shelves(None, ())] == [SHIPPED]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("complete: [lamps]", "did you mean lamp?"),
        ("where: {answered: {remark: [fine]}}", "its forms ask: lamp"),
        ("where: {answered: {lamp: [yess]}}", "did you mean yes?"),
        ("where: {not_answered: {lamp: [broken]}}", "its answers: yes, no"),
    ],
    ids=["misspelt", "of a type whose words are not compared", "a misspelt answer", "an answer nobody can give"],
)
def test_a_rule_that_reads_what_nobody_is_asked_is_refused(tmp_path: Path, more: str, said: str) -> None:
    own = shelf(tmp_path, PROJECT, "mine")
    questions = "questions: {lamp: {ask: lamp, answers: yes_no}, remark: {ask: remark, type: text}}"
    text = TEXT.format(title="mine").replace("at: post", f"at: post, {questions}")
    (own.folder / "own.yaml").write_text(text.replace("counts: walk,", f"counts: walk, {more},"), encoding="utf-8")
    (problem,) = refused(own).problems
    assert problem.code == "E-RULE-ASKED"
    assert problem.hint == said
    (own.folder / "own.yaml").write_text(text.replace("counts: walk,", "counts: walk, complete: [lamp],"), "utf-8")
    assert title(own) == "mine"


@pytest.mark.parametrize(("at", "found"), [("", False), ("at: post", True)])
def test_those_on_duty_are_looked_for_where_the_form_of_another_ruleset_is_filled_in(
    at: str, found: bool, tmp_path: Path
) -> None:
    mine = shelf(tmp_path, PROJECT, "mine")
    head = "edition: 2026-01-01\ntitle: t\n"
    rule = "{title: r, kind: deadline, form: talk, same_day: true, credit: on_duty, points: 100}"
    asks = "{title: a, kind: checklist, form: talk, ask: a, credit: project, points: 100}"
    texts = {
        "own": f"ruleset: own\n{head}rules:\n  r: {rule}\n",
        "talks": f"ruleset: talks\n{head}forms: {{talk: {{title: talk, {at}}}}}\nrules:\n  a: {asks}\n",
    }
    for name, text in texts.items():
        (mine.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    settings = RuleSettings(rulesets=("own", "talks"), scheme="own")
    if found:
        assert load_standards(settings, [mine], KINDS).rulesets
        return
    with pytest.raises(RulesetError) as error:
        load_standards(settings, [mine], KINDS)
    assert [(one.code, str(one.place)) for one in error.value.problems] == [("E-RULE-CREDIT", "own.yaml:5:6")]
