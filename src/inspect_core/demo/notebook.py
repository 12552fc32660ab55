"""The notebook that everybody's records go into, who was there when, and how each goes about the work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from inspect_core.demo.behaviour import Habits
from inspect_core.demo.days import at
from inspect_core.demo.people import Staff
from inspect_core.demo.roster import STARTS
from inspect_core.domain.observation import Observation
from inspect_core.domain.roster import Duty

_PHOTO = ".png"
_ROUND = "patrol"


class Notebook:
    """Collects filled forms; each gets an id from its form, its day and its number."""

    def __init__(self) -> None:
        self.observations: list[Observation] = []
        self._visits: dict[tuple[str, date, str | None], list[int]] = {}

    def write(
        self,
        form: str,
        observer: str,
        when: tuple[date, int],
        answers: Mapping[str, str],
        *,
        minutes: int = 3,
        place: str | None = None,
        subject: str | None = None,
        note: str = "",
        photo: bool = False,
    ) -> None:
        """Adds a form seen on a day, so many minutes after its midnight, and lasting `minutes`."""
        day, minute = when
        id = f"{form}-{at(day, minute):%m%d}-{len(self.observations) + 1:05d}"
        if form == _ROUND:
            self._visits.setdefault((observer, day, place), []).append(minute)
        self.observations.append(
            Observation(
                id=id,
                form=form,
                observer=observer,
                start=at(day, minute),
                end=at(day, minute + minutes),
                place=place,
                subject=subject,
                answers=dict(answers),
                note=note,
                photos=(id + _PHOTO,) if photo else (),
            )
        )

    def visits(self, observer: str, day: date, place: str | None) -> list[int]:
        """At which minutes somebody's rounds came to a place, in the duty of a day."""
        return self._visits.get((observer, day, place), [])


class Attendance:
    """Who really worked: the duties that were neither given away nor excused, by day and shift."""

    def __init__(self, duties: Iterable[Duty]) -> None:
        self._by_shift: dict[tuple[date, str], list[Duty]] = {}
        self._by_day: dict[date, list[Duty]] = {}
        self._people: set[tuple[date, str]] = set()
        for duty in duties:
            if duty.status == "planned":
                self._by_shift.setdefault((duty.day, duty.shift), []).append(duty)
                self._by_day.setdefault(duty.day, []).append(duty)
                self._people.add((duty.day, duty.person))

    def shifts(self) -> list[tuple[date, str]]:
        """Each shift of each day somebody worked, in order."""
        return sorted(self._by_shift, key=lambda key: (key[0], STARTS[key[1]]))

    def of(self, day: date, shift: str) -> list[Duty]:
        """The duties of a shift."""
        return self._by_shift.get((day, shift), [])

    def on(self, day: date) -> list[Duty]:
        """The duties that start on a day."""
        return self._by_day.get(day, [])

    def works(self, person: str, day: date) -> bool:
        """Whether somebody has a duty that starts on a day."""
        return (day, person) in self._people


@dataclass(frozen=True, slots=True)
class Stage:
    """What every part of the month plays on: the people, who was there, how they work, and where it is written."""

    staff: Staff
    there: Attendance
    habits: Mapping[str, Habits]
    book: Notebook
    unchecked: str  # ill from the fourth day on; nobody had looked closer by then

    def leader(self, day: date, shift: str) -> str | None:
        """The leader of a shift."""
        return next((line.person for line in self.there.of(day, shift) if line.person in self.staff.leaders), None)

    def manned(self, day: date, shift: str) -> dict[str, Duty]:
        """The posts of a shift and who stands there; where there are two, the last of them."""
        return {line.place: line for line in self.there.of(day, shift) if line.place is not None}

    def guards(self, day: date, shift: str) -> list[Duty]:
        """The guards of a shift whose conduct somebody may look at."""
        guards = {*self.staff.guards} - {self.unchecked}
        return [line for line in self.there.of(day, shift) if line.person in guards]
