"""How the rules of a ruleset become one score: added up, by sections, only what passed, or by the weakest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Problem, Unfit
from inspect_core.language.node import Document, Path
from inspect_core.language.refusals import sectioned_twice, unknown_word
from inspect_core.language.scalars import Points, Share, Words

Model = Literal["points", "xccdf-default", "flat", "flat-unweighted", "absolute", "worst"]


class Section(BaseModel):
    """A part of a ruleset with a weight among its neighbours: rules, or sections again, or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text | None = None
    weight: Points = Field(default=1000, ge=0)
    rules: Words = ()
    sections: dict[Id, Section] = Field(default_factory=dict)


class WorstCap(BaseModel):
    """Once the weakest rule is below a share of its points, the whole is at most so much of a hundred."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    below: Share
    at_most: Share


class RollUp(BaseModel):
    """How the rules become one score. `sections` are of xccdf-default, `caps` of points."""

    model_config = ConfigDict(frozen=True)

    model: Model = "points"
    sections: dict[Id, Section] = Field(default_factory=dict)
    caps: tuple[WorstCap, ...] = ()

    @property
    def plain_sum(self) -> bool:
        """Whether the points are added up, and nothing else."""
        return self.model == "points" and not self.caps

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        if self.sections and self.model != "xccdf-default":
            raise Unfit(
                "sections are weighed by roll_up: xccdf-default alone",
                "只有 roll_up: xccdf-default 才按章节加权",
                code="E-RULE-ROLLUP",
                at=("sections",),
                hint="write roll_up: xccdf-default, or leave the sections out",
                hint_zh="请写 roll_up: xccdf-default，或删去 sections",
            )
        if self.caps and self.model != "points":
            raise Unfit(
                "the weakest rule caps a sum of points, and roll_up says another way to score",
                "cap_by_worst 用于分值相加，此处 roll_up 另有算法",
                code="E-RULE-ROLLUP",
                at=("cap_by_worst",),
                hint="leave out either roll_up or cap_by_worst",
                hint_zh="roll_up 与 cap_by_worst 只写其一",
            )
        return self


def sectioned(sections: Mapping[str, Section]) -> frozenset[str]:
    """Every rule that stands in a section; the others stand beside the outermost sections."""
    inner = (sectioned(one.sections) for one in sections.values())
    own = (frozenset(one.rules) for one in sections.values())
    return frozenset[str]().union(*own, *inner)


def section_problems(sections: Mapping[str, Section], rules: Iterable[str], document: Document) -> list[Problem]:
    """Rules that sections name and nobody wrote, and rules that stand in two of them."""
    known, seen, problems = list(rules), set[str](), list[Problem]()
    for path, rule in _named(sections, ("sections",)):
        if rule not in known:
            problems.append(
                unknown_word("E-RULE-SECTION", f"the rule '{rule}'", rule, known, document, path, f"条款 '{rule}'")
            )
        elif rule in seen:
            problems.append(sectioned_twice(rule, document.place(path)))
        seen.add(rule)
    return problems


def _named(sections: Mapping[str, Section], under: Path) -> Iterator[tuple[Path, str]]:
    for name, section in sections.items():
        for position, rule in enumerate(section.rules):
            yield (*under, name, "rules", position), rule
        yield from _named(section.sections, (*under, name, "sections"))
