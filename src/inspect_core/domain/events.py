"""What the journal is made of: events that happened, drafts of events to come, and the head that was acknowledged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]
"""A value an event may carry: no floats, because a score must come out the same everywhere."""

PROJECT_CREATED: Final = "project.created"
PERSON_STATED: Final = "person.stated"
PLACE_STATED: Final = "place.stated"
SHIFT_STATED: Final = "shift.stated"
DUTY_STATED: Final = "duty.stated"
GAP_DECLARED: Final = "gap.declared"
OBSERVATION_RECORDED: Final = "observation.recorded"
OBSERVATION_SUPERSEDED: Final = "observation.superseded"
OBSERVATION_VOIDED: Final = "observation.voided"
SLOT_EXCUSED: Final = "slot.excused"
IMPORT_COMPLETED: Final = "import.completed"
FINDING_ACTED: Final = "finding.acted"
PERIOD_PREVIEWED: Final = "period.previewed"
PERIOD_APPEALS_OPENED: Final = "period.appeals_opened"
PERIOD_CLOSED: Final = "period.closed"
APPEAL_FILED: Final = "appeal.filed"
APPEAL_ACTED: Final = "appeal.acted"
ADJUSTMENT_GIVEN: Final = "adjustment.given"
VETO_GIVEN: Final = "veto.given"
CARD_GIVEN: Final = "card.given"
INDICATOR_STATED: Final = "indicator.stated"
SIGN_REVIEWED: Final = "sign.reviewed"
EXPORT_MADE: Final = "export.made"
PERSON_ERASED: Final = "person.erased"
RETENTION_APPLIED: Final = "retention.applied"

STATEMENTS: Final = (
    PROJECT_CREATED,
    PERSON_STATED,
    PLACE_STATED,
    SHIFT_STATED,
    DUTY_STATED,
    GAP_DECLARED,
    OBSERVATION_RECORDED,
    OBSERVATION_SUPERSEDED,
    OBSERVATION_VOIDED,
    SLOT_EXCUSED,
    IMPORT_COMPLETED,
)
"""What is known about people, places and work, and what was seen."""

PROCEEDINGS: Final = (
    FINDING_ACTED,
    PERIOD_PREVIEWED,
    PERIOD_APPEALS_OPENED,
    PERIOD_CLOSED,
    APPEAL_FILED,
    APPEAL_ACTED,
    ADJUSTMENT_GIVEN,
    VETO_GIVEN,
    CARD_GIVEN,
    INDICATOR_STATED,
    SIGN_REVIEWED,
    EXPORT_MADE,
    PERSON_ERASED,
    RETENTION_APPLIED,
)
"""What people decided about it afterwards: each event stands for itself, none replaces another."""

EVENT_KINDS: Final = (*STATEMENTS, *PROCEEDINGS)

ACCESS_NOTED: Final = "access.noted"
"""Who looked at whose scores: never an event of the journal, but of the log beside it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it is journalled.

    `kind` is a word of `EVENT_KINDS`, `id` the record it is about, `actor` who says so
    ("P012", "cli:ann", "import:roster.xlsx").  What can be traced to a person beyond an id
    (names, phone numbers, notes, photos) goes into `private`, which may be erased one day with everything else
    that is told of the person `whose` it is.
    """

    kind: str
    id: str
    body: Mapping[str, Json]
    actor: str
    private: Mapping[str, Json] | None = None
    whose: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal, acknowledged and never changed.

    `at` is when it was received.  `commitment` seals the private part without telling it;
    `prev` and `hash` are the links of the chain, lower-case hexadecimal SHA-256.
    """

    seq: int
    at: datetime
    actor: str
    kind: str
    id: str
    body: Mapping[str, Json]
    commitment: str | None
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """How far the journal was acknowledged: the last sequence number, its hash, and the length in bytes."""

    seq: int
    hash: str
    bytes: int

    @property
    def anchor(self) -> str:
        """The head as people keep it outside the store ("60:9f2c…"), to be handed to `verify --against`."""
        return f"{self.seq}:{self.hash}"
