"""The workload scored by the engine: rules from YAML through a plugin, columns from Arrow files, batch by batch.

python ours.py ROWS OUT [PROJECTS A BATCH]
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import workload as w
from workload_plugin import RULESETS

from inspect_core.app.settings import RuleSettings
from inspect_core.app.shelves import shelves
from inspect_core.app.standards import load_standards
from inspect_core.bootstrap import registry_of
from inspect_core.domain.period import month_period
from inspect_core.engine import tables as t
from inspect_core.engine.batch import TABLES, Source, score_people_in_batches
from inspect_core.engine.ground import Ground
from inspect_core.engine.plan import Plan
from inspect_core.host.loader import Installed
from inspect_core.kinds import checklist, coverage, deadline, deduction, frequency, interval, proportion, quota, rating

BATCH = 160
# the kinds are imported late, when a project asks for them; here that is not to be counted as scoring
_IMPORTED = (checklist, coverage, deadline, deduction, frequency, interval, proportion, quota, rating)


def rules() -> tuple[Plan, Ground]:
    """The plan and the ground of the month, as a project with one plugin has them."""
    entry = EntryPoint("workload", "workload_plugin", "inspect_core")
    registry = registry_of([Installed("inspect-workload", "1", (entry,))])
    settings = RuleSettings(rulesets=RULESETS, scheme="workload")
    standards = load_standards(settings, shelves(None, registry.ruleset_dirs), registry.kinds)
    plan = Plan(standards.rulesets, standards.kinds, standards.scheme)
    return plan, Ground(month_period(f"{w.FIRST:%Y-%m}"), ZoneInfo(w.ZONE), lambda day: day.weekday() < 5)


def source(folder: Path) -> Source:
    """The workload in a folder, nothing of it read yet but its names."""
    text = json.loads((folder / "names.json").read_text())
    scans = {name: w.scan(folder, name) for name in TABLES}
    codes = tuple(t.AnswerCode(code, *found) for code, found in enumerate(text["codes"]))
    return Source(**scans, edges=w.scan(folder, "edges").collect(), codes=codes, names=t.Names(text["names"]))


def main(rows: int, out: Path, batch: int = BATCH, at_once: int = 1) -> None:
    """Scores and writes what the references are compared with."""
    plan, ground = rules()
    found = list(score_people_in_batches(plan, ground, source(w.folder(rows)), batch, at_once))
    pl.concat([part.people for part in found]).write_parquet(out)
    names = {number: ruleset.id for number, ruleset in enumerate(plan.rulesets)}
    rulesets = pl.concat([part.rulesets for part in found])
    rulesets.with_columns(pl.col("ruleset").replace_strict(names)).write_ipc(out.with_suffix(".rulesets"))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
