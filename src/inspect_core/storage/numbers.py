"""Under which number each observation stands in the journal: a view of its own, so that a few records are found fast."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from inspect_core.api import Event, Journal
from inspect_core.storage.projection import OBSERVATION_KINDS
from inspect_core.storage.tiny import ViewFile

NUMBERS: Final = "numbers"


class Numbers:
    """The numbers by id over their file; `behind` is how many events the file did not know yet."""

    def __init__(self, file: ViewFile) -> None:
        self.file = file
        self.behind = 0

    def take(self, event: Event) -> None:
        """One event more."""
        if event.kind in OBSERVATION_KINDS:
            self.file.tables.setdefault(NUMBERS, {})[event.id] = {"seq": event.seq}
        self.file.at = (event.seq, event.hash)
        self.behind += 1

    def catch_up(self, journal: Journal) -> None:
        """The tail of the journal taken in."""
        for event in journal.read(after=self.file.at[0]):
            self.take(event)

    def of(self, ids: Collection[str]) -> list[int]:
        """The numbers of the events that recorded these observations; unknown ids are left out."""
        known = self.file.tables.get(NUMBERS, {})
        return [known[id]["seq"] for id in ids if id in known]

    def save(self) -> None:
        """The file as it is in memory; OSError when the disk refuses."""
        self.file.save()
        self.behind = 0
