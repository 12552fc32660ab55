"""Reads the event log of a help desk: the events of one ticket become one row with the time of each step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from inspect_core.api import Reading, Source
from inspect_core_open_data.rows import Row, refused, rows_of, table_of

LARGEST: Final = 50 * 1024 * 1024
CODE: Final = "E-TICKETS-FILE"
TICKET, STEP, WHO, WHEN, GRAVITY = "Case ID", "Activity", "Resource", "Complete Timestamp", "seriousness_2"
STEPS: Final = {
    "created": ("Assign seriousness", "Insert ticket"),
    "acknowledged": ("Take in charge ticket",),
    "resolved": ("Resolve ticket",),
    "closed": ("Closed",),
}
COUNTED: Final = {"taken": "acknowledged", "resolutions": "resolved"}
HEADER: Final = ("ticket", "first", "agent", "seriousness", "product", *STEPS, *COUNTED, "month_ends")
WRITTEN: Final = "%Y/%m/%d %H:%M:%S.%f"


@dataclass(frozen=True, slots=True)
class TicketsReader:
    """One row an event, saved under the ending .tickets; out comes one row a ticket."""

    name: str = "help-desk"
    suffixes: tuple[str, ...] = (".tickets",)
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """The tickets in the order of the file. ImportRefused when a column is missing or a time cannot be read."""
        tickets: dict[str, list[tuple[datetime, int, Row]]] = defaultdict(list)
        for number, row in enumerate(rows_of(source, (TICKET, STEP, WHO, WHEN, GRAVITY, "product"), CODE), 2):
            tickets[row[TICKET]].append((_moment(source.name, number, row[WHEN]), number, row))
        folded = [_folded(ticket, sorted(events, key=lambda event: event[:2])) for ticket, events in tickets.items()]
        lines = [min(number for _, number, _ in events) for events in tickets.values()]
        return Reading((table_of(source, "tickets", HEADER, folded, lines),))


def _moment(file: str, number: int, text: str) -> datetime:
    try:
        return datetime.strptime(text, WRITTEN)  # noqa: DTZ007 - the import puts the project's zone on it
    except ValueError as error:
        raise refused(file, CODE, f"{text[:40]!r} is no time", f"{text[:40]!r} 不是时间", number) from error


def _folded(ticket: str, events: Sequence[tuple[datetime, int, Row]]) -> Row:
    """The first time of each step, how often it was taken and resolved, at how many ends of months it was open."""
    times = {name: [moment for moment, _, row in events if row[STEP] in words] for name, words in STEPS.items()}
    begun, last = events[0], events[-1]
    done = next((times[step][0] for step in ("resolved", "closed") if times[step]), last[0])
    return {
        "ticket": ticket,
        "first": str(begun[0]),
        "agent": begun[2][WHO],
        "seriousness": begun[2][GRAVITY],
        "product": begun[2]["product"],
        **{name: str(found[0]) if found else "" for name, found in times.items()},
        **{name: str(len(times[step])) for name, step in COUNTED.items()},
        "month_ends": str((done.year - begun[0].year) * 12 + done.month - begun[0].month),
    }
