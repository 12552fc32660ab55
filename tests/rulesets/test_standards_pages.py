"""The pages about the shipped standards list what is shipped; the full scheme weighs all of it; the overlays do as they say."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inspect_core.app.differences import Difference
from inspect_core.app.overlays import effective, read_ruleset, whole
from inspect_core.app.settings import RuleSettings
from inspect_core.app.shelves import beside, shelves
from inspect_core.app.standards import Standards, load_standards
from inspect_core.bootstrap import registry_of
from inspect_core.domain.text import Text
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.rule import Ruleset
from inspect_core.shipped import shipped
from inspect_core.testing.cases import Case, case_files, read_cases
from inspect_core.testing.collected import check
from inspect_core.testing.covered import cover
from tests.pages import page_text
from tests.standards import PAGES, ROOT, rewritten, standards

OVERLAYS = ROOT / "docs" / "overlays"
KINDS = registry_of().kinds
ANOTHER_LEVEL = re.compile(r"-grade-[23]$")
BESIDES = {
    "residential-grade"
}  # the grade standard as one text: its parts are weighed as cleaning, security, engineering


@pytest.mark.parametrize("page", PAGES)
def test_the_page_lists_every_standard_and_rule_as_it_is_today(page: str) -> None:
    assert page_text(page) == rewritten(page), "run: python -m tests.standards"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("ruleset", standards(), ids=lambda one: one.id)
def test_no_rule_is_missing_from_the_page(ruleset: Ruleset, page: str) -> None:
    text = page_text(page)
    assert f"### `{ruleset.id}` " in text
    assert [rule.id for rule in ruleset.rules if f"| `{rule.id}` " not in text] == []


def full_scheme() -> Standards:
    """The full scheme over every ruleset that it is there to weigh."""
    names = tuple(one.id for one in standards() if not ANOTHER_LEVEL.search(one.id) and one.id not in BESIDES)
    settings = RuleSettings(rulesets=names, scheme="residential-full")
    return load_standards(settings, shelves(None, ()), KINDS)


def test_the_full_scheme_weighs_every_standard_for_the_project() -> None:
    found = full_scheme()
    project = found.scheme.text.project
    assert project is not None
    assert {one.id for one in found.rulesets} - set(project.weights) == set()


def test_the_full_scheme_appraises_the_roles_of_the_small_one() -> None:
    small = load_standards(
        RuleSettings(rulesets=("etiquette", "patrol", "cleaning-grade-1", "security-grade-1"), scheme="residential"),
        shelves(None, ()),
        KINDS,
    )
    full = full_scheme().scheme.text
    assert set(full.roles) == set(small.scheme.text.roles)
    assert full.bands == small.scheme.text.bands


# ---------------------------------------------------------------- the overlays of the page


@cache
def overlay(name: str) -> Ruleset:
    file = OVERLAYS / f"{name}.yaml"
    return read_ruleset(file, beside(file, shelves(None, ())), KINDS.settings())


def overlay_cases() -> list[Case]:
    return [case for file in case_files([OVERLAYS]) for case in read_cases(file)]


def files() -> list[Path]:
    return sorted(OVERLAYS.glob("*.yaml"))


@pytest.mark.parametrize("case", overlay_cases(), ids=lambda case: f"{case.rule}: {case.name}")
def test_a_case_of_an_overlay(case: Case) -> None:
    check(case, overlay(case.rule.partition("/")[0]), KINDS)


@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_every_overlay_has_cases_and_lies_over_a_shipped_ruleset(file: Path) -> None:
    assert any(case.rule.startswith(f"{file.stem}/") for case in overlay_cases())
    (parent,) = (layer.split()[0] for layer in overlay(file.stem).layers)
    assert (shipped("rulesets") / f"{parent}.yaml").is_file()


@pytest.mark.parametrize(
    "file", [*sorted(shipped("rulesets").glob("*.yaml")), *sorted(OVERLAYS.glob("*.yaml"))], ids=lambda file: file.stem
)
def test_the_cases_try_every_rule_in_every_way(file: Path) -> None:
    cases = sorted((file.parent / "cases" / file.stem).glob("*.yaml"))
    found = cover(file, cases, shelves(None, ()), KINDS.settings())
    assert [one for one in found.rules if not one.whole] == []
    assert found.strays == ()


CHOICES = [
    (one.id, name, choice)
    for one in standards()
    if not one.layers
    for name, parameter in one.parameters.items()
    for choice in parameter.choices
]


@pytest.mark.parametrize(("ruleset", "parameter", "choice"), CHOICES)
def test_every_choice_of_an_open_question_makes_a_ruleset(ruleset: str, parameter: str, choice: str) -> None:
    text = f"ruleset: own\nedition: 2027-01-01\nextends: {ruleset}\ntitle: own\nset: {{{parameter}: {choice}}}\n"
    own = whole(read_text(text), OVERLAYS / "own.yaml", shelves(None, ()))
    assert bind_ruleset(own, KINDS.settings()).parameters[parameter].answer == choice


def test_what_an_overlay_does_not_name_stays_as_it_is() -> None:
    own, parent = overlay("lakeside-requests"), {one.id: one for one in standards()}["requests"]
    before = {rule.id: rule.settings.model_dump() for rule in parent.rules}
    after = {rule.id: rule.settings.model_dump() for rule in own.rules}
    assert set(before) - set(after) == {"saturday-log"}
    assert {name for name in after if after[name] != before[name]} == {
        "response-limit",
        "first-time-resolution",
    }
    assert own.windows["before-end-of-work"].hours == "12:00-17:30"


def test_what_an_overlay_leaves_out_is_told_as_what_it_was() -> None:
    files = (shipped("rulesets") / "requests.yaml", OVERLAYS / "lakeside-requests.yaml")
    old, new = (effective(file, beside(file, shelves(None, ()))) for file in files)
    between = Difference(old, new, {})
    gone = [between.sentence(change) for change in between.changes if change.rule == "saturday-log"]
    assert gone == [Text(zh="取消条款（原仅作提示）", en="the rule is gone (it was advice only)")]
    back = Difference(new, old, {})
    came = [back.sentence(change) for change in back.changes if change.rule == "saturday-log"]
    assert came == [Text(zh="新增条款，仅作提示", en="a new rule, advice only")]


def test_the_survey_asks_thirty_one_questions_in_five_modules() -> None:
    survey = {one.id: one for one in standards()}["survey"]
    (index,) = (rule for rule in survey.rules if rule.id == "satisfaction-index")
    asked = [question for form, question in index.settings.questions(index.id) if form == "survey"]
    modules = [question.ask.zh.partition("：")[0] for question in asked]
    assert len(asked) == len(set(asked)) == 31
    assert list(dict.fromkeys(modules)) == ["服务接待", "保洁绿化", "保安消防", "设备运行维修", "综合评价"]
    assert [choice.title.zh for choice in asked[0].choices] == ["很满意", "满意", "一般", "不太满意", "不满意"]


@pytest.mark.parametrize(
    "row", [f"{letter}{n}" for letter, last in (("V", 12), ("S", 12), ("C", 16)) for n in range(1, last + 1)]
)
def test_every_row_on_visits_surveys_and_requests_is_a_rule(row: str) -> None:
    elsewhere = {"S9": "analyse", "S10": "analyse", "S11": "a rule for reports"}
    clauses = {
        word for one in standards() for rule in one.rules for word in re.split(r",\s*", rule.settings.clause or "")
    }
    assert (row in clauses) != (row in elsewhere)


@pytest.mark.parametrize(
    ("form", "method", "sizes"),
    [("expectation-gap", "gap", [1] * 5), ("kano", "kano", [1] * 6), ("servqual", "servqual", [4, 5, 4, 4, 5])],
)
def test_every_question_of_a_form_for_an_analysis_is_read_by_it(form: str, method: Any, sizes: list[int]) -> None:
    survey = {one.id: one for one in standards()}["survey"]
    pairs = survey.analyses[form][method].pairs
    assert [len(found) for found in pairs.values()] == sizes
    read = [name for found in pairs.values() for pair in found for name in pair]
    assert read == [question.id for question in survey.forms[form].questions]
