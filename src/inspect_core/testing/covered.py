"""Which rules are tried by cases: where one is met, one is not, one where nothing was due, one under every value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal

from inspect_core.app.differences import dated
from inspect_core.app.effective import effective_text
from inspect_core.app.overlays import parent_file
from inspect_core.app.shelves import Shelf, beside
from inspect_core.domain.exact import plain
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.node import Document
from inspect_core.language.rule import Rule
from inspect_core.testing.cases import Case, read_cases

Sort = Literal["met", "unmet", "absent"]
SORTS: Final[tuple[Sort, ...]] = ("met", "unmet", "absent")
_ABSENT: Final = ("no_data", "not_applicable", "excused")
_NUMBER = re.compile(r"[1-9]\d*")


@dataclass(frozen=True)
class RuleCover:
    """What the cases of one rule try, and what they do not.

    `values` are the days from which a value holds that no case is dated in; `inherited` names the ruleset whose cases
    stand for a rule that an overlay left as it was.
    """

    rule: str
    cases: int
    lacking: tuple[Sort, ...]
    values: tuple[str, ...] = ()
    inherited: str | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacking and not self.values


@dataclass(frozen=True)
class Cover:
    """The rules of a ruleset with what tries them, and the cases of rules that it does not have."""

    ruleset: str
    rules: tuple[RuleCover, ...]
    strays: tuple[Case, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every rule is tried in every way, and every case is about a rule."""
        return not self.strays and all(rule.whole for rule in self.rules)


@dataclass(frozen=True)
class _Text:
    document: Document
    rules: Mapping[str, Rule] = field(repr=False)

    def body(self, rule: str) -> Any:
        return self.document.plain["rules"].get(rule)

    def used(self, rule: str) -> Any:
        """What the rule is judged by beside its own words: the windows and forms that it names."""
        settings, head = self.rules[rule].settings, self.document.plain
        names = {"windows": getattr(settings, "windows", ()), "forms": settings.forms()}
        return {key: [(head.get(key) or {}).get(name) for name in found] for key, found in names.items()}


def cover(file: Path, cases: Iterable[Path], found: Sequence[Shelf], kinds: Mapping[str, type]) -> Cover:
    """What the case files try of the ruleset in a file; RulesetError when one of them cannot be read."""
    shelves = beside(file, found)
    text = _text(file, shelves, kinds)
    read = [case for one in cases for case in read_cases(one)]
    name = str(text.document.plain["ruleset"])
    above = parent_file(file, shelves)
    inherited = _of_parent(above, text, found, kinds) if above else {}
    rules = tuple(
        inherited.get(id) or _of_rule(rule, text.body(id), [case for case in read if case.rule == rule.name])
        for id, rule in text.rules.items()
    )
    known = {rule.name for rule in text.rules.values()}
    return Cover(name, rules, tuple(case for case in read if case.rule not in known))


def _text(file: Path, found: Sequence[Shelf], kinds: Mapping[str, type]) -> _Text:
    document = effective_text(file, found).document
    return _Text(document, {rule.id: rule for rule in bind_ruleset(document, kinds).rules})


def inherited(file: Path, found: Sequence[Shelf], kinds: Mapping[str, type]) -> frozenset[str]:
    """The rules that an overlay left as they were, by name: the cases of its parent stand for them."""
    above = parent_file(file, beside(file, found))
    if above is None:
        return frozenset()
    text, parent = (_text(one, beside(one, found), kinds) for one in (file, above))
    return frozenset(text.rules[id].name for id in _left_alone(text, parent))


def _left_alone(text: _Text, parent: _Text) -> list[str]:
    both = [id for id in text.rules if id in parent.rules]
    return [id for id in both if text.body(id) == parent.body(id) and text.used(id) == parent.used(id)]


def _of_parent(above: Path, text: _Text, found: Sequence[Shelf], kinds: Mapping[str, type]) -> dict[str, RuleCover]:
    """The rules that the overlay left as they were, with what the cases beside the parent try of them."""
    parent = _text(above, beside(above, found), kinds)
    folder = above.parent / "cases" / above.stem
    own = {rule.rule: rule for rule in cover(above, sorted(folder.glob("**/*.yaml")), found, kinds).rules}
    name = str(parent.document.plain["ruleset"])
    return {
        id: RuleCover(text.rules[id].name, one.cases, one.lacking, one.values, one.inherited or name)
        for id in _left_alone(text, parent)
        if (one := own.get(parent.rules[id].name)) is not None
    }


def _of_rule(rule: Rule, body: Any, cases: Sequence[Case]) -> RuleCover:
    full = plain(rule.settings.points) or "0"
    tried = {sort for case in cases for sort in _tries(case.body["expect"], full)}
    lacking = tuple(sort for sort in SORTS if sort not in tried)
    days = [str(case.body.get("day") or case.shared.get("day") or "") for case in cases]
    return RuleCover(rule.name, len(cases), lacking, tuple(_untried(body, days)))


def _tries(expect: Mapping[str, Any], full: str) -> Iterator[Sort]:
    """What a case shows: by the counts it expects, else by its points."""
    outcome, points = expect.get("outcome"), expect.get("points")
    if _some(expect, "met") or outcome == "met" or points not in (None, "0"):
        yield "met"
    short = points is not None and points != full
    if short or outcome in ("unmet", "partly") or _some(expect, "unmet") or _some(expect, "partly"):
        yield "unmet"
    nothing = expect.get("due") == "0" or expect.get("met") == expect.get("unmet") == "0" or expect.get("of") == "0"
    if nothing or outcome in _ABSENT or any(_some(expect, word) for word in _ABSENT):
        yield "absent"


def _some(expect: Mapping[str, Any], word: str) -> bool:
    return bool(_NUMBER.fullmatch(str(expect.get(word, ""))))


def _untried(body: Any, days: Sequence[str]) -> list[str]:
    """The days from which one of its values holds and in whose time no case lies; a value that never changed is left."""
    starts: set[str] = set()
    for steps in _dated(body):
        ordered = [*sorted(steps), "9999"]
        spans = pairwise(ordered) if len(steps) > 1 else ()
        starts |= {first for first, last in spans if not any(first <= day < last for day in days)}
    return sorted(starts)


def _dated(value: Any) -> Iterator[Mapping[str, Any]]:
    if dated(value):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _dated(inner)
