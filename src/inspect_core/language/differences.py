"""What differs between two texts of a ruleset, key by key, and how far scores under them compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from inspect_core.language.editions import CLASSES, Comparable
from inspect_core.language.node import Document, Path, Plain
from inspect_core.language.sheet import laid_by_key

WORDS_ONLY: Final = frozenset({"title", "note", "source", "status", "clause", "was", "correction"})
_HEAD_WORDS: Final = frozenset({"ruleset", "parameters", *WORDS_ONLY})
WEIGHT: Final = frozenset(
    {"points", "kind", "credit", "of", "on_duty_at", "rounding", "advisory", "shadow_until", "roll_up", "level"}
)
"""What makes up a total: where one of these changes, totals do not compare."""
_WEIGHT_HEAD: Final = frozenset({"points", "level", "roll_up", "sections", "cap_by_worst"})


@dataclass(frozen=True)
class Missing:
    """What stands nowhere; not the same as a value that says null."""


ABSENT: Final = Missing()


@dataclass(frozen=True)
class Change:
    """One key that differs: where it stands below its rule (or at the head of the file), and both its values.

    A rule that came or went is a change without a path.
    """

    rule: str | None
    path: Path
    old: Plain | Missing
    new: Plain | Missing
    comparable: Comparable
    was: str | None = None

    def at(self) -> Path:
        """Where it stands in the newer text."""
        return self.path if self.rule is None else ("rules", self.rule, *self.path)


def changes(old: Document, new: Document) -> tuple[Change, ...]:
    """Everything that differs, the head of the file first, then rule by rule; parameters must have been filled in."""
    before, after = _rules(old), _rules(new)
    came_from = renamed(old, new)
    found = list(_head(old.plain, new.plain))
    for rule, body in after.items():
        former = came_from.get(rule, rule)
        if former not in before:
            found.append(Change(rule, (), ABSENT, body, "major"))
        else:
            was = former if former != rule else None
            found += [_of_rule(rule, *one, was) for one in _differences(before[former], body, ())]
    kept = {came_from.get(rule, rule) for rule in after}
    found += [Change(rule, (), body, ABSENT, "major") for rule, body in before.items() if rule not in kept]
    return tuple(found)


def renamed(old: Document, new: Document) -> dict[str, str]:
    """The rules that had another id in the older text, by what they say with `was`."""
    before, after = _rules(old), _rules(new)
    said = {rule: body.get("was") for rule, body in after.items() if isinstance(body, dict)}
    return {rule: was for rule, was in said.items() if isinstance(was, str) and was in before and rule not in before}


def least(found: Iterable[Change]) -> Comparable:
    """How far scores compare at best: the least class that everything that differs allows."""
    return max((one.comparable for one in found), key=CLASSES.index, default="wording")


def _rules(document: Document) -> dict[str, Any]:
    found = document.plain.get("rules") if isinstance(document.plain, dict) else None
    return found if isinstance(found, dict) else {}


def _head(old: Mapping[str, Plain], new: Mapping[str, Plain]) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        if key not in ("rules", "edition", "extends"):
            for path, before, after in _differences(old.get(key, ABSENT), new.get(key, ABSENT), (key,)):
                yield Change(None, path, before, after, _class_of_head(path))


def _class_of_head(path: Path) -> Comparable:
    if path[0] in _HEAD_WORDS or (path[0] in ("forms", "windows") and path[2:] == ("title",)):
        return "wording"
    return "major" if path[0] in _WEIGHT_HEAD else "minor"


def _of_rule(rule: str, path: Path, old: Plain | Missing, new: Plain | Missing, was: str | None) -> Change:
    if path[0] in WORDS_ONLY:
        return Change(rule, path, old, new, "wording", was)
    return Change(rule, path, old, new, "major" if path[0] in WEIGHT else "minor", was)


def _differences(
    old: Plain | Missing, new: Plain | Missing, path: Path
) -> Iterator[tuple[Path, Plain | Missing, Plain | Missing]]:
    """Pairs of values that differ; mappings are compared key by key, texts, dated values and lists whole."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and laid_by_key(old) and laid_by_key(new):
        for key in dict.fromkeys((*old, *new)):
            yield from _differences(old.get(key, ABSENT), new.get(key, ABSENT), (*path, key))
    else:
        yield path, old, new
