"""What a scoring run is made of: rulesets in force, their kinds, the scheme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from inspect_core.domain.form import Form
from inspect_core.domain.period import Period
from inspect_core.engine.combine import Combining
from inspect_core.engine.kind import AnswerKind, Kinds, RowKind, SlotKind
from inspect_core.engine.recurring import Recurring
from inspect_core.engine.roll_up import RuleWorth
from inspect_core.engine.seen import AnswerRule
from inspect_core.language.rule import UNITS, Rule, RuleHeader, Ruleset
from inspect_core.language.scheme import Scheme


@dataclass(frozen=True)
class Plan:
    """Rulesets, kinds and scheme; a rule's number is its position among all rules."""

    rulesets: Sequence[Ruleset]
    kinds: Kinds
    scheme: Scheme

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every ruleset, in order."""
        return tuple(rule for ruleset in self.rulesets for rule in ruleset.rules)

    @cached_property
    def ruleset_of(self) -> tuple[int, ...]:
        """The number of the ruleset of each rule."""
        return tuple(number for number, ruleset in enumerate(self.rulesets) for _ in ruleset.rules)

    @cached_property
    def trims(self) -> dict[int, tuple[int, int]]:
        """How many of the highest and of the lowest answers a rule leaves out, by the number of the rule."""
        found = ((number, getattr(rule.settings, "trim", None)) for number, rule in enumerate(self.rules))
        return {number: (trim.highest, trim.lowest) for number, trim in found if trim is not None}

    @cached_property
    def components(self) -> dict[str, int]:
        """The number of each ruleset, and behind them of each indicator: what a role may weigh."""
        return {
            name: number
            for number, name in enumerate((*(one.id for one in self.rulesets), *self.scheme.text.indicators))
        }

    @cached_property
    def combining(self) -> dict[int, Combining]:
        """The rulesets whose rules are not simply added up, by number."""
        return {
            number: Combining(
                ruleset.roll_up, {rule: self.rules[rule].id for rule, of in enumerate(self.ruleset_of) if of == number}
            )
            for number, ruleset in enumerate(self.rulesets)
            if not ruleset.roll_up.plain_sum
        }

    @cached_property
    def forms(self) -> dict[str, Form]:
        """Every form of every ruleset."""
        return {form.id: form for ruleset in self.rulesets for form in ruleset.forms.values()}

    def slot_rules(self) -> Sequence[tuple[int, Rule, SlotKind]]:
        """The rules that lay out slots, with their numbers."""
        return self._slot_rules

    def answer_rules(self) -> Sequence[AnswerRule]:
        """The rules that are scored from answers."""
        return self._answer_rules

    def row_rules(self) -> Sequence[tuple[int, Rule, RowKind]]:
        """The rules whose kind judges record by record."""
        return self._row_rules

    @cached_property
    def _slot_rules(self) -> tuple[tuple[int, Rule, SlotKind], ...]:
        found = ((number, rule, self.kinds.of(rule)) for number, rule in enumerate(self.rules))
        return tuple((number, rule, kind) for number, rule, kind in found if isinstance(kind, SlotKind))

    @cached_property
    def _answer_rules(self) -> tuple[AnswerRule, ...]:
        found = ((number, rule, self.kinds.of(rule)) for number, rule in enumerate(self.rules))
        return tuple(AnswerRule(number, rule, kind) for number, rule, kind in found if isinstance(kind, AnswerKind))

    @cached_property
    def _row_rules(self) -> tuple[tuple[int, Rule, RowKind], ...]:
        found = ((number, rule, self.kinds.of(rule)) for number, rule in enumerate(self.rules))
        return tuple((number, rule, kind) for number, rule, kind in found if isinstance(kind, RowKind))

    def counts(self, rule: Rule, period: Period) -> bool:
        """Whether a rule counts in the period; a shadow or advisory rule is shown and explained but counts nothing."""
        if rule.settings.advisory:
            return False
        until = rule.settings.shadow_until
        return until is None or until <= period.first


def credited(rule: Rule) -> tuple[str, ...]:
    """Whose score the rule is, as written or by the default of its shape."""
    settings = rule.settings
    if isinstance(settings, Recurring):
        return settings.credited
    return settings.credit or ("subject",)


Credit = tuple[tuple[str, ...], ...]


def credit_key(words: tuple[str, ...], about: RuleHeader) -> Credit:
    """All that says who is credited: rules with the same are credited alike."""
    due_of = (about.parts.who or "nobody",) if isinstance(about, Recurring) else ()
    return words, tuple(getattr(about, "by", ())), about.of, about.on_duty_at, due_of


def worth(number: int, rule: Rule, ruleset: int, *, counts: bool) -> RuleWorth:
    """What a rule is worth before any answer table is known."""
    return RuleWorth(number, ruleset, rule.settings.points, counts=counts, unit=UNITS[rule.settings.rounding])
