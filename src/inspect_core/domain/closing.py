"""The way of a period to its close: open, previewed, open to appeals, closed. Pure, from what was journalled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from inspect_core.domain.events import PERIOD_APPEALS_OPENED, PERIOD_CLOSED, PERIOD_PREVIEWED

Record = Mapping[str, Any]


class Stage(StrEnum):
    """How far a period has come."""

    OPEN = "open"
    PREVIEWED = "previewed"
    APPEALS = "appeals"
    CLOSED = "closed"


@dataclass(frozen=True)
class Closing:
    """What was done with one period; the records are those of its events, the latest of each sort.

    A preview after the appeals were opened shows what they changed: it leaves the window as it is.
    """

    period: str
    preview: Record | None = None
    window: Record | None = None
    manifest: Record | None = None

    @property
    def stage(self) -> Stage:
        """How far the period has come."""
        if self.manifest is not None:
            return Stage.CLOSED
        if self.window is not None:
            return Stage.APPEALS
        return Stage.PREVIEWED if self.preview is not None else Stage.OPEN

    @property
    def until(self) -> date | None:
        """The last day on which somebody may appeal."""
        return date.fromisoformat(self.window["until"]) if self.window is not None else None

    def takes_appeals(self, today: date) -> bool:
        """Whether an appeal may be filed on that day."""
        return self.stage is Stage.APPEALS and self.until is not None and today <= self.until

    @property
    def pinned(self) -> int | None:
        """The number of the last event that the closed scores know of."""
        return None if self.manifest is None else int(self.manifest["journal"]["seq"])


def after(closing: Closing, record: Record) -> Closing:
    """The period after one more of its events; what comes after the close changes nothing."""
    if closing.manifest is not None or record["period"] != closing.period:
        return closing
    match record["kind"]:
        case kind if kind == PERIOD_PREVIEWED:
            return replace(closing, preview=record)
        case kind if kind == PERIOD_APPEALS_OPENED and closing.preview is not None and closing.window is None:
            return replace(closing, window=record)
        case kind if kind == PERIOD_CLOSED:
            return replace(closing, manifest=record)
        case _:
            return closing


def closings(records: Iterable[Record]) -> dict[str, Closing]:
    """Every period of which something was journalled, by name, in the order in which they were first named."""
    found: dict[str, Closing] = {}
    for record in records:
        name = str(record["period"])
        found[name] = after(found.get(name, Closing(name)), record)
    return found


def last_closed(found: Mapping[str, Closing]) -> str | None:
    """The latest period that was closed: those before it that were not are left out for good."""
    return max((name for name, one in found.items() if one.stage is Stage.CLOSED), default=None)


def takes_over(found: Mapping[str, Closing], period: str, silent: Callable[[str, str], bool], *, shown: bool) -> bool:
    """Whether an open period takes over what is owed for the closed ones before it: one period does at a time.

    It is the first one after the last close that was previewed, for that one is closed first. Before any was, it is the
    first of which anything is known. `shown` says that this one is being previewed; `silent` answers whether
    nothing is known of the time after one period and before another.
    """
    last = last_closed(found)
    if last is None or period <= last:
        return False
    under_way = {name for name, one in found.items() if name > last and one.stage is not Stage.OPEN}
    under_way |= {period} if shown else set()
    return period == min(under_way) if under_way else silent(last, period)
