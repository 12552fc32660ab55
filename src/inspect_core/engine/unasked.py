"""Questions that were not asked: they are not applicable, whatever the kind of the rule, and no kind is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from inspect_core.domain.answers import NOT_ASKED
from inspect_core.domain.outcome import Outcome
from inspect_core.engine.kind import AnswerKind, Contribution, Contributions
from inspect_core.engine.tables import AnswerCode
from inspect_core.language.rule import Rule


def contributed(kind: AnswerKind, rule: Rule, codes: Sequence[AnswerCode], day: date) -> Contributions | None:
    """What each answer adds on a day; a question of the rule that was not asked is not applicable."""
    unasked = [found for found in codes if found.value == NOT_ASKED]
    if not unasked:
        return kind.contributions(rule, codes, day)
    table = kind.contributions(rule, [found for found in codes if found.value != NOT_ASKED], day)
    if table is None:
        return None
    own = _read_by(rule)
    rows = [
        Contribution(found.code, outcome=Outcome.NOT_APPLICABLE)
        for found in unasked
        if (found.form, found.question) in own
    ]
    return replace(table, rows=(*table.rows, *rows))


def _read_by(rule: Rule) -> set[tuple[str, str]]:
    """The questions the rule puts on its forms, and those it reads that others put there."""
    asked = {(form, question.id) for form, question in rule.settings.questions(rule.id)}
    return asked | {(form, question) for form in rule.settings.forms() for question, _ in rule.settings.reads()}
