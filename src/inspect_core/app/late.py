"""Late entries (补录): a record handed in long after what it tells of. It is marked and never deducted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from inspect_core.app.settings import RecordSettings

HOUR: Final = 3600
FILE: Final = "import:"

Record = Mapping[str, Any]


def hours_late(record: Record, settings: RecordSettings) -> int | None:
    """The whole hours between the end of what a record tells of and its receipt; None where it came in time.

    A record of an imported file is late only where the project says so (`late_imports`): a month's spreadsheet
    comes when the month is over, and does not tell when each of its lines was written.
    """
    received, told = record.get("received_at"), record.get("end") or record.get("start")
    by_file = str(record.get("actor") or "").startswith(FILE)
    if not settings.late_after or received is None or told is None or (by_file and not settings.late_imports):
        return None
    seconds = (_instant(received) - _instant(told)).total_seconds()
    return int(seconds // HOUR) if seconds > settings.late_after * HOUR else None


def with_hours_late(records: Mapping[str, Record], ids: Iterable[str], settings: RecordSettings) -> dict[str, Record]:
    """The records of those ids, each with its `late_hours`."""
    return {
        id: {**records[id], "late_hours": hours_late(records[id], settings)}
        for id in dict.fromkeys(ids)
        if id in records
    }


def _instant(said: Any) -> datetime:
    return said if isinstance(said, datetime) else datetime.fromisoformat(str(said))
