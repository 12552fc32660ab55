"""What the total would have been: the points of the total that a rule, or one slot of it, cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_core.domain.exact import milli, share_of

View = Mapping[str, Any]


class Gains:
    """Works on the score view of one person; answers thousandths of the total, before adjustments and vetoes."""

    def __init__(self, person: View) -> None:
        self._weights = {one["ruleset"]: milli(one["weight"] or "0") for one in person["rulesets"] if one["score"]}
        self.known = sum(self._weights.values())

    def of_points(self, ruleset: View, points: int) -> int:
        """What so many more points of a ruleset would add to the total."""
        of = milli(ruleset["of"])
        weight = self._weights.get(ruleset["ruleset"], 0)
        if not of or not self.known or points <= 0:
            return 0
        return share_of(100_000 * weight, points, of * self.known)

    def of_ruleset(self, ruleset: View) -> int:
        """What the whole ruleset cost."""
        return self.of_points(ruleset, milli(ruleset["of"]) - milli(ruleset["points"]))

    def of_slot(self, ruleset: View, rule: View, missing: int, of: int) -> int:
        """What one slot cost: `missing` of the `of` units that the rule was scored from."""
        if missing <= 0 or of <= 0:
            return 0
        return self.of_points(ruleset, share_of(milli(rule["of"]), missing, of))
