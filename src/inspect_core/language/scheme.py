"""The appraisal scheme: whose month is made of which rulesets, in which weights, with which grades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from inspect_core.domain.exact import FULL, plain
from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Problem, RulesetError
from inspect_core.language.binding import fingerprint
from inspect_core.language.complaints import checked, unknown_word
from inspect_core.language.node import Document
from inspect_core.language.scalars import Count, Day, Percent, Points

Weight = Annotated[Points, Field(ge=0)]
RankWithin = Literal["department", "project", "role"]


class Weighting(BaseModel):
    """Weights of rulesets, total 100, and the evidence without which there is no result.

    `least_coverage` is a share of what should be known; `least_judged` a number of judged slots and answers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text | None = None
    weights: dict[Id, Weight] = Field(min_length=1)
    least_coverage: Percent = Field(default=0, ge=0, le=FULL)
    least_judged: Count = 0


class Veto(BaseModel):
    """What one unacceptable act makes of the grade, whatever the total."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    grade: Id
    title: Text


class Adjustment(BaseModel):
    """Points added or taken for each record of a form about the person, up to a cap in either direction."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    form: Id
    each: Points
    most: Points = Field(ge=0)
    at_most_records: Count | None = None


class Group(BaseModel):
    """A weighted mean of rulesets that the weights of a role may name as one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text | None = None
    weights: dict[Id, Weight] = Field(min_length=1)


class SchemeText(BaseModel):
    """A scheme file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scheme: Id
    edition: Day
    title: Text
    source: Text | None = None
    note: Text | None = None
    roles: dict[Id, Weighting] = Field(min_length=1)
    departments: dict[Id, Text] = Field(default_factory=dict)
    groups: dict[Id, Group] = Field(default_factory=dict)
    project: Weighting | None = None
    bands: dict[Id, Points] = Field(min_length=1)
    highest: Points = FULL
    coefficients: dict[Id, Points] = Field(default_factory=dict)
    vetoes: dict[Id, Veto] = Field(default_factory=dict)
    adjustments: dict[Id, Adjustment] = Field(default_factory=dict)
    rank_within: tuple[RankWithin, ...] = ("department", "project")


@dataclass(frozen=True)
class Scheme:
    """A checked scheme with the fingerprint of its text."""

    text: SchemeText
    edition: date
    fingerprint: str

    @property
    def id(self) -> str:
        """The scheme's name."""
        return self.text.scheme

    def bands(self) -> list[tuple[str, int]]:
        """Grades with their lower bounds (thousandths, included), best first."""
        return sorted(self.text.bands.items(), key=lambda band: -band[1])

    def grade(self, total: int) -> str | None:
        """The grade of a total; nothing below the lowest band."""
        return next((grade for grade, least in self.bands() if total >= least), None)

    def weights_of(self, role: str) -> Weighting | None:
        """The weights of a role; nothing for a role the scheme does not appraise."""
        return self.text.roles.get(role)


def bind_scheme(document: Document, rulesets: set[str] | None = None) -> Scheme:
    """The scheme of a document; with `rulesets` given, every ruleset it weighs must be among them."""
    text, problems = checked(SchemeText, document.plain, document)
    if text is None:
        raise RulesetError.of(problems)
    for role, weighting in text.roles.items():
        problems += _weights(("roles", role), weighting.weights, text, rulesets, document)
    if text.project:
        problems += _weights(("project",), text.project.weights, text, rulesets, document)
    for veto, found in text.vetoes.items():
        if found.grade not in text.bands:
            path = ("vetoes", veto, "grade")
            what = f"the grade '{found.grade}'"
            problems.append(unknown_word("E-SCHEME-GRADE", what, found.grade, text.bands, document, path))
    if problems:
        raise RulesetError.of(problems)
    return Scheme(text, text.edition, fingerprint(document))


def _weights(
    path: tuple[str, ...], weights: dict[str, int], text: SchemeText, rulesets: set[str] | None, document: Document
) -> list[Problem]:
    found = []
    total = sum(weights.values())
    if total != FULL:
        message = f"{'.'.join(path)}: the weights add up to {plain(total)}, not 100"
        found.append(Problem("E-SCHEME-WEIGHTS", message, document.place((*path, "weights")), "mend the weights"))
    known = None if rulesets is None else rulesets | set(text.groups)
    for name in weights:
        if known is not None and name not in known:
            where = (*path, "weights", name)
            found.append(unknown_word("E-SCHEME-RULESET", f"the ruleset '{name}'", name, known, document, where))
    return found
