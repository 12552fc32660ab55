"""Other standards tried on the same records: drafts in the place of what is in force. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inspect_core.app.editions import EditionCheck
from inspect_core.app.overlays import read_ruleset
from inspect_core.app.project import App
from inspect_core.app.shelves import beside, shelves
from inspect_core.app.standards import Standards, at_odds
from inspect_core.errors import RulesetError
from inspect_core.language.reader import read_file
from inspect_core.language.rule import Ruleset
from inspect_core.language.scheme import Scheme, bind_scheme


def tried(app: App, rulesets: Sequence[Path], scheme: Path | None = None) -> App:
    """The project as it would be with these rulesets in the place of those of the same name, and with this scheme.

    A ruleset of another name is added; without a weight in the scheme it counts in nobody's total. Everything wrong with
    the drafts is one RulesetError.
    """
    found = shelves(app.folder, app.registry.ruleset_dirs)
    drafts = tuple(read_ruleset(file, beside(file, found), app.registry.kinds.settings()) for file in rulesets)
    return under(app, together(app.standards.rulesets, drafts), scheme)


def together(known: Sequence[Ruleset], drafts: Sequence[Ruleset]) -> tuple[Ruleset, ...]:
    """The rulesets, with each draft in the place of the one it has the name of, or behind them all."""
    named = {draft.id: draft for draft in drafts}
    kept = [named.pop(ruleset.id, ruleset) for ruleset in known]
    return (*kept, *named.values())


def under(app: App, rulesets: tuple[Ruleset, ...], scheme: Path | Scheme | None = None) -> App:
    """The project judged by these rulesets and this scheme (as it is, where none is given)."""
    names = {ruleset.id for ruleset in rulesets}
    chosen = bind_scheme(read_file(scheme), names) if isinstance(scheme, Path) else scheme or app.standards.scheme
    problems = at_odds(rulesets, chosen)
    if problems:
        raise RulesetError.of(problems)
    standards: Standards = replace(app.standards, rulesets=rulesets, scheme=chosen, editions=EditionCheck())
    return replace(app, given=standards)
