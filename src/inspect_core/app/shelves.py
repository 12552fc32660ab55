"""Where standards are looked for: the project's own folder first, then its plugins, then what the program ships."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inspect_core.shipped import shipped

PROJECT: Final = "project"
SHIPPED: Final = "inspect-core"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of rulesets and whose it is."""

    owner: str
    folder: Path


def shelves(project: Path | None, plugins: Iterable[tuple[str, Path]]) -> tuple[Shelf, ...]:
    """Where standards are looked for, in order."""
    own = [Shelf(PROJECT, project / "rulesets")] if project is not None else []
    return (*own, *(Shelf(name, folder) for name, folder in plugins), Shelf(SHIPPED, shipped("rulesets")))


def beside(file: Path, found: Iterable[Shelf]) -> tuple[Shelf, ...]:
    """The shelves for a file that somebody names: its own folder first."""
    own = Shelf(PROJECT, file.resolve().parent)
    return (own, *(shelf for shelf in found if shelf.folder.resolve() != own.folder))
