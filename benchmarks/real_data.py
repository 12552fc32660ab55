"""Scores published sets of inspections, requests, surveys and rounds, and prints how many of their results we reproduce.

    python benchmarks/real_data.py [FOLDER] [--all]

FOLDER (or the variable INSPECT_REAL_DATA, or ../shared/data beside the repository) holds the folders of DATA_SETS.
Each is imported into a project of its own in a temporary folder, by the rulesets, mappings and readers of
docs/real-data, and scored: three sets visit by visit here, the others figure by figure (real_figures.py, and
real_forms.py for forms). --all lists every result that stays unexplained. The exit status is 1 where fewer agree than
should, and 0 where there is no data to try.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from real_figures import FIGURES, Compared
from real_forms import FORMS
from real_project import ROOT, STANDARDS, Source, Standard, imported, project

from inspect_core.app.visit_views import visit_view
from inspect_core.domain.exact import milli
from inspect_core.language.scheme import Scheme

SHOWN: Final = 10  # of the unexplained results
ALL: Final = "--all"
View = Mapping[str, Any]


@dataclass(frozen=True)
class DataSet:
    """One published set: its folder, its standards, how its file is made, and what the official result is called."""

    folder: str
    standards: str
    ruleset: str
    zone: str
    source: Callable[[Path], Source]
    compared: Mapping[str, Callable[[View], str | None]]  # the question with the official result -> ours
    least: float  # per cent of the official results that must be reproduced
    bands: tuple[str, str] | None = None  # the questions with the official score and its band


@dataclass(frozen=True)
class Difference:
    """One official result that was not reproduced."""

    visit: View
    answers: View
    question: str
    official: str
    ours: str | None

    def __str__(self) -> str:
        """Where, when, both results, and what was recorded."""
        place = self.visit["place"]
        recorded = ", ".join(
            f"{name} {said}" for name, said in self.answers.items() if not name.startswith("official-")
        )
        ours = "none" if self.ours is None else self.ours
        where = f"{self.visit['day']} {place['id']} {place['name']}"
        return (
            f"{where}: {self.question} {self.official}, ours {ours}; recorded: {recorded or 'nothing that is judged'}"
        )


@dataclass(frozen=True)
class Agreement:
    """How many official results there are, and which of them were not reproduced."""

    visits: int
    official: Mapping[str, int]
    differences: tuple[Difference, ...]
    bands: tuple[int, int] | None  # how many official bands the scheme's bands make of the official scores, of how many

    def share(self, question: str) -> float:
        """Per cent of the official results of a question that were reproduced."""
        return 100 * self.agreed(question) / self.official[question]

    def agreed(self, question: str) -> int:
        """How many were reproduced."""
        return self.official[question] - sum(found.question == question for found in self.differences)


def toronto(folder: Path) -> Source:
    """The file as it is."""
    return Source("raw_data.csv", (folder / "raw_data.csv").read_bytes())


def norwich(folder: Path) -> Source:
    """The file as it is."""
    return Source("FHRS232en-GB.xml", (folder / "FHRS232en-GB.xml").read_bytes())


def san_francisco(folder: Path) -> Source:
    """The three files packed as the feed they were taken from."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("businesses.csv", "inspections_plus.csv", "violations_plus.csv"):
            archive.writestr(zipfile.ZipInfo(name), (folder / name).read_bytes())
    return Source("lives.zip", packed.getvalue())


def score(visit: View) -> str | None:
    """The score of a visit, of 100."""
    found: str | None = visit["score"]
    return found


def grade(visit: View) -> str | None:
    """The band of the scheme."""
    found: str | None = visit["grade"]
    return found


DATA_SETS: Final = (
    DataSet(
        "toronto_abs_2017_2022", "toronto", "building-condition", "America/Toronto", toronto,
        {"official-score": score, "official-action": grade}, 99.98, ("official-score", "official-action"),
    ),
    DataSet("fhrs_norwich_2026", "norwich", "food-hygiene", "Europe/London", norwich, {"official-rating": grade}, 100),
    DataSet(
        "sf_food_inspections", "san-francisco", "restaurant", "America/Los_Angeles", san_francisco,
        {"official-score": score}, 97.9,
    ),
)  # fmt: skip


