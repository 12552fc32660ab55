"""A YAML text as plain values with the place of each: every scalar stays the text somebody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inspect_core.errors import Place

Path = tuple[str | int, ...]
Plain = Any  # str | None | list[Plain] | dict[str, Plain]


@dataclass(frozen=True)
class Document:
    """One text: its values as texts, lists and mappings, and the line and column of every path.

    An overlay laid over what it extends is one document too: `files` then says which paths stand in another file, and
    `layers` names the rulesets it was laid over, nearest first, as `id edition fingerprint`.
    """

    file: str
    plain: Plain
    places: Mapping[Path, tuple[int, int]] = field(repr=False)
    files: Mapping[Path, str] = field(default_factory=dict, repr=False)
    layers: tuple[str, ...] = ()

    def place(self, path: Path) -> Place:
        """The place of a path, or of the nearest part of it that stands in a file."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return Place(file=self.files.get(path, self.file), line=line, column=column)
