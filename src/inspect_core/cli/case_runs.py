"""Running the cases beside rulesets, for `rules test`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_core.app.overlays import read_ruleset
from inspect_core.app.shelves import SHIPPED, Shelf, beside
from inspect_core.cli.found import found_shelves
from inspect_core.cli.session import Session
from inspect_core.engine.kind import Kinds
from inspect_core.language.rule import Ruleset
from inspect_core.testing.cases import Case, read_cases, run_case
from inspect_core.testing.covered import inherited
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


@dataclass(frozen=True)
class Tested:
    """A ruleset file and the case files written for it; not `whole` where only some of them were asked for."""

    file: Path
    cases: tuple[Path, ...]
    whole: bool = True

    @classmethod
    def of(cls, file: Path, folders: Iterable[Path]) -> Tested:
        """The case files in `folders`; of two with one name the first counts."""
        found: dict[str, Path] = {}
        for folder in folders:
            for case in sorted(folder.glob("**/*.yaml")):
                found.setdefault(case.relative_to(folder).as_posix(), case)
        return cls(file, tuple(found[name] for name in sorted(found)))


def run_all(tested: Iterable[Tested], found: Sequence[Shelf], kinds: Kinds, watch: Callable[[str], object]) -> Runs:
    """The cases of each ruleset; `found` are the shelves of what they extend, `watch` hears which one is being tested."""
    runs: list[Run] = []
    without: list[str] = []
    for one in tested:
        watch(one.file.stem)
        ruleset = read_ruleset(one.file, beside(one.file, found), kinds.settings())
        own = list(_runs(one, ruleset, kinds))
        tried = {run.case.rule for run in own} | inherited(one.file, found, kinds.settings())
        without += [rule.name for rule in ruleset.rules if one.whole and rule.name not in tried]
        runs += own
    return Runs(tuple(runs), tuple(without))


def _runs(tested: Tested, ruleset: Ruleset, kinds: Kinds) -> Iterator[Run]:
    for file in tested.cases:
        for case in read_cases(file):
            yield Run(case, file, ruleset, run_case(case, ruleset, kinds).wrong)


def chosen_rulesets(session: Session, named: tuple[Path, ...]) -> list[Tested]:
    """The ruleset files somebody named, or those of the project, or those that come with the program.

    A ruleset of the project is tested with the cases of the project, of its plugins and of the program together.
    """
    if named:
        return [one for path in named for one in _at(session, path)]
    if not session.has_project:
        folder = next(shelf.folder for shelf in found_shelves(session) if shelf.owner == SHIPPED)
        return [Tested.of(file, [folder / "cases" / file.stem]) for file in sorted(folder.glob("*.yaml"))]
    folders = [shelf.folder for shelf in found_shelves(session)]
    return [_of_project(ruleset.id, folders) for ruleset in session.app.standards.rulesets]


def _at(session: Session, path: Path) -> list[Tested]:
    """The rulesets in a folder or the one in a file; where cases are named, those cases of their rulesets."""
    whole = path.resolve()
    folder = next((above for above in (whole, *whole.parents[:2]) if above.name == "cases"), None)
    if folder is None:
        files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        return [Tested.of(file, [file.parent / "cases" / file.stem]) for file in files]
    named = whole.relative_to(folder).parts[:1] or sorted(found.name for found in folder.iterdir() if found.is_dir())
    tested = [Tested.of(_ruleset(session, folder.parent, id), [folder / id]) for id in named]
    within = [tuple(case for case in one.cases if case.is_relative_to(whole)) for one in tested]
    return [Tested(one.file, cases, whole=False) for one, cases in zip(tested, within, strict=True)]


def _ruleset(session: Session, folder: Path, id: str) -> Path:
    """The ruleset that cases are written for: the one beside them, else the one that the project or program has."""
    files = [folder / f"{id}.yaml", *(shelf.folder / f"{id}.yaml" for shelf in found_shelves(session))]
    return next((file for file in files if file.is_file()), files[0])


def _of_project(id: str, folders: list[Path]) -> Tested:
    """A project that changed a standard answers for its own cases; whoever took it as it is has those written for it."""
    files = [folder / f"{id}.yaml" for folder in folders if (folder / f"{id}.yaml").is_file()]
    text = files[0].read_bytes()
    same = {file.parent for file in files if file.read_bytes() == text}
    first = folders[0]  # the project's own cases count for standards of others too
    return Tested.of(files[0], [folder / "cases" / id for folder in folders if folder in same or folder == first])
