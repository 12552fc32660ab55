"""Tables on a terminal and in a pipe, in columns that line up in Chinese too."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspect_core.cli.session import Session

PIPE_WIDTH = 240


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading in both languages, and whether figures stand to the right."""

    zh: str
    en: str
    right: bool = False


def table(session: Session, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, title: str = "") -> None:
    """The rows under their headings on stdout; in a pipe without colours and never cut to the width of a screen."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    watched = sys.stdout.isatty()
    made = Table(box=SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for column in columns:
        heading = Text(session.both(column.zh, column.en))
        made.add_column(heading, justify="right" if column.right else "left", overflow="fold", no_wrap=not watched)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    console = Console(highlight=False, width=None if watched else PIPE_WIDTH, soft_wrap=not watched)
    console.print(made)
