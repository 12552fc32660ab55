"""The oracle's own view of a project: who was what and on which duty when, in plain Python objects.

Written from the rule language's description, not from the engine; nothing here knows columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inspect_core.domain.calendar import Workday
from inspect_core.domain.period import Period
from inspect_core.engine.records import Records

STANDING = ("planned", "excused")
AWAY = ("leave", "swapped")


@dataclass(frozen=True)
class Stint:
    person: str
    number: int
    role: str
    department: str | None
    contractor: str | None
    first: date
    last: date


@dataclass(frozen=True)
class Duty:
    id: str
    person: str
    role: str | None
    place: str | None
    day: date
    first: datetime
    last: datetime
    status: str


@dataclass(frozen=True)
class Visit:
    id: str
    form: str
    observer: str
    role: str | None
    place: str | None
    subject: str | None
    day: date
    start: datetime
    end: datetime | None
    answers: Mapping[str, str]

    @property
    def length(self) -> timedelta:
        """From start to end; none where no end was written down."""
        return self.end - self.start if self.end else timedelta(0)


@dataclass
class Facts:
    records: Records
    zone: ZoneInfo
    stints: list[Stint] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places = {body["id"]: body for body in self.records.places}
        self.stints = [stint for body in self.records.people for stint in _stints(body)]
        self.duties = [self._duty(body) for body in self.records.duties]
        seen = [self._visit(body) for body in self.records.observations]
        self.visits = sorted(seen, key=lambda visit: (visit.start, visit.id))

    def stint(self, person: str, day: date) -> Stint | None:
        return next((s for s in self.stints if s.person == person and s.first <= day <= s.last), None)

    def role(self, person: str, day: date) -> str | None:
        stint = self.stint(person, day)
        return stint.role if stint else None

    def local(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        return self.at(day, time(0))

    def at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)

    def away(self, person: str, day: date) -> bool:
        """On leave or swapped away that day, and on no other duty of it."""
        own = [duty for duty in self.duties if duty.person == person and duty.day == day]
        return any(duty.status in AWAY for duty in own) and not any(duty.status in STANDING for duty in own)

    def on_duty(self, person: str | None, moment: datetime) -> Duty | None:
        standing = (duty for duty in self.duties if duty.person == person and duty.status in STANDING)
        return next((duty for duty in standing if duty.first <= moment < duty.last), None)

    def owners(self, place: str | None, day: date) -> Iterator[str]:
        for owner in self.places.get(place or "", {}).get("owners", ()):
            if _day(owner.get("first"), date.min) <= day <= _day(owner.get("last"), date.max):
                yield owner["person"]

    @property
    def began(self) -> date:
        """The first day of which anything is known."""
        return _day(self.records.began, date.min)

    def there(self, place: str, day: date) -> bool:
        first, last = self.open(place)
        return first <= day <= last

    def open(self, place: str) -> tuple[date, date]:
        """The first and the last day of a place."""
        body = self.places[place]
        return max(_day(body.get("first"), date.min), self.began), _day(body.get("last"), date.max)

    def away_throughout(
        self, person: str, days: list[date], held: list[date], period: Period, workday: Workday
    ) -> bool:
        """Away on a day at least, and on all that are worked: those of the roster; else the workdays of the role."""
        away = {day for day in days if self.away(person, day)}
        return bool(away) and (len(days) == 1 or away >= set(self._working(person, days, held, period, workday)))

    def off(self, person: str, day: date, period: Period) -> bool:
        """No duty on a day, of somebody of whom the roster of the period says when he works."""
        standing = [duty.day for duty in self.duties if duty.person == person and duty.status in STANDING]
        return self._rostered(person, period) and day not in standing

    def _rostered(self, person: str, period: Period) -> bool:
        return any(
            duty.person == person and duty.status in (*STANDING, "swapped") and period.first <= duty.day <= period.last
            for duty in self.duties
        )

    def _working(self, person: str, days: list[date], held: list[date], period: Period, workday: Workday) -> list[date]:
        if not self._rostered(person, period):
            return [day for day in held if workday(day)]
        own = {duty.day for duty in self.duties if duty.person == person and duty.status in (*STANDING, *AWAY)}
        return [day for day in days if day in own]

    def _duty(self, body: Mapping[str, Any]) -> Duty:
        day = date.fromisoformat(body["day"])
        shift = next(found for found in self.records.shifts if found["id"] == body["shift"])
        first, last = (time.fromisoformat(shift[edge]) for edge in ("start", "end"))
        return Duty(
            id=body["id"],
            person=body["person"],
            role=self.role(body["person"], day),
            place=body.get("place"),
            day=day,
            first=self.at(day, first),
            last=self.at(day if last > first else day + timedelta(days=1), last),
            status=body.get("status", "planned"),
        )

    def _visit(self, body: Mapping[str, Any]) -> Visit:
        """A visit belongs to the duty of whom it is about, else to the observer's own, else to its calendar day.

        The observer's role is that of the own duty, or of the calendar day.
        """
        start = datetime.fromisoformat(body["start"])
        end = datetime.fromisoformat(body["end"]) if body.get("end") else None
        about, own = self.on_duty(body.get("subject"), start), self.on_duty(body["observer"], start)
        own_day = own.day if own else self.local(start)
        day = about.day if about else own_day
        role = self.role(body["observer"], own_day)
        subject, place = body.get("subject"), body.get("place")
        return Visit(body["id"], body["form"], body["observer"], role, place, subject, day, start, end, body["answers"])


def _day(text: str | None, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise


def _stints(body: Mapping[str, Any]) -> Iterator[Stint]:
    for number, one in enumerate(body["assignments"]):
        first, last = _day(one.get("first"), date.min), _day(one.get("last"), date.max)
        yield Stint(body["id"], number, one["role"], one.get("department"), one.get("contractor"), first, last)


def unasked(visit: Visit, *conditions: Mapping[str, Sequence[str]]) -> bool:
    """Whether a question without an answer was not asked: one it depends on has none of the answers."""
    return any(visit.answers.get(other) not in words for found in conditions for other, words in found.items())
