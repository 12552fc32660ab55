"""Who looked at whose scores: a chain of its own for each month, beside the journal, so that reading never moves the truth.

DIR/access/2026-10 holds a journal like the project's own.  A month's first event names the last one of the month
before, so that none can be taken out between two others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from inspect_core.api import ACCESS_NOTED, Draft, ErrorPlace, Event, IntegrityError, Json, Problem, UsageError
from inspect_core.storage.create import create_journal
from inspect_core.storage.disk import Disk, refused_by_disk
from inspect_core.storage.journal import FileJournal

PATIENCE: Final = 2.0  # seconds; a reader does not wait long for the note to be taken
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_BEFORE: Final = "before"


class AccessLog:
    """The reads of one project, by month of its own clock."""

    def __init__(self, folder: Path, project: str | None, zone: str = "UTC", *, disk: Disk | None = None) -> None:
        self.folder = folder
        self._project = project
        self._zone = ZoneInfo(zone)
        self._disk = disk or Disk()

    def note(self, actor: str, body: dict[str, Json], at: datetime) -> None:
        """One read more, on the disk when this returns; SystemFault or IntegrityError when it cannot be noted."""
        month = f"{at.astimezone(self._zone):%Y-%m}"
        if not (self.folder / month).exists():
            self._begin(month, at)
        draft = Draft(ACCESS_NOTED, str(body["what"]), body, actor)
        with self._journal(month).writing() as writer:
            writer.append([draft], at)

    def read(self) -> Iterator[Event]:
        """The reads that were noted, oldest first."""
        for month in self._months():
            yield from (event for event in self._journal(month).read() if event.kind == ACCESS_NOTED)

    def check(self) -> tuple[int, tuple[Problem, ...]]:
        """How many reads were noted, and what of the log is not as it was written."""
        count, problems = 0, []
        for month in self._months():
            try:
                journal = self._journal(month)
                count += journal.verify().seq - 1
                problems += [_of_the_log(problem, month) for problem in journal.odd()]
                problems += self._broken_link(month, next(iter(journal.read())))
            except IntegrityError as error:
                problems += [_of_the_log(problem, month) for problem in error.problems]
        return count, tuple(problems)

    def _broken_link(self, month: str, first: Event) -> list[Problem]:
        """Whether the month begins where the month before it ended or later had more."""
        said = first.body.get(_BEFORE)
        earlier = [one for one in self._months() if one < month]
        if said is None:
            return [_gap(month)] if earlier else []
        name, seq, digest = str(said).split(":")
        if name not in earlier:
            return [_gap(month)]
        return [] if self._journal(name).hash_at(int(seq)) == digest else [_gap(month)]

    def _begin(self, month: str, at: datetime) -> None:
        """The chain of a month, begun with the end of the one before."""
        body: dict[str, Json] = {"log": "access", "month": month}
        earlier = [one for one in self._months() if one < month]
        if earlier:
            body[_BEFORE] = f"{earlier[-1]}:{self._journal(earlier[-1]).head().anchor}"
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            create_journal(self.folder / month, self._project or "", body, actor="access", at=at, disk=self._disk)
        except OSError as error:
            raise refused_by_disk(self.folder, error) from error
        except UsageError:  # another process began it just now
            return

    def _journal(self, month: str) -> FileJournal:
        return FileJournal(self.folder / month, project=self._project, disk=self._disk, patience=PATIENCE)

    def _months(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if _MONTH.fullmatch(path.name))


def _of_the_log(problem: Problem, month: str) -> Problem:
    """The problem with a place that says it is the log's, not the journal's."""
    line = problem.place.line if problem.place else None
    file = problem.place.file.rpartition("/")[2] if problem.place and problem.place.file else ""
    place = ErrorPlace(file=f"access/{month}/{file}", line=line)
    return Problem(problem.code, problem.message, place, _BACKUP, problem.message_zh, _BACKUP_ZH)


def _gap(month: str) -> Problem:
    return Problem(
        "E-ACCESS-GAP",
        "this month of the access log does not continue the one before it",
        ErrorPlace(file=f"access/{month}"),
        _BACKUP,
        "该月的查阅记录与上月不相连",
        _BACKUP_ZH,
    )


_BACKUP: Final = "put the access folder back from a backup; scores are not concerned"
_BACKUP_ZH: Final = "请从备份恢复 access 文件夹；得分不受影响"
