"""The appraisal scheme: whose month is made of which rulesets, in which weights, with which grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from inspect_core.domain.exact import FULL
from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Place, Problem, RulesetError
from inspect_core.language.adjustments import Adjustment
from inspect_core.language.appeals import Appeals
from inspect_core.language.awards import Award, award_problems
from inspect_core.language.binding import fingerprint
from inspect_core.language.closing import ClosingRoles
from inspect_core.language.complaints import checked
from inspect_core.language.distribution import Distribution, distribution_problems
from inspect_core.language.findings import FindingsText, finding_problems
from inspect_core.language.indicators import Indicator, indicator_problems
from inspect_core.language.node import Document, Path
from inspect_core.language.refusals import no_lowest_band, same_bound, unknown_word, wrong_weights
from inspect_core.language.sanctions import GATE, MOST_CARDS, Card, Gate, Veto, card_problems, looks_back
from inspect_core.language.scalars import Count, Day, Points, Share
from inspect_core.language.year import Year

Weight = Annotated[Points, Field(ge=0)]
RankWithin = Literal["department", "project", "role"]


class Weighting(BaseModel):
    """Weights of rulesets, total 100, and the evidence without which there is no result.

    `least_coverage` is a share of what should be known; `least_judged` a number of judged slots and answers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text | None = None
    weights: dict[Id, Weight] = Field(min_length=1)
    least_coverage: Share = 0
    least_judged: Count = 0


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
    gates: dict[Id, Gate] = Field(default_factory=dict)
    cards: dict[Id, Card] = Field(default_factory=dict, max_length=MOST_CARDS)
    adjustments: dict[Id, Adjustment] = Field(default_factory=dict)
    indicators: dict[Id, Indicator] = Field(default_factory=dict)
    awards: dict[Id, Award] = Field(default_factory=dict)
    appeals: Appeals = Appeals()
    closing: ClosingRoles = ClosingRoles()
    findings: FindingsText = FindingsText()
    rank_within: tuple[RankWithin, ...] = ("department", "project")
    distribution: Distribution | None = None
    year: Year = Field(default_factory=Year)


@dataclass(frozen=True)
class Scheme:
    """A checked scheme with the fingerprint of its text."""

    text: SchemeText
    edition: date
    fingerprint: str
    file: str
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where the form of each adjustment stands."""
    gates: Mapping[str, Place] = field(default_factory=dict)
    """Where what each gate is about stands."""
    cards: Mapping[str, Place] = field(default_factory=dict)
    """Where each card stands."""

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

    @property
    def looks_back(self) -> int:
        """How many periods before this one its cards ask about."""
        return looks_back(self.text.cards)

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
    problems += [*_grades(text, document), *card_problems(text.cards, document)]
    problems += _gated(text, rulesets, document)
    taken = {*(rulesets or ()), *text.groups}
    problems += indicator_problems(text.indicators, taken, text.project.weights if text.project else (), document)
    open_to = {"roles": text.roles, "departments": text.departments or None, "ruleset": rulesets}
    problems += award_problems(text.awards, open_to, document)
    problems += finding_problems(text.findings, text.roles, document)
    for grade in text.coefficients:
        if grade not in text.bands:
            problems.append(_no_grade(grade, text, document, ("coefficients", grade)))
    problems += _bands(text, document)
    best_first = sorted(text.bands.items(), key=lambda band: -band[1])
    problems += distribution_problems(text.distribution, best_first, document)
    if problems:
        raise RulesetError.of(problems)
    places = {name: document.place(("adjustments", name, "form")) for name, one in text.adjustments.items() if one.form}
    gates = {
        name: document.place(("gates", name, "rule" if gate.rule else "ruleset")) for name, gate in text.gates.items()
    }
    cards = {name: document.place(("cards", name)) for name in text.cards}
    return Scheme(text, text.edition, fingerprint(document), document.file, places, gates, cards)


def _grades(text: SchemeText, document: Document) -> list[Problem]:
    """Vetoes, gates and cards that name a grade without a band."""
    named = {
        **{("vetoes", name): veto.grade for name, veto in text.vetoes.items()},
        **{("gates", name): gate.grade for name, gate in text.gates.items()},
        **{("cards", name): card.grade for name, card in text.cards.items()},
    }
    return [
        _no_grade(grade, text, document, (*path, "grade"))
        for path, grade in named.items()
        if grade is not None and grade not in text.bands
    ]


def _gated(text: SchemeText, rulesets: set[str] | None, document: Document) -> list[Problem]:
    """Gates of rulesets that are not there."""
    found = []
    for name, gate in text.gates.items():
        if rulesets is not None and gate.ruleset not in rulesets:
            where, zh = ("gates", name, "ruleset"), f"标准 '{gate.ruleset}'"
            what = f"the ruleset '{gate.ruleset}'"
            found.append(unknown_word(GATE, what, gate.ruleset, rulesets, document, where, zh))
    return found


def _no_grade(grade: str, text: SchemeText, document: Document, path: Path) -> Problem:
    return unknown_word("E-SCHEME-GRADE", f"the grade '{grade}'", grade, text.bands, document, path, f"等级 '{grade}'")


def _bands(text: SchemeText, document: Document) -> list[Problem]:
    """Every total has one grade: no two bands begin at one number, and the lowest begins at 0."""
    begins: dict[int, str] = {}
    found = []
    for grade, bound in text.bands.items():
        first = begins.setdefault(bound, grade)
        if first != grade:
            found.append(same_bound(grade, first, bound, document.place(("bands", grade))))
    lowest = min(text.bands.values())
    if lowest > 0:
        found.append(no_lowest_band(lowest, document.place(("bands", begins[lowest]))))
    return found


def _weights(
    path: tuple[str, ...], weights: dict[str, int], text: SchemeText, rulesets: set[str] | None, document: Document
) -> list[Problem]:
    found = []
    total = sum(weights.values())
    if total != FULL:
        found.append(wrong_weights(".".join(path), total, document.place((*path, "weights"))))
    known = None if rulesets is None else rulesets | set(text.groups) | set(text.indicators)
    for name in weights:
        if known is not None and name not in known:
            where = (*path, "weights", name)
            what, zh = f"the ruleset '{name}'", f"标准 '{name}'"
            found.append(unknown_word("E-SCHEME-RULESET", what, name, known, document, where, zh))
    return found
