"""Reads the service requests that Baltimore publishes: American times become times that every import understands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from inspect_core.api import ErrorPlace, Problem, Reading, Source
from inspect_core_open_data.rows import refused, rows_of, table_of

LARGEST: Final = 50 * 1024 * 1024
CODE: Final = "E-REQUESTS-FILE"
ZONE: Final = ZoneInfo("America/New_York")
TIMES: Final = ("CreatedDate", "DueDate", "CloseDate")
KEPT: Final = ("SRRecordID", "SRType", "SRStatus", "Agency", "Neighborhood", *TIMES, "DaysOpen")
WRITTEN: Final = "%m/%d/%Y %I:%M:%S %p"


@dataclass(frozen=True, slots=True)
class RequestsReader:
    """One row a request, saved under the ending .311; the times come out with their offset."""

    name: str = "service-requests"
    suffixes: tuple[str, ...] = (".311",)
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """One table of all requests. ImportRefused when a column is missing or a time is written in another way."""
        rows = rows_of(source, KEPT, CODE)
        skipped = 0
        for number, row in enumerate(rows, 2):
            for name in TIMES:
                moment = _moment(source.name, number, row[name])
                if moment is not None:
                    skipped += moment.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) != _plain(row[name])
                    row[name] = moment.isoformat()
        table = table_of(source, "requests", KEPT, rows, range(2, len(rows) + 2))
        return Reading((table,), _skipped(source.name, skipped))


def _plain(text: str) -> datetime:
    return datetime.strptime(text, WRITTEN)  # noqa: DTZ007 - the zone is put on by whoever asks


def _moment(file: str, number: int, text: str) -> datetime | None:
    if not text:
        return None
    try:
        return _plain(text).replace(tzinfo=ZONE)
    except ValueError as error:
        raise refused(file, CODE, f"{text[:40]!r} is no time", f"{text[:40]!r} 不是时间", number) from error


def _skipped(file: str, times: int) -> tuple[Problem, ...]:
    """Times in the hour that summer time leaves out: computed by adding days, they never stood on any clock."""
    if not times:
        return ()
    return (
        Problem(
            "N-REQUESTS-CLOCK",
            f"{times} times lie in the hour that summer time leaves out; they are read as an hour later",
            ErrorPlace(file=file),
            "Nothing needs to be done.",
            f"{times} 个时间落在夏令时跳过的一小时内，按晚一小时读取",
            "无需处理。",
        ),
    )
