"""How soon findings are put right, who hears of those that are not, and which are called repeated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Final, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.calendar import Workday, add_workdays
from inspect_core.domain.finding import Severity
from inspect_core.domain.ids import Id
from inspect_core.errors import Problem, Unfit
from inspect_core.language.node import Document
from inspect_core.language.refusals import unknown_word
from inspect_core.language.scalars import Count, Span

_DEADLINES: Final[Mapping[Severity, Span]] = MappingProxyType(
    {
        "critical": Span(unit="seconds", count=24 * 3600),
        "major": Span(unit="seconds", count=3 * 86_400),
        "minor": Span(unit="seconds", count=7 * 86_400),
    }
)
_REPEAT_DAYS: Final = 30


class Escalation(BaseModel):
    """Who hears of a finding that is not put right: so long `after` it was found, or so long `overdue`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: tuple[Severity, ...] = ()
    after: Span | None = None
    overdue: Span | None = None
    to: Id

    @model_validator(mode="after")
    def _counts_from_one_moment(self) -> Self:
        if (self.after is None) == (self.overdue is None):
            raise Unfit("write either 'after' or 'overdue'", "after 与 overdue 只写其一")
        return self


class FindingsText(BaseModel):
    """The section `findings:` of a scheme. A severity that `deadlines` leaves out keeps its default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deadlines: dict[Severity, Span] = Field(default_factory=dict)
    escalations: tuple[Escalation, ...] = ()
    repeat_days: Count = _REPEAT_DAYS

    def limit(self, severity: Severity) -> Span:
        """How soon a finding of a severity is put right."""
        return self.deadlines.get(severity, _DEADLINES[severity])


def end_of(span: Span, start: datetime, zone: ZoneInfo, workday: Workday) -> datetime | None:
    """The last second of a stretch of time that begins at an instant; nothing where the calendar is not published.

    A number of workdays ends with the last of them, the same day with the day itself.
    """
    if span.unit == "seconds":
        return (start + timedelta(seconds=span.count)).astimezone(zone)
    day = add_workdays(start.astimezone(zone).date(), span.count, workday)
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(seconds=1)


def finding_problems(text: FindingsText, roles: Mapping[str, object], document: Document) -> list[Problem]:
    """Escalations to a role that the scheme does not know."""
    return [
        unknown_word(
            "E-SCHEME-FINDING",
            f"the role '{one.to}'",
            one.to,
            roles,
            document,
            ("findings", "escalations", number, "to"),
            f"岗位 '{one.to}'",
        )
        for number, one in enumerate(text.escalations)
        if one.to not in roles
    ]
