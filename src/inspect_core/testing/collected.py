"""Case files as pytest sees them: a file is a collector, a case is a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inspect_core.app.overlays import read_ruleset
from inspect_core.app.shelves import beside, shelves
from inspect_core.bootstrap import registry_of
from inspect_core.domain.form import Form
from inspect_core.engine.encode import encode
from inspect_core.engine.kind import Kinds
from inspect_core.engine.tables import Tables
from inspect_core.errors import InspectError, Place
from inspect_core.host.loader import installed
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.rule import Ruleset
from inspect_core.testing.cases import ZONE, Case, CaseResult, read_cases, run_case
from inspect_core.testing.month import records_of
from inspect_core.testing.told import told


@cache
def known_kinds() -> Kinds:
    """The kinds that are built in and those of every installed plugin."""
    return registry_of(installed()).kinds


class CaseFile(pytest.File):
    """A file of rule cases."""

    ruleset: Path

    @classmethod
    def of(cls, parent: pytest.Collector, path: Path, ruleset: Path) -> CaseFile:
        """The collector of a case file and the file of its ruleset."""
        found: CaseFile = cls.from_parent(parent, path=path)
        found.ruleset = ruleset
        return found

    def collect(self) -> Iterator[pytest.Item]:
        """One test for each case."""
        ruleset = _bound(self.ruleset, self.ruleset.stat().st_mtime_ns)
        for case in read_cases(self.path):
            yield CaseTest.of(self, case, ruleset)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """A refused ruleset or case file, in its own words."""
        if isinstance(excinfo.value, InspectError):
            return excinfo.value.text()
        return super().repr_failure(excinfo)


class CaseTest(pytest.Item):
    """A rule case, named by its sentence."""

    case: Case
    ruleset: Ruleset

    @classmethod
    def of(cls, parent: CaseFile, case: Case, ruleset: Ruleset) -> CaseTest:
        """The test of a case."""
        found: CaseTest = cls.from_parent(parent, name=case.name)
        found.case, found.ruleset = case, ruleset
        return found

    def runtest(self) -> None:
        """Scores the case and compares."""
        check(self.case, self.ruleset, known_kinds())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What differs and the explanation, without a traceback."""
        if isinstance(excinfo.value, CaseFailed):
            return str(excinfo.value)
        if isinstance(excinfo.value, InspectError):
            return excinfo.value.text()
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The file, the line the case begins on, and its sentence."""
        line = self.case.place.line
        return self.path, None if line is None else line - 1, f"{self.case.rule}: {self.case.name}"


class CaseFailed(AssertionError):
    """A case came out differently; its text says how and why."""


def check(case: Case, ruleset: Ruleset, kinds: Kinds) -> None:
    """Nothing where the case is as expected; otherwise CaseFailed with the differences and the explanation."""
    result = run_case(case, ruleset, kinds)
    if not result.passed:
        lines = [f"{case.rule}: {case.name}", *(f"  {difference}" for difference in result.wrong)]
        raise CaseFailed("\n".join([*lines, "", told(case, ruleset, kinds)]))


@cache
def _bound(file: Path, changed: int) -> Ruleset:
    """The ruleset of a file as it was at a time; read once for all its cases."""
    return read_ruleset(file, beside(file, shelves(None, ())), known_kinds().settings())


def tables_of_case(*, forms: Mapping[str, Form] | None = None, **words: Any) -> Tables:
    """Columns from the words of a case: people, places, shifts, roster, seen, missing, day."""
    known = dict(forms or {})
    return encode(records_of({}, {"day": "2026-10-08", **words}, known, ZONE), known, ZONE)


def run_rule_case(text: str, body: Mapping[str, Any]) -> CaseResult:
    """One case of a ruleset with one rule, scored."""
    ruleset = bind_ruleset(read_text(text), known_kinds().settings())
    case = Case(ruleset.rules[0].name, str(body.get("name", "a case")), Place(), {}, {"day": "2026-10-08", **body})
    return run_case(case, ruleset, known_kinds())
