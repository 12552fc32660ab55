"""Awards: who did best in a period, among whom, by what, and who may receive one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel, ConfigDict, Field

from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Problem
from inspect_core.language.node import Document
from inspect_core.language.refusals import unknown_word
from inspect_core.language.scalars import Count, Points, Share, Words, YesNo

AWARD = "E-SCHEME-AWARD"


class Award(BaseModel):
    """The `best` people of some roles and departments, by a ruleset or, when none is named, by their totals.

    `least`, `least_coverage` and `least_judged` are what somebody must have reached; with `no_veto` a veto excludes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    source: Text | None = None
    roles: Words = ()
    departments: Words = ()
    ruleset: Id | None = None
    best: Count = Field(default=1, ge=1)
    least: Points = 0
    least_coverage: Share = 0
    least_judged: Count = 1
    no_veto: YesNo = True


def award_problems(
    awards: Mapping[str, Award], known: Mapping[str, Iterable[str] | None], document: Document
) -> Iterator[Problem]:
    """Awards for roles, departments or rulesets that are not there; `known` says which are, nothing means any."""
    sorts = {"roles": ("role", "角色"), "departments": ("department", "部门"), "ruleset": ("ruleset", "标准")}
    for name, award in awards.items():
        named = {"roles": award.roles, "departments": award.departments, "ruleset": (award.ruleset,)}
        for key, words in named.items():
            there, (en, zh) = known[key], sorts[key]
            for word in words:
                if word is not None and there is not None and word not in there:
                    where = ("awards", name, key)
                    yield unknown_word(AWARD, f"the {en} '{word}'", word, set(there), document, where, f"{zh} '{word}'")
