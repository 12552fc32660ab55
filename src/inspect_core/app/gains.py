"""What the total would have been: the points of the total that a rule, or one slot of it, cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_core.domain.exact import FULL, milli, share_of

View = Mapping[str, Any]


class Gains:
    """Works on the score view of one person; answers thousandths of the total, before adjustments and vetoes."""

    def __init__(self, person: View) -> None:
        scored = [one for one in person["rulesets"] if one["score"] is not None and one["weight"] is not None]
        self._known = {
            number: sum(milli(one["weight"]) for one in scored if one["stint"] == number)
            for number in range(len(person["stints"]))
        }
        self._days = {number: one["days"] for number, one in enumerate(person["stints"]) if one["total"] is not None}

    @property
    def known(self) -> int:
        """The weights with a score, of the stint that has most of them, in thousandths."""
        return max(self._known.values(), default=0)

    def of_points(self, ruleset: View, points: int) -> int:
        """What so many more points of a ruleset would add to the total."""
        of, stint = milli(ruleset["of"]), ruleset["stint"]
        known, days = self._known.get(stint, 0), self._days.get(stint, 0)
        if not (of and known and days) or points <= 0 or ruleset["weight"] is None:
            return 0
        return share_of(FULL * milli(ruleset["weight"]) * days, points, of * known * sum(self._days.values()))

    def of_ruleset(self, ruleset: View) -> int:
        """What the whole ruleset cost."""
        return self.of_points(ruleset, milli(ruleset["of"]) - milli(ruleset["points"]))

    def of_slot(self, ruleset: View, rule: View, missing: int, of: int) -> int:
        """What one slot cost: `missing` of the `of` units that the rule was scored from."""
        if missing <= 0 or of <= 0:
            return 0
        return self.of_points(ruleset, share_of(milli(rule["of"]), missing, of))
