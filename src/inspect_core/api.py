"""Everything a plugin, a store, a kind or a report may import; nothing else is public."""

from __future__ import annotations

from inspect_core.app.report_view import ReportFiles, ReportView, ReportWriter
from inspect_core.domain.events import (
    DUTY_STATED,
    EVENT_KINDS,
    GAP_DECLARED,
    IMPORT_COMPLETED,
    OBSERVATION_RECORDED,
    OBSERVATION_SUPERSEDED,
    OBSERVATION_VOIDED,
    PERSON_STATED,
    PLACE_STATED,
    PROJECT_CREATED,
    SHIFT_STATED,
    Draft,
    Event,
    Head,
    Json,
)
from inspect_core.errors import (
    DataError,
    FactError,
    ImportRefused,
    InspectError,
    IntegrityError,
    Language,
    PluginError,
    Problem,
    RulesetError,
    ScoreError,
    SystemFault,
    UsageError,
)
from inspect_core.errors import (
    Place as ErrorPlace,  # where in a file; the other Place is a place of the project
)
from inspect_core.ports import Clock, Journal, JournalWriter
from inspect_core.shipped import shipped

__all__ = [
    "DUTY_STATED",
    "EVENT_KINDS",
    "GAP_DECLARED",
    "IMPORT_COMPLETED",
    "OBSERVATION_RECORDED",
    "OBSERVATION_SUPERSEDED",
    "OBSERVATION_VOIDED",
    "PERSON_STATED",
    "PLACE_STATED",
    "PROJECT_CREATED",
    "SHIFT_STATED",
    "Clock",
    "DataError",
    "Draft",
    "ErrorPlace",
    "Event",
    "FactError",
    "Head",
    "ImportRefused",
    "InspectError",
    "IntegrityError",
    "Journal",
    "JournalWriter",
    "Json",
    "Language",
    "PluginError",
    "Problem",
    "ReportFiles",
    "ReportView",
    "ReportWriter",
    "RulesetError",
    "ScoreError",
    "SystemFault",
    "UsageError",
    "shipped",
]
