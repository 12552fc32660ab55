from __future__ import annotations

import time

from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.testing.collected import known_kinds

COUNT = 1000
HEAD = f"ruleset: thousand\nedition: 2026-10-01\ntitle: A thousand\npoints: {COUNT}\nforms: {{patrol: {{title: Patrol, at: post}}}}\nrules:\n"
RULE = "  rule-{no}: {{title: {{zh: 第 {no} 条, en: Rule {no}}}, kind: frequency, counts: patrol, per: [post, shift], at_least: {{2025-01-01: 3, 2026-03-01: 4}}, points: 1}}\n"


def test_a_thousand_rules_are_read_in_less_than_a_second() -> None:
    text, kinds = HEAD + "".join(RULE.format(no=no) for no in range(COUNT)), known_kinds().settings()
    start = time.process_time()
    ruleset = bind_ruleset(read_text(text), kinds)
    assert len(ruleset.rules) == COUNT
    assert time.process_time() - start < 1
