"""Which fields of an answer the page on formats does not name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.pages import page_text, section


def untold(view: Any, heading: str) -> set[str]:
    """The names of the view's fields that stand nowhere in code in that part, nor in the one on the score."""
    page = page_text("docs/formats.md")
    code = re.findall(r"`([^`]+)`", section(page, heading) + section(page, "## The score"))
    told = {word for found in code for word in re.findall(r"\w+", found)}
    return set(_names(view)) - told


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and set(value) != {"zh", "en"}:
        for name, found in value.items():
            yield name
            if name != "grades":
                yield from _names(found)
    elif isinstance(value, list):
        for one in value:
            yield from _names(one)
