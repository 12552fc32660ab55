"""The rulesets of the published data sets pass their cases, and their schemes and mappings fit them."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from inspect_core.bootstrap import registry_of
from inspect_core.host.loader import Installed
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.mapping import bind_mapping
from inspect_core.language.reader import read_file
from inspect_core.language.rule import Ruleset
from inspect_core.language.scheme import bind_scheme
from inspect_core.testing.cases import Case, case_files, read_cases, run_case

STANDARDS = Path(__file__).resolve().parents[2] / "docs" / "real-data"
MAPPINGS = sorted(STANDARDS.glob("*/mapping*.yaml"))
FOLDERS = sorted({path.parent for path in MAPPINGS})
sys.path.append(str(STANDARDS / "plugin" / "src"))
ENTRY = EntryPoint("open_data", "inspect_core_open_data.plugin", "inspect_core")
KINDS = registry_of([Installed("inspect-core-open-data", "0.1.0", (ENTRY,))]).kinds


def rulesets(folder: Path) -> dict[str, Ruleset]:
    found = (bind_ruleset(read_file(file), KINDS.settings()) for file in sorted((folder / "rulesets").glob("*.yaml")))
    return {ruleset.id: ruleset for ruleset in found}


def cases() -> list[tuple[Path, Case]]:
    return [
        (folder, case) for folder in FOLDERS for file in case_files([folder / "rulesets"]) for case in read_cases(file)
    ]


@pytest.mark.parametrize(("folder", "case"), cases(), ids=lambda value: value.name)
def test_a_case_of_the_standards_passes(folder: Path, case: Case) -> None:
    ruleset = rulesets(folder)[case.rule.partition("/")[0]]
    assert run_case(case, ruleset, KINDS).wrong == ()


@pytest.mark.parametrize("file", MAPPINGS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_scheme_and_mapping_fit_the_rulesets(file: Path) -> None:
    folder = file.parent
    known = rulesets(folder)
    (scheme,) = (folder / "rulesets" / "schemes").glob("*.yaml")
    bind_scheme(read_file(scheme), set(known))
    mapping = bind_mapping(read_file(file)).text
    assert mapping.observations is not None
    form = next(found for ruleset in known.values() for found in ruleset.forms.values())
    assert mapping.observations.form == form.id
    assert set(mapping.observations.answers) == {question.id for question in form.questions}