def agreement(data: DataSet, folder: Path, workplace: Path) -> Agreement:
    """The set imported, scored visit by visit and compared with its official results."""
    own = STANDARDS / data.standards
    app = project(workplace / data.standards, Standard(own, data.ruleset, data.standards, data.zone))
    period = imported(app, own / "mapping.yaml", [data.source(folder)])
    visits = visit_view(app, period)["visits"]
    records = app.store.facts.observations(period.first, period.last, with_private=True)
    official = {record["id"]: record["answers"] for record in records}
    given = {name: sum(name in answers for answers in official.values()) for name in data.compared}
    bands = _bands(app.standards.scheme, official.values(), data)
    return Agreement(len(visits), given, tuple(_differences(visits, official, data)), bands)


def _bands(scheme: Scheme, official: Collection[View], data: DataSet) -> tuple[int, int] | None:
    """The bands tried on the official scores, whatever our own scores are."""
    if data.bands is None:
        return None
    value, band = data.bands
    return sum(scheme.grade(milli(answers[value])) == answers[band] for answers in official), len(official)


def _differences(visits: list[View], official: Mapping[str, View], data: DataSet) -> Iterator[Difference]:
    for visit in visits:
        for question, ours in data.compared.items():
            answers = official[visit["observation"]]
            said = answers.get(question)
            if said is not None and said != ours(visit):
                yield Difference(visit, answers, question, said, ours(visit))


def told(data: DataSet, found: Agreement, shown: int) -> Iterator[str]:
    """The line of the set, and the results that stay unexplained: so many of them, and how many there are."""
    parts = [
        f"{name} {found.agreed(name):,} of {found.official[name]:,} ({found.share(name):.2f} %)"
        for name in found.official
    ]
    if found.bands:
        parts.append("bands of the official scores {:,} of {:,}".format(*found.bands))
    yield f"{data.folder}: {found.visits:,} visits; {'; '.join(parts)}"
    for difference in found.differences[:shown]:
        yield f"  unexplained: {difference}"
    if len(found.differences) > shown:
        yield f"  and {len(found.differences) - shown} more, {len(found.differences)} in all: --all lists them"


COUNTED: Final[Mapping[str, Callable[[Path, Path], Compared]]] = {**FIGURES, **FORMS}
NAMES: Final = (*(data.folder for data in DATA_SETS), *COUNTED)


def counted(name: str, found: Compared, shown: int) -> Iterator[str]:
    """The same for a set whose figures are counted: what agrees, what is worth knowing, what differs."""
    parts = [f"{what} {agreed:,} of {of:,}" for what, (agreed, of) in found.figures.items()]
    yield f"{name}: {'; '.join([*parts, *([found.told] if found.told else [])])}"
    yield from (f"  unexplained: {difference}" for difference in found.differences[:shown])
    if len(found.differences) > shown:
        yield f"  and {len(found.differences) - shown} more, {len(found.differences)} in all: --all lists them"


def data_folder(arguments: list[str]) -> Path | None:
    """Where the data is: named on the command line, by the variable, or beside the repository."""
    named = arguments[0] if arguments else os.environ.get("INSPECT_REAL_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if any((folder / name).is_dir() for name in NAMES) else None


def main(arguments: list[str]) -> int:
    """Prints the agreement of every set that is there."""
    folder = data_folder([argument for argument in arguments if argument != ALL])
    if folder is None:
        print("no data here: name its folder, or set INSPECT_REAL_DATA; nothing was tried")
        return 0
    everything = ALL in arguments
    short = [_short(name, folder, everything=everything) for name in NAMES]
    return int(any(short))


def _short(name: str, folder: Path, *, everything: bool) -> bool:
    """Tries one set and prints what came of it; whether fewer agree than should."""
    if not (folder / name).is_dir():
        print(f"{name}: not there, not tried")
        return False
    with tempfile.TemporaryDirectory() as workplace:
        if name in COUNTED:
            figures = COUNTED[name](folder / name, Path(workplace))
            print(*counted(name, figures, len(figures.differences) if everything else SHOWN), sep="\n")
            return not figures.all_agree
        data = next(data for data in DATA_SETS if data.folder == name)
        found = agreement(data, folder / name, Path(workplace))
    print(*told(data, found, len(found.differences) if everything else SHOWN), sep="\n")
    fewer = any(found.share(question) < data.least for question in found.official)
    return fewer or (found.bands is not None and found.bands[0] < found.bands[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
