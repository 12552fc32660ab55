"""Tells of a record as people speak of it: who, when, where; nobody knows a record by the digest that is its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from inspect_core.domain.events import Json
from inspect_core.domain.known import Known
from inspect_core.domain.text import Text


@dataclass(frozen=True, slots=True)
class Teller:
    """Knows the names behind the ids, and the clock on the project's wall."""

    known: Known
    zone: ZoneInfo

    def record(self, body: Mapping[str, Json]) -> Text:
        """Who did it, about whom, when, where, on which form or in which shift; as far as the record says."""
        who = [self.person(body.get(name)) for name in ("observer", "person")]
        about = [f"→ {name}"] if (name := self.person(body.get("subject"))) else []
        when = [self._time(body.get("start") or body.get("first") or body.get("day")), self._until(body)]
        where = [self.place(body.get("place")), self.shift(body.get("shift"))]
        words = [word for word in (*who, *about, *when, *where) if word]
        form = self.form(body.get("form"))
        return Text(zh=" ".join([*words, form.zh]).strip(), en=" ".join([*words, form.en]).strip())

    def person(self, id: Json) -> str:
        """The name of a person, or the id where there is none."""
        found = self.known.people.get(str(id))
        return (found.name if found else "") or _plain(id)

    def place(self, id: Json) -> str:
        """The name of a place, or the id where there is none."""
        found = self.known.places.get(str(id))
        return (found.name if found else "") or _plain(id)

    def shift(self, id: Json) -> str:
        """The title of a shift, or the id where there is none."""
        found = self.known.shifts.get(str(id))
        return (found.title if found else "") or _plain(id)

    def form(self, id: Json) -> Text:
        """The title of a form, or the id where there is none."""
        found = self.known.forms.get(str(id))
        return found.title if found else Text(zh=_plain(id), en=_plain(id))

    def _until(self, body: Mapping[str, Json]) -> str:
        return f"… {self._time(body['last'])}" if body.get("first") and body.get("last") else ""

    def _time(self, said: Json) -> str:
        text = _plain(said)
        if "T" not in text:
            return text
        return f"{datetime.fromisoformat(text).astimezone(self.zone):%Y-%m-%d %H:%M}"


def _plain(value: Json) -> str:
    return "" if value is None else str(value)
