"""A month kept warm in a process that goes on running: a record more costs milliseconds, not the whole month again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from inspect_core.app.closed import closings_of
from inspect_core.app.facts import days_read
from inspect_core.app.findings.judged import judge_of
from inspect_core.app.findings.records import FORM
from inspect_core.app.month import Month
from inspect_core.app.project import App
from inspect_core.app.score import Basis, basis_of
from inspect_core.domain.closing import last_closed
from inspect_core.domain.events import IMPORT_COMPLETED, OBSERVATION_RECORDED, Event, Head
from inspect_core.domain.period import Period
from inspect_core.domain.told import together
from inspect_core.engine.ground import day_number
from inspect_core.engine.grow import Growing
from inspect_core.engine.live import LiveMonth
from inspect_core.engine.run import SORTS
from inspect_core.engine.tables import FIRST

MOST: Final = 20
"""Of more new records than these the month is scored anew, which is then cheaper."""


class Live:
    """The score of one project and period, brought up to the journal's head whenever it is asked for.

    It is what `scored` would answer, without the notices.
    """

    def __init__(self, app: App, period: Period, sorts: Sequence[str] = SORTS) -> None:
        self._app = app
        self._period = period
        self._sorts = tuple(sorts)
        self._start()

    def month(self) -> Month:
        """The month as the journal stands now; what was journalled since the last time is taken in first."""
        new = list(self._app.store.journal.read(after=self._head.seq))
        if len(new) > MOST or not all(self._takes(event) for event in new):
            self._start()
        else:
            for event in new:
                self._take(event)
        basis, tables = self._basis, self._growing.tables
        return Month(basis.plan, basis.ground, tables, self._live.scored, basis.provenance, basis.labels)

    def _start(self) -> None:
        """Everything read anew. What is journalled meanwhile is looked at again the next time."""
        head, basis = self._app.store.journal.head(), basis_of(self._app, self._period)
        self._live = LiveMonth(basis.plan, basis.ground, basis.tables, self._sorts)
        self._growing = Growing(basis.tables, basis.app.standards.forms, basis.ground.zone)
        self._days = days_read(basis.app, basis.ground.period)
        self._alone_from = _alone_from(basis)
        self._basis, self._head = basis, head

    def _takes(self, event: Event) -> bool:
        """Whether the event changes nothing but adds a record; corrections and statements are read anew.

        So is a record that brings more than itself: one of a day before all that was known, for more is due then; the
        first of a period of which nothing was known; one of an earlier period, where cards ask about it or something
        may be owed for it; and one that opens a finding, where findings are scored. To a period that is closed no
        record comes any more.
        """
        if event.kind != OBSERVATION_RECORDED:
            return event.kind == IMPORT_COMPLETED
        if self._closed:
            return True
        day = self._day(event)
        if event.id in self._growing or not self._basis.begun or day < self._alone_from:
            return False
        return FIRST < self._growing.tables.began <= day_number(day) and not self._opens(event, day)

    @property
    def _closed(self) -> bool:
        """Whether the month is scored as it was closed."""
        return self._basis.app is not self._app

    def _opens(self, event: Event, day: date) -> bool:
        """Whether a record may change the records that are derived of findings; they are scored like any other."""
        standards, body = self._basis.app.standards, event.body
        if FORM not in standards.forms:
            return False
        return body["form"] == FORM or any(True for _ in judge_of(standards, [body]).opened(body, day))

    def _take(self, event: Event) -> None:
        self._head = Head(event.seq, event.hash, self._head.bytes)
        if self._closed:
            return
        self._basis = replace(self._basis, provenance=replace(self._basis.provenance, journal=(event.seq, event.hash)))
        if event.kind == OBSERVATION_RECORDED and self._is_of_the_period(event):
            private = self._app.store.journal.private([event.seq]) if event.commitment else {}
            number = self._growing.add({**together(event.body, private.get(event.seq, {})), "id": event.id})
            self._live.changed(self._growing.tables, str(event.body["form"]), number)

    def _is_of_the_period(self, event: Event) -> bool:
        first, last = self._days
        return first <= self._day(event) <= last

    def _day(self, event: Event) -> date:
        start = datetime.fromisoformat(str(event.body["start"]))
        return start.astimezone(self._basis.ground.zone).date()


def _alone_from(basis: Basis) -> date:
    """The first day of which a record changes no other period that this one is scored from.

    A period is scored from the records of the day after its last, too: a night shift ends then.
    """
    app, period = basis.app, basis.ground.period
    days = [period.first + timedelta(days=1)] if basis.plan.scheme.looks_back else []
    closings = closings_of(app)
    last = last_closed(closings)
    if last is not None and last < period.id:
        manifest = closings[last].manifest or {}
        days += [period.first, date.fromisoformat(manifest["last"]) + timedelta(days=2)]
    return max(days, default=date.min)
