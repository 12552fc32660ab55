"""A text being put together from several files: values laid one over the other, each keeping its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inspect_core.language.node import Document, Path, Plain

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXT = frozenset({"zh", "en"})


@dataclass
class Sheet:
    """Plain values with the line, column and file of each path; grows while files are laid over each other."""

    plain: dict[str, Plain] = field(default_factory=dict)
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    files: dict[Path, str] = field(default_factory=dict)

    def lay(self, at: Path, source: Document, path: Path) -> None:
        """Lays the value at `path` of a document over what stands at `at`.

        Mappings are laid key by key, and a key without a value is dropped; dated values, texts in two languages,
        lists and scalars are replaced whole.
        """
        value, there = _value(source.plain, path), _value(self.plain, at)
        if not (laid_by_key(value) and laid_by_key(there)):
            self._put(at, source, path, value)
            return
        for key, inner in value.items():
            if inner is None:
                self.drop((*at, key))
            else:
                self.lay((*at, key), source, (*path, key))

    def append(self, at: Path, source: Document, path: Path) -> None:
        """Puts the lines of a list after those that stand there already."""
        lines, there = _value(source.plain, path), _value(self.plain, at)
        if not (isinstance(lines, list) and isinstance(there, list)):
            self.lay(at, source, path)
            return
        for number, line in enumerate(lines):
            self._mark((*at, len(there)), source, (*path, number), line)
            there.append(_copy(line))

    def drop(self, at: Path) -> None:
        """Takes a key away."""
        parent = _value(self.plain, at[:-1])
        if isinstance(parent, dict):
            parent.pop(str(at[-1]), None)

    def document(self, file: str, layers: tuple[str, ...] = ()) -> Document:
        """What was laid, as one document."""
        return Document(file, self.plain, self.places, self.files, layers)

    def _put(self, at: Path, source: Document, path: Path, value: Plain) -> None:
        parent = self.plain
        for part in at[:-1]:
            parent = parent.setdefault(str(part), {})
        parent[str(at[-1])] = _copy(value)
        self._mark(at, source, path, value)

    def _mark(self, at: Path, source: Document, path: Path, value: Plain) -> None:
        place = source.place(path)
        self.places[at] = (place.line or 1, place.column or 1)
        self.files[at] = place.file or source.file
        for key, inner in _parts(value):
            self._mark((*at, key), source, (*path, key), inner)


def laid_by_key(value: Plain) -> bool:
    """Whether something can be laid into it key by key."""
    if not isinstance(value, dict) or not value:
        return False
    dated = all(_DAY.fullmatch(str(key)) for key in value)
    return not dated and not set(value) <= _TEXT and set(value) != {"parameter"}


def _value(plain: Plain, path: Path) -> Plain:
    for part in path:
        plain = plain.get(part) if isinstance(plain, Mapping) else None
    return plain


def _parts(value: Plain) -> list[tuple[str | int, Plain]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _copy(value: Any) -> Plain:
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value
