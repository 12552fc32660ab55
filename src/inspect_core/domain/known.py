"""What a project knows already: its people, places, shifts and duties, and the forms it fills in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from inspect_core.domain.form import Form
from inspect_core.domain.people import Person
from inspect_core.domain.places import Place
from inspect_core.domain.roster import Duty, Shift
from inspect_core.domain.text import Text


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator as far as an import must know it: what it is called, in what and of whom its values are."""

    title: Text
    unit: str
    of: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """How often a value was stated, and the statement that holds; no id where none does."""

    times: int = 0
    id: str = ""
    body: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Known:
    """The vocabulary of a project, by id. Where no roles are named, any role is taken as it is written."""

    people: Mapping[str, Person] = field(default_factory=_nothing)
    places: Mapping[str, Place] = field(default_factory=_nothing)
    shifts: Mapping[str, Shift] = field(default_factory=_nothing)
    duties: Sequence[Duty] = ()
    forms: Mapping[str, Form] = field(default_factory=_nothing)
    roles: Mapping[str, Text] = field(default_factory=_nothing)
    departments: Mapping[str, Text] = field(default_factory=_nothing)
    indicators: Mapping[str, Measured] = field(default_factory=_nothing)
    figures: Mapping[tuple[str, str, str], Stated] = field(default_factory=dict)
