"""Where a command looks for standards, and the kinds of rules it knows: with a project or without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspect_core.app.shelves import Shelf
    from inspect_core.cli.session import Session
    from inspect_core.engine.kind import Kinds


def found_shelves(session: Session) -> tuple[Shelf, ...]:
    """Where standards are found: in the project and its plugins where there is one, and in what the program ships."""
    from inspect_core.app.shelves import shelves

    if not session.has_project:
        return shelves(None, ())
    return shelves(session.app.folder, session.app.registry.ruleset_dirs)


def kinds_of(session: Session) -> Kinds:
    """The kinds of the project's plugins, or the built-in ones outside of any project."""
    if session.has_project:
        return session.app.registry.kinds
    from inspect_core.bootstrap import registry_of

    return registry_of().kinds
