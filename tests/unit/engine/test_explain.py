"""The rows read back: each answer with what it cost."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from inspect_core.bootstrap import registry_of
from inspect_core.domain.period import month_period
from inspect_core.engine.encode import encode
from inspect_core.engine.explain import spelled
from inspect_core.engine.ground import Ground
from inspect_core.engine.plan import Plan
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import bind_scheme
from inspect_core.testing.month import records_of

ZONE = ZoneInfo("Asia/Shanghai")
KINDS = registry_of().kinds
RULESET = """
ruleset: conduct
edition: 2026-01-01
title: conduct
forms:
  check: {title: check, about: person}
rules:
  talk:
    title: talk
    kind: deduction
    form: check
    faults: {chatting: {ask: chatting, repeat: [1, 2, 3]}, dress: {ask: dress, deduct: 0.5}}
    points: 100
"""
SCHEME = "scheme: s\nedition: 2026-01-01\ntitle: s\nroles: {guard: {weights: {conduct: 100}}}\nbands: {A: 0}\n"


def test_a_repeated_answer_tells_what_it_cost_each_time() -> None:
    ruleset = bind_ruleset(read_text(RULESET), KINDS.settings())
    plan = Plan([ruleset], KINDS, bind_scheme(read_text(SCHEME)))
    answers = {"chatting": "fail", "dress": "fail"}
    seen = [
        {"form": "check", "observer": "li", "subject": "wang", "at": f"2026-{day} 08:10", "answers": answers}
        for day in ("09-30", "10-01", "10-02", "10-03", "10-31", "11-01")
    ]
    words = {"day": "2026-10-08", "people": {"li": "leader", "wang": "guard"}, "seen": seen}
    tables = encode(records_of({}, words, plan.forms, ZONE), plan.forms, ZONE)
    found = spelled(plan, 0, Ground(month_period("2026-10"), ZONE, lambda _: True), tables)
    costs = found.answers.sort("visit", "code").group_by("visit", maintain_order=True).agg("deduction")
    assert costs["deduction"].to_list() == [[1_000, 500], [2_000, 500], [3_000, 500], [3_000, 500]]
    assert found.rows["earned"].to_list() == [98_500, 97_500, 96_500, 96_500]
