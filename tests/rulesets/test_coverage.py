"""Every row of the documents is a rule with cases or has its reason, and the page about it is as it should be."""

from __future__ import annotations

from functools import cache

import pytest

from inspect_core.language.reader import read_file
from inspect_core.shipped import shipped
from inspect_core.testing.cases import case_files, read_cases
from tests.coverage import PAGE, answered, page, sections
from tests.standards import standards

COUNTS = {"A1": 15, "A2": 9, "A3": 12, "A4": 12, "A5": 16, "A6": 3, "A7": 4, "A8": 10, "B1": 21}


@cache
def rules() -> dict[str, list[tuple[str, str]]]:
    return answered(standards())


def rows() -> dict[str, dict[str, dict[str, str]]]:
    return {row: body for found in sections().values() for row, body in found["rows"].items()}


def test_the_page_says_what_the_rulesets_say_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.coverage"


def test_no_row_of_the_documents_was_forgotten() -> None:
    assert {id: len(body["rows"]) for id, body in sections().items()} == COUNTS


def test_every_row_is_a_rule_or_has_a_reason_and_never_both() -> None:
    assert {row for row, body in rows().items() if (row in rules()) == ("no_rule" in body)} == set()


def test_every_rule_that_answers_a_row_has_cases() -> None:
    tried = {case.rule for file in case_files([shipped("rulesets")]) for case in read_cases(file)}
    assert {name for row in rows() for name, _ in rules().get(row, [])} - tried == set()


def test_every_rule_says_where_it_is_from_and_how_well_that_is_known() -> None:
    bare = [
        rule.name for one in standards() for rule in one.rules if not (rule.settings.source and rule.settings.status)
    ]
    assert bare == []


def test_courtesy_counts_in_everybodys_month_as_the_plan_asks() -> None:
    scheme = read_file(shipped("rulesets") / "schemes" / "residential.yaml").plain
    assert [role for role, body in scheme["roles"].items() if "etiquette" not in body["weights"]] == []


@pytest.mark.parametrize("name", ["residential", "residential-full"])
def test_the_three_awards_of_the_papers_are_in_the_shipped_schemes(name: str) -> None:
    scheme = read_file(shipped("rulesets") / "schemes" / f"{name}.yaml").plain
    assert [award["title"]["zh"] for award in scheme["awards"].values()] == ["微笑天使", "保安之星", "优秀保洁员"]
