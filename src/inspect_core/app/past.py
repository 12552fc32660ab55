"""What the cards of a scheme need to know of the periods before: the vetoes that were raised in them, and no scores."""

from __future__ import annotations

from dataclasses import replace

from inspect_core.app.facts import tables_of
from inspect_core.app.project import App
from inspect_core.domain.period import EARLIEST, Period, month_before
from inspect_core.engine.cards import raised_by_person
from inspect_core.engine.ground import Ground
from inspect_core.engine.plan import Plan
from inspect_core.engine.tables import Past, Tables
from inspect_core.engine.vetoes import vetoes


def tables_with_past(app: App, period: Period, plan: Plan) -> Tables:
    """The columns of a period, with the vetoes of as many periods before as the cards ask about."""
    tables = tables_of(app, period)
    names = _before(period, plan.scheme.looks_back)
    return replace(tables, past=tuple(_past(app, app.period(name), plan) for name in names)) if names else tables


def _before(period: Period, number: int) -> list[str]:
    """The names of so many periods before one, oldest first."""
    names = [period.id]
    while len(names) <= number and int(names[-1][:4]) > EARLIEST:
        names.append(month_before(names[-1]))
    return names[:0:-1]


def _past(app: App, period: Period, plan: Plan) -> Past:
    """The vetoes of a period, by the values that were in force on each of its days."""
    tables = tables_of(app, period)
    found = vetoes(plan, Ground(period, app.settings.project.zone, app.workday, app.settings.period.start_day), tables)
    return Past(period.id, raised_by_person(found, tables))
