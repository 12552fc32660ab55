"""Which questions of a form the analyses of a survey read, as the ruleset of the form says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from inspect_core.domain.form import AS_WORDS, Form
from inspect_core.domain.ids import Id
from inspect_core.errors import Problem
from inspect_core.language.node import Document
from inspect_core.language.refusals import unknown_word
from inspect_core.language.scalars import Points, Words

Method = Literal["kano", "servqual", "nps", "csat", "acsi", "gap"]


class AnalysisText(BaseModel):
    """The questions of a method; or its pairs of questions by dimension, feature or subject, and their weights."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: Words = ()
    pairs: dict[Id, tuple[tuple[Id, Id], ...]] = Field(default_factory=dict)
    weights: dict[Id, Points] = Field(default_factory=dict)


Analyses = dict[Id, dict[Method, AnalysisText]]  # by form, then by method


def analysis_problems(analyses: Analyses, forms: Mapping[str, Form], document: Document) -> list[Problem]:
    """Forms and questions that analyses name and the ruleset does not have, and weights of no dimension."""
    problems = []
    for name, methods in analyses.items():
        form = forms.get(name)
        if form is None:
            what, zh = f"the form '{name}'", f"记录表 '{name}'"
            problems.append(unknown_word("E-RULE-FORM", what, name, forms, document, ("analyses", name), zh))
            continue
        known = [question.id for question in form.questions if question.type in AS_WORDS]
        for method, text in methods.items():
            asked = [*text.questions, *(one for pairs in text.pairs.values() for pair in pairs for one in pair)]
            places = [("questions", known, asked), ("weights", list(text.pairs), list(text.weights))]
            for key, names, found in places:
                strange = [one for one in dict.fromkeys(found) if one not in names]
                at = ("analyses", name, method)
                path = (*at, key) if (*at, key) in document.places else at
                problems += [
                    unknown_word("E-ANALYSE-QUESTION", f"'{one}'", one, names, document, path, f" '{one}'")
                    for one in strange
                ]
    return problems
