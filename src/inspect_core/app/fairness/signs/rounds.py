"""The records of a period as the signs read them: when, where, by whom, what was answered, and when it was received."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from inspect_core.domain.text import Text

Strength = Literal["strong", "medium", "weak"]
MINUTE, HOUR = 60, 3600
_FILE = "import:"


@dataclass(frozen=True, slots=True)
class Round:
    """One record: instants in UTC seconds; `day` is the local day on which it began."""

    id: str
    form: str
    observer: str
    place: str | None
    start: int
    end: int | None
    received: int
    day: str
    by_file: bool
    answers: tuple[tuple[str, str], ...]
    photos: tuple[str, ...]

    @property
    def over(self) -> int:
        """When it ended; when it began where no end is known."""
        return self.start if self.end is None else self.end


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that honest rounds rarely show.

    `key` names it the same again when the period is read again: with `kind` and `observer` it makes the id.
    """

    kind: str
    observer: str
    key: str
    strength: Strength
    records: tuple[str, ...]
    says: Text


def rounds_of(records: Iterable[Mapping[str, Any]], zone: ZoneInfo) -> list[Round]:
    """The records, in order of their beginning and id."""
    return sorted((_round(record, zone) for record in records), key=lambda one: (one.start, one.id))


def _round(record: Mapping[str, Any], zone: ZoneInfo) -> Round:
    start = _moment(record["start"])
    return Round(
        record["id"],
        record["form"],
        record["observer"],
        record.get("place"),
        int(start.timestamp()),
        int(_moment(record["end"]).timestamp()) if record.get("end") else None,
        int(_moment(record["received_at"]).timestamp()),
        str(start.astimezone(zone).date()),
        str(record.get("actor") or "").startswith(_FILE),
        tuple(sorted((record.get("answers") or {}).items())),
        tuple(record.get("photos") or ()),
    )


def _moment(said: Any) -> datetime:
    return said if isinstance(said, datetime) else datetime.fromisoformat(cast("str", said))


def by_observer(rounds: Iterable[Round]) -> dict[str, list[Round]]:
    """The rounds of each observer, in their order."""
    found: dict[str, list[Round]] = defaultdict(list)
    for one in rounds:
        found[one.observer].append(one)
    return {observer: found[observer] for observer in sorted(found)}


def by_day(rounds: Iterable[Round]) -> dict[str, list[Round]]:
    """Rounds of one observer by their local day."""
    found: dict[str, list[Round]] = defaultdict(list)
    for one in rounds:
        found[one.day].append(one)
    return dict(found)


def ids(rounds: Iterable[Round]) -> tuple[str, ...]:
    """The ids of rounds, each once, in their order."""
    return tuple(dict.fromkeys(one.id for one in rounds))
