"""The rule and ruleset part of a score view, for a person, a place or the project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_core.app.month import Month
from inspect_core.app.roll_up_words import told as told_of
from inspect_core.domain.exact import FULL, plain, share_of
from inspect_core.domain.text import Text
from inspect_core.engine.combine import PARTS, Part, combined
from inspect_core.language.roll_ups import RollUp

View = dict[str, Any]
_COUNTS = {
    "met": "met",
    "partly": "partly",
    "unmet": "unmet",
    "excused": "excused",
    "not_applicable": "na",
    "no_data": "no_data",
}


class RuleViews:
    """Looks up the rules of any target; the rows are sorted out once."""

    def __init__(self, month: Month) -> None:
        self._month = month
        self._rows: dict[str, dict[int, list[Mapping[str, Any]]]] = {}
        for sort, frame in month.scored.rules.items():
            groups: dict[int, list[Mapping[str, Any]]] = {}
            for row in frame.iter_rows(named=True):
                groups.setdefault(row[sort], []).append(row)
            self._rows[sort] = groups

    def of(self, sort: str, target: int, role: str | None) -> list[View]:
        """The rulesets of a target with their rules, in the order of the plan; `role` adds the weights."""
        rules = {row["rule"]: row for row in self._rows[sort].get(target, ())}
        views = []
        for number, ruleset in enumerate(self._month.plan.rulesets):
            own = {rule: sums for rule, sums in sorted(rules.items()) if self._month.plan.ruleset_of[rule] == number}
            if own:
                views.append(self._ruleset(number, ruleset.id, ruleset.title.model_dump(), own, role))
        return views

    def _ruleset(
        self, number: int, id: str, title: View, own: Mapping[int, Mapping[str, Any]], role: str | None
    ) -> View:
        points, of = (sum(sums[name] for sums in own.values()) for name in ("points", "of"))
        score = share_of(FULL, points, of) if of else None
        how, told = self._month.plan.rulesets[number].roll_up, None
        if not how.plain_sum:
            points, of, score, told = self._combined(how, own)
        return {
            "ruleset": id,
            "title": title,
            "weight": plain(self.weight(id, role)),
            "score": plain(score),
            "roll_up": how.model,
            "how": told.model_dump() if told else None,
            "points": plain(points),
            "of": plain(of),
            "coverage": plain(self._coverage(own)),
            "rules": [self._rule(number, sums) for number, sums in own.items()],
        }

    def _combined(self, how: RollUp, own: Mapping[int, Mapping[str, Any]]) -> tuple[int, int, int | None, Text | None]:
        """Points, of and score by the way the ruleset says, and how they came about."""
        rules = self._month.plan.rules
        judged = {number: sums for number, sums in own.items() if sums["counts"] and sums["den"] > 0}
        parts = [Part(rules[number].id, *(sums[name] for name in PARTS)) for number, sums in judged.items()]
        found = combined(how, parts)
        titles = {rules[number].id: rules[number].settings.title for number in own}
        if found is None:
            return 0, 0, None, None
        return found.points, found.of, found.score, told_of(how, found, titles)

    def weight(self, ruleset: str, role: str | None) -> int | None:
        """The weight of a ruleset in the scheme of a role, or of the project; nothing where it has none."""
        text = self._month.plan.scheme.text
        weighting = text.roles.get(role) if role is not None else text.project
        if weighting is None:
            return None
        own = weighting.weights.get(ruleset, 0)
        for name, group in text.groups.items():
            if ruleset in group.weights and name in weighting.weights:
                own += share_of(weighting.weights[name], group.weights[ruleset], sum(group.weights.values()))
        return own or None

    def _coverage(self, own: Mapping[int, Mapping[str, Any]]) -> int | None:
        covered = coverable = 0
        for number, sums in own.items():
            rule = self._month.plan.rules[number]
            known = sums["met"] + sums["partly"] + sums["unmet"]
            whole = known + sums["no_data"]
            if whole and self._month.plan.counts(rule, self._month.ground.period):
                covered += share_of(rule.settings.points, known, whole)
                coverable += rule.settings.points
        return share_of(FULL, covered, coverable) if coverable else None

    def _rule(self, number: int, sums: Mapping[str, Any]) -> View:
        rule = self._month.plan.rules[number]
        due = sum(sums[column] for column in _COUNTS.values())
        return {
            "rule": rule.id,
            "title": rule.settings.title.model_dump(),
            "kind": rule.settings.kind,
            "due": due,
            **{name: sums[column] for name, column in _COUNTS.items()},
            "points": plain(sums["points"]),
            "of": plain(sums["of"]),
            "passed": sums["passed"] if sums["counts"] and sums["den"] > 0 else None,
            "counts": self._month.plan.counts(rule, self._month.ground.period),
            "advisory": rule.settings.advisory,
        }
