"""What the total would have been: the points of the total that a rule, or one slot of it, cost."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from inspect_core.domain.exact import FULL, milli, share_of
from inspect_core.engine.combine import Part, combined
from inspect_core.language.roll_ups import RollUp
from inspect_core.language.scheme import SchemeText, Weighting

View = Mapping[str, Any]
_ADDED_UP: Mapping[str, RollUp] = MappingProxyType({})


class Gains:
    """Works on the score view of one person; answers thousandths of the total, before adjustments and vetoes."""

    def __init__(self, person: View, scheme: SchemeText, roll_ups: Mapping[str, RollUp] = _ADDED_UP) -> None:
        self._roll_ups = roll_ups
        self._known: dict[int, int] = {}
        self._weights: dict[tuple[int, str], Fraction] = {}
        for number, stint in enumerate(person["stints"]):
            own = [one for one in person["rulesets"] if one["stint"] == number and one["score"] is not None]
            known = {one["ruleset"] for one in own}
            known |= {one["indicator"] for one in _indicators(person, number) if one["score"] is not None}
            self._weigh(number, known, scheme.roles.get(stint["role"]), scheme)
        self._days = {number: one["days"] for number, one in enumerate(person["stints"]) if one["total"] is not None}

    def _weigh(self, stint: int, scored: set[str], weighting: Weighting | None, scheme: SchemeText) -> None:
        """The weights of a stint; what is not known of a group is carried by the rest of the group."""
        self._known[stint] = 0
        for name, weight in weighting.weights.items() if weighting else ():
            parts = scheme.groups[name].weights if name in scheme.groups else {name: 1}
            whole = sum(share for part, share in parts.items() if part in scored)
            for part in (part for part in parts if part in scored and whole):
                before = self._weights.get((stint, part), Fraction(0))
                self._weights[stint, part] = before + Fraction(weight * parts[part], whole)
            self._known[stint] += weight if whole else 0

    @property
    def known(self) -> int:
        """The weights with a score, of the stint that has most of them, in thousandths."""
        return max(self._known.values(), default=0)

    def of_points(self, ruleset: View, points: int) -> int:
        """What so many more points of a ruleset that adds up its rules would add to the total."""
        return self._added(ruleset, points, milli(ruleset["of"]))

    def of_rule(self, ruleset: View, rule: View, points: int) -> int:
        """What so many more points of a rule would add to the total, by the way its ruleset scores."""
        how = self._roll_up(ruleset)
        if how.plain_sum:
            return self.of_points(ruleset, points)
        better = combined(how, [_part(one, points if one is rule else 0) for one in _judged(ruleset)])
        return self._added(ruleset, better.score - milli(ruleset["score"]), FULL) if better else 0

    def _roll_up(self, ruleset: View) -> RollUp:
        return self._roll_ups.get(ruleset["ruleset"], RollUp())

    def _added(self, ruleset: View, points: int, of: int) -> int:
        """What so many points of so many of a ruleset add to the total."""
        stint = ruleset["stint"]
        known, days = self._known.get(stint, 0), self._days.get(stint, 0)
        weight = self._weights.get((stint, ruleset["ruleset"]), Fraction(0))
        if not (of and known and days and weight) or points <= 0:
            return 0
        whole = of * known * sum(self._days.values()) * weight.denominator
        return share_of(FULL * weight.numerator * days, points, whole)

    def of_ruleset(self, ruleset: View) -> int:
        """What the whole ruleset cost."""
        if self._roll_up(ruleset).plain_sum:
            return self.of_points(ruleset, milli(ruleset["of"]) - milli(ruleset["points"]))
        return self._added(ruleset, FULL - milli(ruleset["score"]), FULL) if ruleset["score"] is not None else 0

    def of_indicator(self, indicator: View) -> int:
        """What an indicator cost; nothing where it has no value."""
        if indicator["score"] is None:
            return 0
        named = {"stint": indicator["stint"], "ruleset": indicator["indicator"]}
        return self._added(named, FULL - milli(indicator["score"]), FULL)

    def of_slot(self, ruleset: View, rule: View, missing: int, of: int) -> int:
        """What one slot cost: `missing` of the `of` units that the rule was scored from."""
        if missing <= 0 or of <= 0:
            return 0
        return self.of_rule(ruleset, rule, share_of(milli(rule["of"]), missing, of)) if milli(rule["of"]) else 0


def _indicators(person: View, stint: int) -> list[View]:
    return [one for one in person.get("indicators") or () if one["stint"] == stint]


def _judged(ruleset: View) -> list[View]:
    return [one for one in ruleset["rules"] if one["passed"] is not None]


def _part(rule: View, more: int) -> Part:
    """A rule with so many more points; who has all of them passed."""
    of = milli(rule["of"])
    points = min(milli(rule["points"]) + more, of)
    return Part(rule["rule"], points, of, rule["passed"] or (more > 0 and points == of))
