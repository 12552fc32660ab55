"""Which answers open a finding: the outcome that the score itself gives each answer on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from inspect_core.app.standards import Standards
from inspect_core.domain.finding import Severity
from inspect_core.domain.form import AS_WORDS
from inspect_core.domain.outcome import Outcome
from inspect_core.engine.kind import AnswerKind
from inspect_core.engine.tables import AnswerCode
from inspect_core.language.rule import Rule

Record = Mapping[str, Any]
Said = tuple[str, str, str]  # form, question, answer


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer of a record that opens a finding."""

    rule: Rule
    question: str
    answer: str
    severity: Severity
    return_visit: bool


@dataclass(frozen=True)
class Judge:
    """Knows the rules whose unmet answers open findings, by form, and judges each different answer once.

    A rule is compiled for a stretch of days in which none of its values changes, as for a score.
    """

    standards: Standards
    codes: tuple[AnswerCode, ...]
    _known: dict[tuple[str, date | None], Mapping[Said, Opened]] = field(default_factory=dict, repr=False)

    @cached_property
    def _asking(self) -> Mapping[str, Sequence[tuple[Rule, AnswerKind, Sequence[date]]]]:
        """The rules that open findings by form, with the days on which their values change."""
        found: dict[str, list[tuple[Rule, AnswerKind, Sequence[date]]]] = {}
        for rule, kind in asking(self.standards):
            for form in rule.settings.forms():
                found.setdefault(form, []).append((rule, kind, sorted(kind.change_days(rule))))
        return found

    def opened(self, record: Record, day: date) -> Iterator[Opened]:
        """What a record of that local day opens, in the order of the rules and, of one rule, of the questions' names."""
        form = str(record["form"])
        said = [(form, question, answer) for question, answer in sorted((record.get("answers") or {}).items())]
        for rule, kind, changes in self._asking.get(form, ()):
            opening = self._opening(rule, kind, changes, day)
            yield from (opening[one] for one in said if one in opening)

    def _opening(self, rule: Rule, kind: AnswerKind, changes: Sequence[date], day: date) -> Mapping[Said, Opened]:
        """What each answer to the rule's questions opens on a day; of most answers nothing."""
        since = next((change for change in reversed(changes) if change <= day), None)
        key = (rule.name, since)
        if key not in self._known:
            own = [code for code in self.codes if code.form in rule.settings.forms()]
            found = kind.contributions(rule, own, day)
            said = {code.code: (code.form, code.question, code.value) for code in own}
            judged = ((said[one.code], one.outcome) for one in (found.rows if found else ()))
            self._known[key] = {one: what for one, outcome in judged if (what := _opened(rule, one, outcome))}
        return self._known[key]


def _opened(rule: Rule, said: Said, outcome: Outcome) -> Opened | None:
    """What an answer of that outcome opens; nothing where the rule does not say so."""
    severity, fails = rule.settings.opens(said[2], outcome), rule.settings.failing()
    if severity is None or fails is None:
        return None
    return Opened(rule, said[1], said[2], severity, fails.return_visit)


def asking(standards: Standards) -> Iterator[tuple[Rule, AnswerKind]]:
    """The rules that say that their unmet answers open findings."""
    for rule in (rule for ruleset in standards.rulesets for rule in ruleset.rules):
        fails, kind = rule.settings.failing(), standards.kinds.of(rule)
        if fails is not None and fails.finding is not None and isinstance(kind, AnswerKind):
            yield rule, kind


def judge_of(standards: Standards, records: Iterable[Record]) -> Judge:
    """A judge of these records: of every different answer they give to a question answered in words."""
    said: dict[Said, None] = {}
    for record in records:
        form = standards.forms.get(record["form"])
        for question, answer in (record.get("answers") or {}).items():
            asked = form.question(question) if form else None
            if asked is not None and asked.type in AS_WORDS:
                said[record["form"], question, answer] = None
    return Judge(standards, tuple(AnswerCode(number, *one) for number, one in enumerate(said)))


def forms_asking(standards: Standards) -> Sequence[str]:
    """The forms whose records may open findings."""
    return tuple(dict.fromkeys(form for rule, _ in asking(standards) for form in rule.settings.forms()))
