"""Brings readers of published formats to inspect-core, and three rule kinds that their standards need."""

from __future__ import annotations

from typing import Any

from inspect_core.api import Reader, hookimpl
from inspect_core_open_data.calendar_days import CalendarDays
from inspect_core_open_data.fhrs import FhrsReader
from inspect_core_open_data.lives import LivesReader
from inspect_core_open_data.patrol_log import PatrolLogReader
from inspect_core_open_data.route import Route
from inspect_core_open_data.safetyculture import AuditReader
from inspect_core_open_data.service_requests import RequestsReader
from inspect_core_open_data.tickets import TicketsReader
from inspect_core_open_data.weighted_rating import WeightedRating


@hookimpl
def inspect_readers() -> list[Reader]:
    """Ratings of the Food Hygiene Rating Scheme, LIVES feeds, service requests, tickets, patrol logs, audits."""
    return [FhrsReader(), LivesReader(), RequestsReader(), TicketsReader(), PatrolLogReader(), AuditReader()]


@hookimpl
def inspect_rule_kinds() -> list[type[Any]]:
    """The words `calendar_days`, `route` and `weighted_rating` for rulesets."""
    return [CalendarDays, Route, WeightedRating]
