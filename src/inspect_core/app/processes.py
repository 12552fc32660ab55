"""The same task for many inputs, each in a process of its own core: the default way to run many projects."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from inspect_core.errors import SystemFault

Task = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Processes:
    """A process for every core, each handed one input at a time; `jobs` says how many, otherwise all cores.

    `lost` answers for an input whose process ended in the middle of it, twice; without it the run stops there.
    """

    jobs: int | None = None
    lost: Task | None = None
    name: str = "processes"

    def run(self, task: Task, inputs: Iterable[Any]) -> Iterator[Any]:
        """The answers in the order of the inputs; `task` and inputs must be such that they can be sent to a process."""
        waiting = list(inputs)
        if not waiting:
            return
        pool = _pool(min(self.jobs or cores(), len(waiting)))
        try:
            begun = [pool.submit(task, one) for one in waiting]
            for one, answer in zip(waiting, begun, strict=True):
                yield self._answer(task, one, answer)
        finally:
            pool.shutdown(cancel_futures=True)

    def _answer(self, task: Task, one: Any, answer: Future[Any]) -> Any:
        try:
            return answer.result()
        except BrokenProcessPool:
            return self._alone(task, one)

    def _alone(self, task: Task, one: Any) -> Any:
        """The input once more in a process that nobody shares: whose process ended says nothing about whose fault it was."""
        with _pool(1) as pool:
            try:
                return pool.submit(task, one).result()
            except BrokenProcessPool as error:
                if self.lost is None:
                    raise ended() from error
                return self.lost(one)


def cores() -> int:
    """How many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def ended() -> SystemFault:
    """A process ended in the middle of its work: out of memory, or killed."""
    return SystemFault(
        "E-RUN-PROCESS",
        "the process that worked on it ended in the middle, twice",
        hint="look for memory that ran out, then do it alone, or with fewer at once: --jobs 1",
        message_zh="处理它的进程两次中途退出",
        hint_zh="请检查内存是否不足，再单独运行，或减少并行：--jobs 1",
    )


def _pool(jobs: int) -> ProcessPoolExecutor:
    # a new process, not a copy of this one: what has threads, such as polars, does not survive being copied
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_one_thread)


def _one_thread() -> None:
    """Before anything is imported: a process that has one core starts no threads for the others."""
    os.environ["POLARS_MAX_THREADS"] = "1"
