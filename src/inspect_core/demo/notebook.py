"""The notebook that everybody's records go into, and who was there when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inspect_core.demo.days import at
from inspect_core.demo.roster import STARTS
from inspect_core.domain.observation import Observation
from inspect_core.domain.roster import Duty

_PHOTO = ".png"


class Notebook:
    """Collects filled forms; each gets an id from its form, its day and its number."""

    def __init__(self) -> None:
        self.observations: list[Observation] = []

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
