"""Tasks in processes of their own: answers in order, one input at a time, and what happens when a process dies."""

from __future__ import annotations

import os
import time

import pytest

from inspect_core.app.processes import Processes, cores
from inspect_core.errors import SystemFault


def slow_first(number: int) -> tuple[int, str | None]:
    time.sleep(0.3 if number == 0 else 0)
    return number, os.environ.get("POLARS_MAX_THREADS")


def deadly(number: int) -> int:
    if number == 1:
        os._exit(9)
    return number


def minus(number: int) -> int:
    return -number


def test_answers_come_in_the_order_of_the_inputs_and_each_process_has_one_thread() -> None:
    assert list(Processes(2).run(slow_first, range(4))) == [(number, "1") for number in range(4)]
    assert "POLARS_MAX_THREADS" not in os.environ


def test_nothing_to_do_starts_no_process() -> None:
    assert list(Processes(2).run(deadly, [])) == []


def test_an_input_that_kills_its_process_is_answered_for_and_the_others_are_done() -> None:
    assert list(Processes(2, lost=minus).run(deadly, range(4))) == [0, -1, 2, 3]


def test_without_anybody_to_answer_for_it_a_dead_process_stops_the_run() -> None:
    with pytest.raises(SystemFault) as refused:
        list(Processes(1).run(deadly, [1]))
    assert refused.value.code == "E-RUN-PROCESS"


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
