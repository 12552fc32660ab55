"""What becomes of a slot: done against due, with absence judged once."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_core.engine.explain import outcome
from inspect_core.engine.grade import Measured, graded
from inspect_core.language.rule import Grade


def judged(due: int, done: int | None, grade: Grade, *, excused: bool = False, hidden: int = 0) -> tuple[str, int, int]:
    slots = pl.DataFrame({"slot": [0], "due": [due], "excused": [excused]})
    measured = pl.DataFrame(
        {"slot": [0] if done is not None else [], "done": [done] if done is not None else []},
        schema={"slot": pl.Int64, "done": pl.Int64},
    )
    missing = pl.DataFrame({"slot": [0], "hidden": [hidden]}).filter(pl.col("hidden") > 0)
    row = graded([Measured(0, slots, measured, missing, grade)]).collect().row(0, named=True)
    assert sum(row[name] for name in ("met", "partly", "unmet", "excused", "no_data")) == 1
    return outcome(row).name.lower(), row["earned"], row["of"]


@pytest.mark.parametrize(
    ("due", "done", "proportional", "whole"),
    [
        (4, 4, ("met", 4, 4), ("met", 1, 1)),
        (4, 6, ("met", 4, 4), ("met", 1, 1)),
        (4, 3, ("partly", 3, 4), ("unmet", 0, 1)),
        (4, 0, ("unmet", 0, 4), ("unmet", 0, 1)),
        (4, None, ("unmet", 0, 4), ("unmet", 0, 1)),
        (0, None, ("met", 0, 0), ("met", 1, 1)),
    ],
)
def test_done_against_due(
    due: int, done: int | None, proportional: tuple[str, int, int], whole: tuple[str, int, int]
) -> None:
    assert judged(due, done, "proportional") == proportional
    assert judged(due, done, "all_or_nothing") == whole


@pytest.mark.parametrize("done", [None, 0, 3])
def test_an_excused_or_lost_slot_that_was_not_met_counts_neither_way(done: int | None) -> None:
    assert judged(4, done, "proportional", excused=True) == ("excused", 0, 0)
    assert judged(4, done, "proportional", hidden=4) == ("no_data", 0, 0)
    assert judged(4, done, "proportional", excused=True, hidden=4) == ("excused", 0, 0)


def test_an_excused_or_lost_slot_that_was_met_is_met() -> None:
    assert judged(4, 4, "proportional", excused=True, hidden=4) == ("met", 4, 4)


@pytest.mark.parametrize(
    ("hidden", "done", "proportional", "whole"),
    [
        (1, 2, ("partly", 2, 3), ("unmet", 0, 1)),
        (1, 3, ("met", 3, 3), ("met", 1, 1)),
        (1, 4, ("met", 4, 4), ("met", 1, 1)),
        (3, 2, ("met", 2, 2), ("met", 1, 1)),  # what was done beyond what is still due keeps what it earned
        (3, 0, ("unmet", 0, 1), ("unmet", 0, 1)),
        (4, 3, ("no_data", 0, 0), ("no_data", 0, 0)),
    ],
)
def test_what_a_gap_hides_is_not_due(
    hidden: int, done: int, proportional: tuple[str, int, int], whole: tuple[str, int, int]
) -> None:
    assert judged(4, done, "proportional", hidden=hidden) == proportional
    assert judged(4, done, "all_or_nothing", hidden=hidden) == whole


@given(due=st.integers(1, 9), done=st.integers(0, 12), hidden=st.integers(0, 12), excused=st.booleans())
def test_a_gap_never_lowers_the_mark_of_a_slot(due: int, done: int, hidden: int, excused: bool) -> None:
    grades: tuple[Grade, ...] = ("proportional", "all_or_nothing")
    for grade in grades:
        _, was, was_of = judged(due, done, grade, excused=excused)
        _, now, now_of = judged(due, done, grade, excused=excused, hidden=hidden)
        assert now_of == 0 or now * was_of >= was * now_of
        assert now_of == 0 or was_of == 0 or now >= was
