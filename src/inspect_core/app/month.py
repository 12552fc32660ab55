"""A month that was scored: what went in, what came out, and the names people know things by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspect_core.domain.text import Text
from inspect_core.engine.ground import Ground
from inspect_core.engine.plan import Plan
from inspect_core.engine.run import Scored
from inspect_core.engine.tables import Tables


@dataclass(frozen=True)
class Provenance:
    """Whose month it is and what it was made with."""

    project: str
    title: Text
    company: str = ""
    plugins: tuple[tuple[str, str, str | None], ...] = ()  # name, version, hash of its files
    engine: str = ""
    journal: tuple[int, str] = (0, "")
    stage: str = "open"  # of the period: open, previewed, appeals, closed


@dataclass(frozen=True)
class Labels:
    """Names of people and places by id, and titles of roles and departments; an id stands for itself."""

    people: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, Text] = field(default_factory=dict)
    departments: Mapping[str, Text] = field(default_factory=dict)

    def person(self, id: str | None) -> dict[str, str] | None:
        """Id and name of a person."""
        return None if id is None else {"id": id, "name": self.people.get(id) or id}

    def place(self, id: str | None) -> dict[str, str] | None:
        """Id and name of a place."""
        return None if id is None else {"id": id, "name": self.places.get(id) or id}


@dataclass(frozen=True)
class Month:
    """One scored period of one project."""

    plan: Plan
    ground: Ground
    tables: Tables
    scored: Scored
    provenance: Provenance
    labels: Labels
