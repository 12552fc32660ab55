"""Rules over the whole project: how often each was met, what was lost, and the slots that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspect_core.report import figures
from inspect_core.report.bars import Tally, tally
from inspect_core.report.links import href, rule_anchor
from inspect_core.report.person import PersonPart
from inspect_core.report.slots import SlotPart
from inspect_core.report.words import Words

MOST_CASES = 6
MOST_WORST = 5
_ALONE = Decimal(100)  # the weight of a ruleset that stands alone


@dataclass(frozen=True, slots=True)
class Case:
    """A slot below standard, with whom it is credited to and where to read on."""

    slot: SlotPart
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of the project; `lost` is the share of its points that was lost, `cost` what that cost the project."""

    anchor: str
    ruleset: str
    ruleset_title: str
    title: str
    says: str
    source: str
    shadow: bool
    advisory: bool
    tally: Tally
    lost: Decimal | None
    lost_shown: str
    cost: Decimal
    cost_shown: str
    cases: tuple[Case, ...]
    more: int


def rule_rows(
    rulesets: Sequence[Mapping[str, Any]], parts: Iterable[PersonPart], pages: Mapping[str, str], words: Words
) -> tuple[RuleRow, ...]:
    """Every rule of the project in the order of the standards, each with its slots below standard."""
    found = _cases(parts, pages)
    return tuple(
        _row(ruleset, rule, found.get((ruleset["ruleset"], rule["rule"]), _Found()), words)
        for ruleset in rulesets
        for rule in ruleset.get("rules") or ()
    )


def worst_rules(rules: Sequence[RuleRow]) -> tuple[RuleRow, ...]:
    """The rules that cost the project's score most, worst first."""
    losing = [row for row in rules if row.cost_shown != figures.NOTHING and not row.shadow]
    return tuple(sorted(losing, key=lambda row: (-row.cost, row.anchor))[:MOST_WORST])


@dataclass(slots=True)
class _Found:
    """What the persons' explanations say about one rule, gathered while reading them."""

    slots: dict[str, tuple[SlotPart, list[tuple[str, str]]]]
    says: str
    source: str
    more: int

    def __init__(self) -> None:
        self.slots, self.says, self.source, self.more = {}, "", "", 0


def _cases(parts: Iterable[PersonPart], pages: Mapping[str, str]) -> dict[tuple[str, str], _Found]:
    found: dict[tuple[str, str], _Found] = {}
    for part in parts:
        for rule in (rule for ruleset in part.rulesets for rule in ruleset.rules):
            kept = found.setdefault((rule.ruleset, rule.rule), _Found())
            kept.says, kept.source = kept.says or rule.says, kept.source or rule.source
            for slot in rule.slots:
                if slot.outcome in ("unmet", "partly"):
                    _, people = kept.slots.setdefault(slot.slot, (slot, []))
                    people.append((part.name, href(pages[part.id], slot.anchor)))
    return found


def _row(ruleset: Mapping[str, Any], rule: Mapping[str, Any], found: _Found, words: Words) -> RuleRow:
    counted = tally(rule)
    points, of = figures.number(rule.get("points")), figures.number(rule.get("of"))
    gone = None if points is None or of is None else of - points
    lost = figures.share(gone, of)
    cost = (gone or Decimal(0)) * (figures.number(ruleset.get("weight")) or _ALONE) / 100
    ordered = sorted(found.slots.values(), key=lambda pair: (pair[0].outcome != "unmet", -pair[0].worth, pair[0].slot))
    return RuleRow(
        anchor=rule_anchor(ruleset["ruleset"], rule["rule"]),
        ruleset=ruleset["ruleset"],
        ruleset_title=words.say(ruleset.get("title")) or str(ruleset["ruleset"]),
        title=words.say(rule.get("title")) or str(rule["rule"]),
        says=found.says,
        source=found.source,
        shadow=rule.get("counts") is False,
        advisory=rule.get("advisory") is True,
        tally=counted,
        lost=lost,
        lost_shown=figures.percent(lost),
        cost=cost,
        cost_shown=figures.lost(cost),
        cases=tuple(Case(slot, tuple(people)) for slot, people in ordered[:MOST_CASES]),
        more=max(0, counted.of("unmet") + counted.of("partly") - min(len(ordered), MOST_CASES)),
    )
