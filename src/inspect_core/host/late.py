"""Kinds that come with the program: each is imported when a ruleset first names its word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from inspect_core.engine.kind import Kind


@dataclass(frozen=True, slots=True)
class LateKind:
    """A kind of the program by its word; `load` imports it, and a ruleset that does not name it need not wait for that."""

    kind: str
    load: Callable[[], Kind]


class KindsByWord(Mapping[str, Kind]):
    """The kinds by their word. All words are known at once; a late kind is made when it is first asked for, and once."""

    def __init__(self, found: Mapping[str, Kind | LateKind]) -> None:
        self._found = dict(found)

    def __getitem__(self, word: str) -> Kind:
        kind = self._found[word]
        if isinstance(kind, LateKind):
            kind = self._found[word] = kind.load()
        return kind

    def __contains__(self, word: object) -> bool:
        return word in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
