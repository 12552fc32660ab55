"""What was read and how far the journal went when it was: the two belong together, or a page names the wrong head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from inspect_core.domain.events import Head
from inspect_core.ports import Journal

TRIES: Final = 3
"""How often somebody may append meanwhile before the journal is held for as long as the reading takes."""

Found = TypeVar("Found")


def snapshot(journal: Journal, read: Callable[[], Found]) -> tuple[Found, Head]:
    """What `read` answers, and the head of the journal it was read at; read again when somebody appended meanwhile."""
    for _ in range(TRIES):
        head = journal.head()
        found = read()
        if journal.head() == head:
            return found, head
    with journal.writing() as writer:
        return read(), writer.head
