"""Of whom something is told: the person whose key seals it and whose erasure takes it away.

A note may name anybody.  It is told of the one the record is about; where it is about nobody, of the one who wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_core.domain.events import DUTY_STATED, OBSERVATION_RECORDED, OBSERVATION_SUPERSEDED, PERSON_STATED


def whose(kind: str, id: str, body: Mapping[str, Any]) -> str | None:
    """The person of a statement or an observation; None where it is told of nobody."""
    if kind == PERSON_STATED:
        return id
    if kind == DUTY_STATED:
        return _named(body.get("person"))
    if kind in (OBSERVATION_RECORDED, OBSERVATION_SUPERSEDED):
        return whose_observation(body)
    return None


def whose_observation(body: Mapping[str, Any]) -> str | None:
    """Whom an observation is about, else who made it."""
    return _named(body.get("subject")) or _named(body.get("observer"))


def whose_proceeding(body: Mapping[str, Any]) -> str | None:
    """Whom a decision is about, else who is answerable, else who acted; None where it names nobody."""
    names = ("person", "responsible", "by", "approved_by")
    return next((found for name in names if (found := _named(body.get(name)))), None)


def whose_slot(person: str | None, credited: frozenset[str], approver: str) -> str:
    """Whose slot it is, else the one it is credited to, else who approved that it is excused."""
    return person or (min(credited) if len(credited) == 1 else approver)


def _named(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
