"""A progress bar on stderr, on a terminal only, for what may take longer than a second."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")


class Step:
    """One step after another: `step(words, count)` begins one, `step.done(value)` counts and hands the value on."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar
        self._task = None if bar is None else bar.add_task("", total=None)

    def __call__(self, words: str, total: int | None) -> None:
        """Begins a step of `total` parts; None where nobody knows how many."""
        if self._bar is not None and self._task is not None:
            self._bar.reset(self._task, total=total, description=words)

    def done(self, value: T) -> T:
        """One part is done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)
        return value


@contextmanager
def progress(session: Session) -> Iterator[Step]:
    """The bar for the steps of one command; none when quiet or when nobody is watching."""
    if session.quiet or session.json or not sys.stderr.isatty():
        yield Step(None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Step(bar)
