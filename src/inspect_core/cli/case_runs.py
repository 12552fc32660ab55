"""Running the cases beside rulesets, for `rules test`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_core.app.standards import SHIPPED, shelves
from inspect_core.cli.session import Session
from inspect_core.engine.kind import Kinds
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_file
from inspect_core.language.rule import Ruleset
from inspect_core.testing.cases import Case, read_cases, run_case
from inspect_core.testing.told import told


@dataclass(frozen=True)
class Run:
    """One case that was run, and how it differs from what was expected."""

    case: Case
    file: Path
    ruleset: Ruleset
    wrong: tuple[str, ...]

    def explanation(self, kinds: Kinds) -> str:
        """What became of each slot."""
        return told(self.case, self.ruleset, kinds)

    def as_json(self) -> dict[str, Any]:
        """The run as plain data."""
        return {
            "rule": self.case.rule,
            "name": self.case.name,
            "file": str(self.file),
            "line": self.case.place.line,
            "passed": not self.wrong,
            "wrong": list(self.wrong),
        }


@dataclass(frozen=True)
class Runs:
    """All cases of some rulesets, and the rules that have none."""

    cases: tuple[Run, ...]
    without: tuple[str, ...]


def run_all(files: Iterable[Path], kinds: Kinds, watch: Callable[[str], object]) -> Runs:
    """The cases of each ruleset file; `watch` hears which ruleset is being tested."""
    runs: list[Run] = []
    without: list[str] = []
    for file in files:
        watch(file.stem)
        ruleset = bind_ruleset(read_file(file), kinds.settings())
        own = list(_runs(file, ruleset, kinds))
        tried = {run.case.rule for run in own}
        without += [rule.name for rule in ruleset.rules if rule.name not in tried]
        runs += own
    return Runs(tuple(runs), tuple(without))


def _runs(file: Path, ruleset: Ruleset, kinds: Kinds) -> Iterator[Run]:
    for cases in sorted((file.parent / "cases" / file.stem).glob("**/*.yaml")):
        for case in read_cases(cases):
            yield Run(case, cases, ruleset, run_case(case, ruleset, kinds).wrong)


def chosen_rulesets(session: Session, named: tuple[Path, ...]) -> list[Path]:
    """The ruleset files somebody named, or those of the project, or those that come with the program."""
    if named:
        return [file for path in named for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
    if not session.has_project:
        folder = next(shelf.folder for shelf in shelves(None, ()) if shelf.owner == SHIPPED)
        return sorted(folder.glob("*.yaml"))
    app = session.app
    found = shelves(app.folder, app.registry.ruleset_dirs)
    files = ((shelf.folder / f"{ruleset.id}.yaml" for shelf in found) for ruleset in app.standards.rulesets)
    return [next(file for file in places if file.is_file()) for places in files]
