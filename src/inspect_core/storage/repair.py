"""What is wrong with a project folder, and of that only what is provably safe set right in place.

Safe are: an end that was never acknowledged, a torn slot of the head file beside a journal that is complete, views
that say something else than the journal. A damaged journal is left as it is: `rescue` copies its good part.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inspect_core.api import Problem
from inspect_core.storage.check import Report, verify
from inspect_core.storage.disk import Disk, refused_by_disk
from inspect_core.storage.journal import FileJournal
from inspect_core.storage.views import Views

IN_THE_JOURNAL: Final = frozenset({"N-STORE-TAIL", "E-STORE-HEAD"})
IN_THE_VIEWS: Final = frozenset({"E-VIEW-DIFFERS"})


@dataclass(frozen=True, slots=True)
class Repair:
    """What was found: set right (or to be, in a dry run), and what is still wrong."""

    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]
    events: int
    damaged: bool

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong any more."""
        return not self.left


def repair(project_dir: Path, *, project: str, zone: str, dry_run: bool = False) -> Repair:
    """A project folder looked over from the first byte to the last, and set right where that is safe.

    A dry run writes nothing. SystemFault when somebody else holds the lock or the disk refuses.
    """
    report = verify(project_dir, project=project)
    safe = _safe(report)
    if safe and not dry_run:
        _mend(project_dir, project, zone, {problem.code for problem in safe})
        report = verify(project_dir, project=project)
        left = report.problems
    else:
        left = tuple(problem for problem in report.problems if problem not in safe)
    return Repair(safe, left, report.events, report.head is None)


def _safe(report: Report) -> tuple[Problem, ...]:
    """What can be set right without losing anything that was acknowledged: nothing while the journal is damaged."""
    if report.head is None:
        return ()
    found = (*report.notices, *report.problems)
    return tuple(problem for problem in found if problem.code in IN_THE_JOURNAL | IN_THE_VIEWS)


def _mend(project_dir: Path, project: str, zone: str, codes: set[str]) -> None:
    journal = FileJournal(project_dir / "journal", project=project)
    if codes & IN_THE_JOURNAL:
        with journal.writing():  # a writer settles what is unsettled before it hands out the right to append
            pass
    if codes & IN_THE_VIEWS:
        disk = Disk()
        for path in sorted((project_dir / "views").glob("*.jsonl")):
            try:
                disk.unlink(path)
            except OSError as error:
                raise refused_by_disk(path, error) from error
        Views(project_dir / "views", journal, zone=zone).flush()
