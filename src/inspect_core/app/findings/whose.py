"""Who puts a finding right: the people credited with the answer, by roster and fixed area, else the place's contractor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from inspect_core.domain.roster import Shift
from inspect_core.engine.credit import ENTITIES
from inspect_core.engine.plan import credited
from inspect_core.language.rule import Rule
from inspect_core.ports import Facts

Record = Mapping[str, Any]
_NAMED = ("subject", "observer")
_ON_DUTY = ("planned",)


class Whose:
    """Looks up people, places and duties of a project; they are read when first asked for, and once."""

    def __init__(self, facts: Facts, zone: ZoneInfo) -> None:
        self._facts, self._zone = facts, zone

    def people(self, rule: Rule, record: Record, at: datetime) -> tuple[str, ...]:
        """The people responsible, in the order the rule credits them; where it credits nobody, the place's owners."""
        found: dict[str, None] = {}
        for word in credited(rule):
            found.update(dict.fromkeys(self._by_word(rule, word, record, at)))
        return tuple(found) or tuple(self._owners(record, at.astimezone(self._zone).date()))

    def contractor(self, record: Record) -> str | None:
        """The contractor of the place."""
        place = self._places.get(record.get("place") or "")
        return place.get("contractor") if place else None

    def owners(self, place: str | None, day: date) -> tuple[str, ...]:
        """The people to whom a place is fixed on a day."""
        return tuple(self._owners({"place": place}, day))

    def _by_word(self, rule: Rule, word: str, record: Record, at: datetime) -> Iterator[str]:
        day = at.astimezone(self._zone).date()
        if word in ENTITIES:
            return
        if word in (*_NAMED, "person", "owner"):
            named = "observer" if word == "person" else word
            people = self._owners(record, day) if word == "owner" else filter(None, [record.get(named)])
            yield from (one for one in people if not rule.settings.of or self._role(one, day) in rule.settings.of)
        elif word == "on_duty":
            yield from self._on_duty(rule, record, at)
        else:
            yield from (one for one in self._people if self._role(one, day) == word)

    def _owners(self, record: Record, day: date) -> Iterator[str]:
        place = self._places.get(record.get("place") or "", {})
        for owner in place.get("owners", ()):
            if _from(owner) <= day <= _until(owner):
                yield owner["person"]

    def _on_duty(self, rule: Rule, record: Record, at: datetime) -> Iterator[str]:
        """Those of the rule's roles who were on duty at the moment; without roles those at the place."""
        day, roles = at.astimezone(self._zone).date(), rule.settings.of
        classes = rule.settings.on_duty_at
        for duty in (*self._duties.get(day - timedelta(days=1), ()), *self._duties.get(day, ())):
            first, last = self._shifts[duty["shift"]].bounds(date.fromisoformat(duty["day"]), self._zone)
            if not first <= at < last or duty.get("status", "planned") not in _ON_DUTY:
                continue
            place = duty.get("place")
            if classes and self._places.get(place or "", {}).get("area_class") not in classes:
                continue
            if self._role(duty["person"], day) in roles if roles else place and place == record.get("place"):
                yield duty["person"]

    def _role(self, person: str, day: date) -> str | None:
        held = self._people.get(person, ())
        return next((one["role"] for one in held if _from(one) <= day <= _until(one)), None)

    @cached_property
    def _people(self) -> Mapping[str, Any]:
        return {person["id"]: person["assignments"] for person in self._facts.people()}

    @cached_property
    def _places(self) -> Mapping[str, Record]:
        return {place["id"]: place for place in self._facts.places()}

    @cached_property
    def _shifts(self) -> Mapping[str, Shift]:
        return {
            one["id"]: Shift(id=one["id"], start=time.fromisoformat(one["start"]), end=time.fromisoformat(one["end"]))
            for one in self._facts.shifts()
        }

    @cached_property
    def _duties(self) -> Mapping[date, list[Record]]:
        found: dict[date, list[Record]] = {}
        for duty in self._facts.duties(date.min, date.max):
            found.setdefault(date.fromisoformat(duty["day"]), []).append(duty)
        return found


def _from(stretch: Record) -> date:
    return date.fromisoformat(stretch["first"]) if stretch.get("first") else date.min


def _until(stretch: Record) -> date:
    return date.fromisoformat(stretch["last"]) if stretch.get("last") else date.max
