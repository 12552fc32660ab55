"""Tables in any order that polars may give them: what asks for no order must not live by the one it happens to get.

    python -m tests.golden.any_order SEED PROJECT WORDS... [-- WORDS...]

runs commands of the program in one process, with another order by each seed; without a shuffle with the seed 0.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count, groupby
from typing import Any

import polars as pl
import time_machine
from polars.lazyframe.group_by import LazyGroupBy

LATER = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # some commands tell the hour
Frame = Callable[..., pl.LazyFrame]


def shuffle(seed: int) -> None:
    """From now on rows of joins, groups and unique without `maintain_order` are shuffled, and equals where rows are sorted.

    It holds for this process and for good.
    """
    numbers, sort, agg = count(seed * 1_000_000), pl.LazyFrame.sort, LazyGroupBy.agg
    group_by, sorted_groups = pl.LazyFrame.group_by, set[int]()
    kept = list[LazyGroupBy]()  # so that no id is given twice

    def shuffled(frame: pl.LazyFrame) -> pl.LazyFrame:
        return sort(frame, pl.int_range(pl.len()).shuffle(seed=next(numbers)))

    def loosened(known: Frame) -> Frame:
        def call(frame: pl.LazyFrame, *given: Any, **how: Any) -> pl.LazyFrame:
            found = known(frame, *given, **how)
            return shuffled(found) if how.get("maintain_order") in (None, False, "none") else found

        return call

    def sorting(frame: pl.LazyFrame, *by: Any, maintain_order: bool = False, **how: Any) -> pl.LazyFrame:
        return sort(frame if maintain_order else shuffled(frame), *by, maintain_order=True, **how)

    def grouping(frame: pl.LazyFrame, *by: Any, maintain_order: bool = False, **named: Any) -> LazyGroupBy:
        found = group_by(frame, *by, maintain_order=maintain_order, **named)
        if maintain_order:
            kept.append(found)
            sorted_groups.add(id(found))
        return found

    def summing(groups: LazyGroupBy, *what: Any, **named: Any) -> pl.LazyFrame:
        found = agg(groups, *what, **named)
        return found if id(groups) in sorted_groups else shuffled(found)

    frames = {"join": loosened(pl.LazyFrame.join), "unique": loosened(pl.LazyFrame.unique), "sort": sorting}
    for owner, others in ((pl.LazyFrame, {**frames, "group_by": grouping}), (LazyGroupBy, {"agg": summing})):
        for name, other in others.items():
            setattr(owner, name, other)


def main(seed: str, project: str, *words: str) -> int:
    """Run the commands one after another; the highest of their exit codes."""
    from inspect_core.cli.main import run  # noqa: PLC0415  polars is shuffled before anything of the program is there

    commands = [list(group) for apart, group in groupby(words, key=lambda word: word == "--") if not apart]
    with time_machine.travel(LATER, tick=False):
        return max(run(["-q", "--project", project, *command]) for command in commands)


if __name__ == "__main__":
    if int(sys.argv[1]):
        shuffle(int(sys.argv[1]))
    sys.exit(main(*sys.argv[1:]))
