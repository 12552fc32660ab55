"""How many of all may have a grade: a warning when there are more, or an upper limit that is applied openly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from inspect_core.domain.ids import Id
from inspect_core.errors import Problem
from inspect_core.language.node import Document
from inspect_core.language.refusals import unknown_word
from inspect_core.language.scalars import Share

CODE = "E-SCHEME-DISTRIBUTION"


class AtMost(BaseModel):
    """The most of those with a total who may have a grade, as a share of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_most: Share


class Distribution(BaseModel):
    """The share of people who may have a grade, within the whole project, each department, or each role.

    `off` only keeps the figures in the file, `warn` tells where there are more, and `limit` gives those beyond it the
    next grade. The number is rounded down, and equals are never parted: where not all of them fit, all of them fall.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Literal["off", "warn", "limit"] = "off"
    within: Literal["project", "department", "role"] = "project"
    grades: dict[Id, AtMost] = Field(min_length=1)


def distribution_problems(
    found: Distribution | None, bands: Sequence[tuple[str, int]], document: Document
) -> Iterator[Problem]:
    """Limits of grades that no band has, and of the lowest grade, below which nobody can fall."""
    known = [grade for grade, _ in bands]
    for grade in found.grades if found else ():
        path = ("distribution", "grades", grade)
        if grade not in known:
            yield unknown_word(CODE, f"the grade '{grade}'", grade, known, document, path, f"等级 '{grade}'")
        elif grade == known[-1]:
            yield Problem(
                CODE,
                f"the lowest grade '{grade}' cannot be limited: there is no grade below it",
                document.place(path),
                "limit the better grades, and leave this one out",
                f"最低等级 '{grade}' 不能设上限：其下已无等级",
                "请只限制较高的等级，去掉这一项",
            )
