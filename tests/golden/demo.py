"""The demo month, scored by the shipped standards without a store in between."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from inspect_core.app.calendars import published, remembered
from inspect_core.app.month import Labels, Month, Provenance
from inspect_core.app.views import score_view
from inspect_core.bootstrap import registry_of
from inspect_core.demo.days import TIME_ZONE
from inspect_core.demo.month import build
from inspect_core.domain.period import month_period
from inspect_core.domain.text import Text
from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground
from inspect_core.engine.plan import Plan
from inspect_core.engine.records import Records
from inspect_core.engine.run import score_month
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_file
from inspect_core.language.scheme import bind_scheme
from inspect_core.shipped import shipped

ZONE = ZoneInfo(TIME_ZONE)
SUMMARY = Path(__file__).parent / "demo-2026-10.txt"
RULESETS = ("etiquette", "patrol", "cleaning-grade-1", "security-grade-1")


def demo_plan() -> Plan:
    """The shipped rulesets that the residential scheme weighs."""
    kinds, folder = registry_of().kinds, shipped("rulesets")
    rulesets = [bind_ruleset(read_file(folder / f"{name}.yaml"), kinds.settings()) for name in RULESETS]
    scheme = bind_scheme(read_file(folder / "schemes" / "residential.yaml"), set(RULESETS))
    return Plan(rulesets, kinds, scheme)


def records(seed: int = 0) -> Records:
    """The records of the demo month; a seed other than 0 turns their order over."""
    month = build()
    dice = random.Random(seed)

    def rows(values: Sequence[Any]) -> list[dict[str, Any]]:
        bodies = [value.model_dump(mode="json") for value in values]
        return dice.sample(bodies, len(bodies)) if seed else bodies

    return Records(
        project="demo",
        people=rows(month.people),
        places=rows(month.places),
        shifts=rows(month.shifts),
        duties=rows(month.duties),
        gaps=rows(month.gaps),
        observations=rows(month.observations),
    )


def scored_demo(seed: int = 0) -> Month:
    """October 2026 of the demo project."""
    plan = demo_plan()
    ground = Ground(month_period("2026-10"), ZONE, remembered(published()))
    tables = encode(records(seed), plan.forms, ZONE)
    source = Provenance("demo", Text(zh="临江花园", en="Linjiang Garden"))
    return Month(plan, ground, tables, score_month(plan, ground, tables), source, Labels())


def summary() -> str:
    """The demo month on a page: the hash of its score view, and a line for each person and ruleset."""
    view = score_view(scored_demo())
    hashed = hashlib.sha256(orjson.dumps(view, option=orjson.OPT_SORT_KEYS)).hexdigest()
    lines = [f"sha256 of the score view  {hashed}", ""]
    for person in view["people"]:
        told = (person["id"], person["role"], person["status"], person["total"], person["grade"], person["coverage"])
        lines.append("  ".join(str(part if part is not None else "-") for part in told))
    lines.append("")
    for ruleset in view["project_score"]["rulesets"]:
        lines.append(f"{ruleset['ruleset']}  {ruleset['score']}  {ruleset['coverage']}")
        lines += [f"  {rule['rule']}  {rule['points']} of {rule['of']}  due {rule['due']}" for rule in ruleset["rules"]]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    SUMMARY.write_text(summary(), encoding="utf-8")
