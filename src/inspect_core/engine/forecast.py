"""What is still in shadow, and the same plan as it will be once that counts."""

from __future__ import annotations

from dataclasses import replace

from inspect_core.domain.period import Period
from inspect_core.engine.plan import Plan
from inspect_core.language.rule import Rule


def in_shadow(plan: Plan, period: Period) -> tuple[Rule, ...]:
    """The rules that are shown in the period and do not count yet; advice never will."""
    return tuple(rule for rule in plan.rules if not rule.settings.advisory and not plan.counts(rule, period))


def counting(plan: Plan) -> Plan:
    """The plan with no rule in shadow."""
    rulesets = [replace(ruleset, rules=tuple(_counting(rule) for rule in ruleset.rules)) for ruleset in plan.rulesets]
    return replace(plan, rulesets=rulesets)


def _counting(rule: Rule) -> Rule:
    if rule.settings.shadow_until is None:
        return rule
    return replace(rule, settings=rule.settings.model_copy(update={"shadow_until": None}))
