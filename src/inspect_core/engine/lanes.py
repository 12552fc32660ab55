"""The number under which a rule's answers are summed: its own, and another for each later stretch of its values."""

from __future__ import annotations

RULES = 2**20  # more than any plan has


def lane_of(rule: int, stretch: int) -> int:
    """The number of a stretch of a rule, counted from 0 in the order of time; the first has the rule's own number."""
    return rule + stretch * RULES


def rule_of(lane: int) -> int:
    """The number of the rule a lane belongs to."""
    return lane % RULES
