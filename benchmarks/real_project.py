"""A project in a temporary folder with standards of docs/real-data and the plugin that reads their files."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
STANDARDS: Final = ROOT / "docs" / "real-data"
PLUGIN: Final = ("inspect-core-open-data", "0.1.0")
KINDS: Final = ("people", "places", "observations")
for source in (STANDARDS / "plugin" / "src", ROOT / "src"):
    if str(source) not in sys.path:
        sys.path.insert(0, str(source))

from inspect_core.app.imports import import_files  # noqa: E402
from inspect_core.app.init import NewProject, init_project  # noqa: E402
from inspect_core.app.month import Month  # noqa: E402
from inspect_core.app.project import App  # noqa: E402
from inspect_core.app.score import scored  # noqa: E402
from inspect_core.app.settings import FILE  # noqa: E402
from inspect_core.app.views import View, score_view  # noqa: E402
from inspect_core.bootstrap import build, create_journal  # noqa: E402
from inspect_core.domain.outcome import Outcome  # noqa: E402
from inspect_core.domain.period import Period  # noqa: E402
from inspect_core.domain.table import Source  # noqa: E402
from inspect_core.engine.explain import RuleRows, outcome, spelled  # noqa: E402
from inspect_core.host.loader import Installed  # noqa: E402
from inspect_core.language.mapping import bind_mapping  # noqa: E402
from inspect_core.language.reader import read_file  # noqa: E402


@dataclass(frozen=True)
class Standing:
    """A clock that stands still, after the last record of all sets."""

    def now(self) -> datetime:
        """The same instant always."""
        return datetime(2026, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Standard:
    """What a project is judged by: the folder with the rulesets, the ruleset, the scheme, where its clocks stand."""

    folder: Path
    ruleset: str
    scheme: str
    zone: str


def project(folder: Path, standard: Standard) -> App:
    """An empty project with the standards and the plugin that reads their files."""
    own = NewProject(
        id=standard.scheme,
        time_zone=standard.zone,
        rulesets=(standard.ruleset,),
        scheme=standard.scheme,
        language="en",
    )
    init_project(folder, own, {}, create_journal, Standing(), "benchmark")
    shutil.copytree(standard.folder / "rulesets", folder / "rulesets", dirs_exist_ok=True)
    name, version = PLUGIN
    with (folder / FILE).open("a", encoding="utf-8") as settings:
        settings.write(f'"{name}" = "{version}"\n')
    entry = EntryPoint("open_data", "inspect_core_open_data.plugin", "inspect_core")
    return build(folder, clock=Standing(), actor="benchmark", installed=[Installed(name, version, (entry,))])


def imported(app: App, mapping: Path, sources: Sequence[Source]) -> Period:
    """Everything that a mapping finds in the files; the days they cover."""
    bound = bind_mapping(read_file(mapping))
    covered: list[date] = []
    for kind in KINDS:
        if kind in bound.text.parts():
            report = import_files(app, kind, sources, mapping=bound)
            covered += [day for file in report.files for day in (file.first, file.last) if day is not None]
    return Period("all", min(covered), max(covered))


@dataclass(frozen=True)
class Found:
    """A period that was scored, rule by rule."""

    app: App
    period: Period

    @cached_property
    def month(self) -> Month:
        """The period as it was scored."""
        return scored(self.app, self.period)

    @cached_property
    def view(self) -> View:
        """The score of everybody, and of the project."""
        return score_view(self.month)

    def rows(self, rule: str) -> RuleRows:
        """The slots and judged records of a rule."""
        number = next(at for at, found in enumerate(self.month.plan.rules) if found.id == rule)
        return spelled(self.month.plan, number, self.month.ground, self.month.tables)

    def outcomes(self, rule: str) -> dict[str, Outcome]:
        """What became of each record that the rule judged."""
        found = self.rows(rule)
        known = {row["row"]: outcome(row) for row in found.rows.iter_rows(named=True)}
        names = self.month.tables.names
        return {str(names.name("visit", visit)): known[row] for row, visit, _ in found.evidence.iter_rows()}
