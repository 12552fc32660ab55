"""How far two texts of a ruleset compare, when they are texts of two projects."""

from __future__ import annotations

from inspect_core.app.editions import home_of
from inspect_core.app.overlays import effective
from inspect_core.app.project import App
from inspect_core.app.shelves import shelves
from inspect_core.language.differences import changes, least
from inspect_core.language.editions import Comparable
from inspect_core.language.node import Document
from inspect_core.language.parameters import filled


def text_in(app: App, ruleset: str) -> Document | None:
    """The whole text of a ruleset as a project has it, parameters filled in; None where the project has none."""
    found = shelves(app.folder, app.registry.ruleset_dirs)
    home = home_of(ruleset, found)
    return filled(effective(home[1], found)) if home is not None else None


def compared_texts(old: Document | None, new: Document | None) -> Comparable:
    """The class that everything which differs allows; the highest where a text is not to be had."""
    return "major" if old is None or new is None else least(changes(old, new))
