"""The lock of the standards that come with the program, written anew: `python -m tests.editions`.

Only for a text that no version of the program has carried yet; one that has been released gets a new edition instead,
and keeps its line.
"""

from __future__ import annotations

from inspect_core.app.overlays import read_ruleset
from inspect_core.app.shelves import shelves
from inspect_core.bootstrap import registry_of
from inspect_core.language.editions import NAME, Edition, lock_text, over, read_lock
from inspect_core.shipped import shipped

FOLDER = shipped("rulesets")


def kept() -> dict[str, Edition]:
    """The lines that are there, by name."""
    file = FOLDER / NAME
    return {one.name: one for one in read_lock(file.read_text(encoding="utf-8"))} if file.is_file() else {}


def made() -> dict[str, Edition]:
    """The lines that belong there: those of older editions, and one for each standard as it stands."""
    known, found, kinds = kept(), shelves(None, ()), registry_of().kinds.settings()
    for file in sorted(FOLDER.glob("*.yaml")):
        ruleset = read_ruleset(file, found, kinds)
        name = f"{ruleset.id}@{ruleset.edition}"
        said = known[name].comparable if name in known else "major"
        layers = over(ruleset.layers)
        known[name] = Edition(ruleset.id, str(ruleset.edition), ruleset.fingerprint, said, layers)
    return known


if __name__ == "__main__":
    (FOLDER / NAME).write_text(lock_text(made().values()), encoding="utf-8")
