"""Dense numbers for names, and who was on which duty at an instant."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from inspect_core.engine.ground import day_number
from inspect_core.engine.tables import EXCUSED, NONE, PLANNED, Names

_QUARTER = 900  # seconds; midnight of some places is a quarter or half past an hour of UTC


class Book:
    """Gives each name of a kind the next number, and the names back as a value."""

    def __init__(self, project: str) -> None:
        self._numbers: dict[str, dict[str, int]] = defaultdict(dict)
        self.add("project", project)

    def add(self, kind: str, name: str) -> int:
        """The number of a name, given now if it has none yet."""
        numbers = self._numbers[kind]
        return numbers.setdefault(name, len(numbers))

    def optional(self, kind: str, name: str | None) -> int:
        """The number of a name, or NONE where there is no name."""
        return self.add(kind, name) if name else NONE

    def code(self, kind: str, name: str) -> int:
        """The number of a name already known, or NONE."""
        return self._numbers[kind].get(name, NONE)

    def names(self) -> Names:
        """All names in the order of their numbers."""
        return Names({kind: tuple(numbers) for kind, numbers in self._numbers.items()})


class Watch:
    """Who was what, and on which duty, on a day or at an instant."""

    def __init__(self, stints: Sequence[tuple[int, ...]], zone: ZoneInfo) -> None:
        self.zone = zone
        self._roles: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for _, person, _, role, _, _, first, last in stints:
            self._roles[person].append((first, last, role))
        self._duties: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        self._days: dict[int, int] = {}

    def roster(self, duties: Sequence[tuple[int, ...]]) -> None:
        """Takes the duty rows that people really stand."""
        for row in duties:
            number, person, day, first, last, status = row[0], row[2], row[7], row[8], row[9], row[10]
            if status in (PLANNED, EXCUSED):
                self._duties[person].append((first, last, number, day))
        for rows in self._duties.values():
            rows.sort()

    def role(self, person: int, day: int) -> int:
        """The role of a person on a day, or NONE."""
        return next((role for first, last, role in self._roles.get(person, ()) if first <= day <= last), NONE)

    def duty(self, person: int, instant: int) -> tuple[int, int] | None:
        """The duty (number, day) a person stands at an instant."""
        rows = self._duties.get(person)
        if not rows:
            return None
        at = bisect_right(rows, instant, key=lambda row: row[0]) - 1
        if at >= 0 and instant < rows[at][1]:
            return rows[at][2], rows[at][3]
        return None

    def local_day(self, instant: int) -> int:
        """The calendar day of an instant on the wall of the project."""
        quarter = instant // _QUARTER
        if quarter not in self._days:
            self._days[quarter] = day_number(datetime.fromtimestamp(quarter * _QUARTER, self.zone).date())
        return self._days[quarter]
