"""A month kept warm in a process that goes on running: a record more costs milliseconds, not the whole month again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from inspect_core.app.facts import reach
from inspect_core.app.month import Month
from inspect_core.app.past import tables_with_past
from inspect_core.app.project import App
from inspect_core.app.score import labels, provenance
from inspect_core.app.snapshot import snapshot
from inspect_core.domain.events import IMPORT_COMPLETED, OBSERVATION_RECORDED, Event, Head
from inspect_core.domain.period import Period
from inspect_core.domain.told import together
from inspect_core.engine.ground import Ground, day_number
from inspect_core.engine.grow import Growing
from inspect_core.engine.live import LiveMonth
from inspect_core.engine.plan import Plan
from inspect_core.engine.run import SORTS
from inspect_core.engine.tables import FIRST

MOST: Final = 20
"""Of more new records than these the month is scored anew, which is then cheaper."""


class Live:
    """The score of one project and period, brought up to the journal's head whenever it is asked for."""

    def __init__(self, app: App, period: Period, sorts: Sequence[str] = SORTS) -> None:
        self._app = app
        self._period = period
        self._sorts = tuple(sorts)
        standards = app.standards.settled()
        self._plan = Plan(standards.rulesets, standards.kinds, standards.scheme)
        self._ground = Ground(period, app.settings.project.zone, app.workday, app.settings.period.start_day)
        back = timedelta(days=reach(self._plan.rules))
        self._days = (period.first - back, period.last + timedelta(days=1))
        self._start()

    def month(self) -> Month:
        """The month as the journal stands now; what was journalled since the last time is taken in first."""
        new = list(self._app.store.journal.read(after=self._head.seq))
        if len(new) > MOST or not all(self._takes(event) for event in new):
            self._start()
        else:
            for event in new:
                self._take(event)
        tables, scored = self._growing.tables, self._live.scored
        return Month(self._plan, self._ground, tables, scored, provenance(self._app, self._head), self._labels)

    def _start(self) -> None:
        """Everything read anew, with the head it was read at."""
        app = self._app
        read = snapshot(app.store.journal, lambda: (tables_with_past(app, self._period, self._plan), labels(app)))
        (tables, self._labels), self._head = read
        self._growing = Growing(tables, app.standards.forms, app.settings.project.zone)
        self._live = LiveMonth(self._plan, self._ground, tables, self._sorts)

    def _takes(self, event: Event) -> bool:
        """Whether the event changes nothing but adds a record; corrections and statements are read anew.

        So is a record of a day before all that was known, for more is due then, and one of an earlier period, where
        cards ask about it.
        """
        if event.kind == IMPORT_COMPLETED:
            return True
        new = event.kind == OBSERVATION_RECORDED and event.id not in self._growing
        if new and self._plan.scheme.looks_back and self._day(event) < self._period.first:
            return False
        return new and FIRST < self._growing.tables.began <= day_number(self._day(event))

    def _take(self, event: Event) -> None:
        self._head = Head(event.seq, event.hash, self._head.bytes)
        if event.kind == OBSERVATION_RECORDED and self._is_of_the_period(event):
            private = self._app.store.journal.private([event.seq]) if event.commitment else {}
            number = self._growing.add({**together(event.body, private.get(event.seq, {})), "id": event.id})
            self._live.changed(self._growing.tables, str(event.body["form"]), number)

    def _is_of_the_period(self, event: Event) -> bool:
        first, last = self._days
        return first <= self._day(event) <= last

    def _day(self, event: Event) -> date:
        start = datetime.fromisoformat(str(event.body["start"]))
        return start.astimezone(self._ground.zone).date()
