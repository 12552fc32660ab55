"""Whether anything was said after an event about some days: what a close asks of the periods before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from inspect_core.api import INDICATOR_STATED
from inspect_core.storage.master import Master
from inspect_core.storage.projection import DECIDED, MARKS

_EVER: Final = ("people", "places", "shifts")
Days = Callable[[str], str | None]


def said_since(master: Master, seq: int, low: str, high: str, day_of: Days) -> bool:
    """Whether a duty, gap, excuse, withdrawal, figure, or statement about somebody of those days came after event `seq`.

    `low` and `high` are days as text, both included; `day_of` answers the day of an observation by its id.
    """
    tables = master.file.tables
    early, late = _day_off(low, -1), _day_off(high, 1)  # an instant is told with any offset

    def later(name: str) -> Iterable[Mapping[str, Any]]:
        return (found for found in tables.get(name, {}).values() if found["seq"] > seq)

    if any(_said_anew(tables.get(name, {}), seq) for name in (*_EVER, "duties", "gaps")):
        return True
    if any(low <= found["body"]["day"] <= high for found in later("duties")):
        return True
    if any(found["body"]["first"][:10] <= late and found["body"]["last"][:10] >= early for found in later("gaps")):
        return True
    if any(early <= found["body"]["at"][:10] <= late for found in later("excuses")):
        return True
    if any(_reaches(found["body"], low, high) for name in _EVER for found in later(name)):
        return True
    figures = (found["body"]["period"] for found in later(DECIDED) if found["kind"] == INDICATOR_STATED)
    days = (day_of(found["target"]) for found in later(MARKS))
    # However periods are cut, the first of the month one is named after lies in it.
    return any(low <= f"{period}-01" < high for period in figures) or any(
        day is None or low <= day <= high for day in days
    )


def _said_anew(table: Mapping[str, Mapping[str, Any]], seq: int) -> bool:
    """Whether what was told before was told anew since: it may have been about those days before, and no longer is."""
    return any(int(first) <= seq < found["seq"] for first, found in table.items())


def _day_off(day: str, days: int) -> str:
    return str(date.fromisoformat(day) + timedelta(days=days))


def _reaches(body: Mapping[str, Any], low: str, high: str) -> bool:
    """Whether a person, place or shift was there on one of the days."""
    stretches = body.get("assignments") or [body]
    return any((one.get("first") or low) <= high and (one.get("last") or high) >= low for one in stretches)
