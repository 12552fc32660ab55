"""Lets pytest collect the cases that are written beside the rules, and gives tests of kinds their small months.

A file `cases/<ruleset>/<rule>.yaml` beside `<ruleset>.yaml` is collected wherever pytest is told to look: one test a
case, named by its sentence.  A failing case prints what differs and the explanation.  The fixtures `tables_of` and
`run_rule` build columns and score rules from the words of a case.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from inspect_core.engine.tables import Tables
    from inspect_core.testing.cases import CaseResult
    from inspect_core.testing.collected import CaseFile


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """The case files; every other file is left to others."""
    ruleset = ruleset_of(file_path)
    if ruleset is None:
        return None
    from inspect_core.testing.collected import CaseFile  # noqa: PLC0415 - other people's test runs load no columns

    return CaseFile.of(parent, file_path, ruleset)


def ruleset_of(file: Path) -> Path | None:
    """The ruleset that a case file belongs to: `X/cases/patrol/…/rounds.yaml` to `X/patrol.yaml`, if that exists."""
    if file.suffix != ".yaml" or "cases" not in file.parts[:-1]:
        return None
    cases = next(folder for folder in file.parents if folder.name == "cases")
    ruleset = cases.parent / f"{Path(file.relative_to(cases).parts[0]).stem}.yaml"
    return ruleset if ruleset.is_file() else None


@pytest.fixture
def tables_of() -> Callable[..., Tables]:
    """Builds the columns that a kind reads from the words of a rule case.

    `tables_of(people=…, places=…, shifts=…, roster=…, seen=…, missing=…, day="2026-10-08", forms={…})`.
    """
    from inspect_core.testing.collected import tables_of_case  # noqa: PLC0415 - as above

    return tables_of_case


@pytest.fixture
def run_rule() -> Callable[[str, dict[str, Any]], CaseResult]:
    """Scores one case: `run_rule(text of a ruleset of one rule, {"day": …, "seen": …, "expect": …})`.

    All installed plugins' kinds are known.
    """
    from inspect_core.testing.collected import run_rule_case  # noqa: PLC0415 - as above

    return run_rule_case
