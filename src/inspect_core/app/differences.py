"""Two texts of a ruleset compared, in sentences that a quality manager reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from inspect_core.app.key_words import TIMES, Pair, key_words, unit_of, value_words
from inspect_core.domain.exact import milli, plain
from inspect_core.domain.text import Text
from inspect_core.errors import Unfit
from inspect_core.language.differences import ABSENT, Change, Missing, changes, least
from inspect_core.language.editions import Comparable
from inspect_core.language.node import Document, Path, Plain

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXTS: Final = frozenset({"title", "note", "source", "ask", "reason"})
_EVER: Final = ""  # before the first day of any map: what holds from the beginning
Often = Mapping[str, tuple[Text, Pair]]


@dataclass(frozen=True)
class Difference:
    """Two texts of a ruleset, parameters filled in, and what lies between them."""

    old: Document
    new: Document
    often: Often
    """How often something is due under each rule, in words, with the unit its numbers are counted in."""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Everything that differs."""
        return changes(self.old, self.new)

    @property
    def comparable(self) -> Comparable:
        """The least class that this allows."""
        return least(self.changes)

    def sentence(self, change: Change) -> Text:
        """One change in words, without the title of its rule."""
        if not change.path:
            return _came(change) if isinstance(change.old, Missing) else _went(change)
        parts = list(_parts(change, self._unit(change)))
        lead = self._lead(change)
        zh, en = "；".join(part.zh for part in parts), "; ".join(part.en for part in parts)
        gap = "，" if zh.startswith("自") else _gap(lead.zh)
        return Text(zh=f"{lead.zh}{gap}{zh}", en=f"{lead.en}: {en}")

    def title(self, change: Change) -> Text:
        """The title of the rule that changed, as it is called now; of the head of the file, that of the ruleset."""
        side = self.old if isinstance(change.new, Missing) and not change.path else self.new
        if change.rule is None:
            return title_of(side.plain, str(side.plain.get("ruleset", "")))
        body = side.plain["rules"].get(change.rule)
        return title_of(body, change.rule)

    def told(self, change: Change) -> Text:
        """One change as a whole sentence: the rule's title, then what became of it."""
        title, words = self.title(change), self.sentence(change)
        return Text(zh=f"{title.zh}：{words.zh}", en=f"{title.en}: {words.en}")

    def points(self) -> tuple[str, str]:
        """The points of all rules together, before and after."""
        return _points(self.old), _points(self.new)

    def _lead(self, change: Change) -> Text:
        if change.path == ("at_least",) and (change.rule or "") in self.often:
            often = self.often[change.rule or ""][0]
            return Text(zh=f"{often.zh}至少", en=f"at least {often.en}")
        return key_words(change.path)

    def _unit(self, change: Change) -> Pair:
        if change.path == ("at_least",) and (change.rule or "") in self.often:
            return self.often[change.rule or ""][1]
        return unit_of(change.path)


def often_of(rules: Iterable[Any]) -> Often:
    """How often something is due under the rules that say so: those of the kinds with `per`."""
    return {rule.id: (rule.settings.often, _counts_in(rule.settings)) for rule in rules if _says_often(rule)}


def _says_often(rule: Any) -> bool:
    return isinstance(getattr(rule.settings, "often", None), Text)


def _counts_in(settings: Any) -> Pair:
    if getattr(settings, "measure", "visits") == "minutes":
        return ("分钟", "minutes")
    return ("个", "different ones") if hasattr(settings, "distinct") else TIMES


def title_of(body: Any, otherwise: str) -> Text:
    """The title that a rule or a file has; its id where it has none that can be read."""
    found = body.get("title") if isinstance(body, dict) else None
    try:
        return Text.model_validate(found if isinstance(found, str | dict) else otherwise)
    except ValueError:
        return Text(zh=otherwise, en=otherwise)


def _came(change: Change) -> Text:
    points = change.new.get("points") if isinstance(change.new, dict) else None
    if points is None:
        return Text(zh="新增条款，仅作提示", en="a new rule, advice only")
    return Text(zh=f"新增条款，{points} 分", en=f"a new rule of {points} points")


def _went(change: Change) -> Text:
    points = change.old.get("points") if isinstance(change.old, dict) else None
    if points is None:
        return Text(zh="取消条款（原仅作提示）", en="the rule is gone (it was advice only)")
    return Text(zh=f"取消条款（原 {points} 分）", en=f"the rule is gone (it had {points} points)")


def _parts(change: Change, unit: Pair) -> Iterator[Text]:
    """What became of one value: once, or at each day from which something else holds."""
    path = change.path
    if not (dated(change.old) or dated(change.new)):
        yield _moved(change.old, change.new, "", path, unit)
        return
    for day, old, new in _days(change.old, change.new):
        if not day and isinstance(new, Missing) and isinstance(change.new, dict):
            first, was = min(change.new), _said(old, path, unit)
            yield Text(
                zh=f"{first} 之前不再生效（原为 {was.zh}）",
                en=f"no longer in force before {first} (it was {was.en})",
            )
        else:
            yield _moved(old, new, day, path, unit)


def _said(value: Plain | Missing, path: Path, unit: Pair) -> Text:
    if isinstance(value, str) and path[-1] in _TEXTS:
        return value_words({"zh": value})
    return value_words(value, unit)


def _moved(before: Plain | Missing, after: Plain | Missing, day: str, path: Path, unit: Pair) -> Text:
    zh, en = (f"自 {day} 起", f" on {day}") if day else ("", "")
    old, new = _said(before, path, unit), _said(after, path, unit)
    if isinstance(before, Missing):
        return Text(zh=f"{zh}新增：{new.zh}", en=f"new{en}, {new.en}")
    if isinstance(after, Missing):
        return Text(zh=f"{zh}取消（原为 {old.zh}）", en=f"gone{en} (it was {old.en})")
    if after is None:
        return Text(zh=f"{zh}停用（原为 {old.zh}）", en=f"retired{en} (it was {old.en})")
    was, becomes = f"{_gap(old.zh[:1])}{old.zh}{_gap(old.zh)}", f"{_gap(new.zh[:1])}{new.zh}"
    return Text(zh=f"{zh}由{was}改为{becomes}", en=f"{en} from {old.en} to {new.en}".lstrip())


def _gap(words: str) -> str:
    """Figures and Latin words stand apart from Chinese ones."""
    return " " if words[-1:].isascii() else ""


def dated(value: Plain | Missing) -> bool:
    """Whether a value is a map from days to values."""
    return isinstance(value, dict) and bool(value) and all(_DAY.fullmatch(str(key)) for key in value)


def _days(old: Plain | Missing, new: Plain | Missing) -> Iterator[tuple[str, Plain | Missing, Plain | Missing]]:
    """The days from which the two differ, each with what was said before and what is said now.

    Stretches in which both stay as they are are told once.
    """
    before, after = steps_of(old, new), steps_of(new, old)
    told: tuple[Plain | Missing, Plain | Missing] | None = None
    for day in sorted({*before, *after}):
        pair = (held(before, day), held(after, day))
        if pair != told and pair[0] != pair[1]:
            yield (day, *pair)
        told = pair


def steps_of(value: Plain | Missing, other: Plain | Missing = ABSENT) -> dict[str, Plain | Missing]:
    """The days from which a value holds; one without days holds from the beginning.

    Where `other` has no days and says what the first day does, that day only begins to name it: it held before.
    """
    if not (isinstance(value, dict) and dated(value)):
        return {_EVER: value}
    steps = dict(sorted(value.items()))
    first = next(iter(steps.values()))
    return {_EVER: first if not dated(other) and first == other else ABSENT, **steps}


def held(steps: Mapping[str, Plain | Missing], day: str) -> Plain | Missing:
    """What holds on a day."""
    return steps[max(start for start in steps if start <= day)]


def _points(document: Document) -> str:
    total = 0
    for body in document.plain.get("rules", {}).values():
        try:
            total += milli(str(body.get("points", "0"))) if isinstance(body, dict) else 0
        except Unfit:
            continue
    return plain(total) or "0"


def view(difference: Difference) -> dict[str, Any]:
    """What differs as plain data, in the format `inspect-core/rules-diff/1`."""
    old, new = difference.old, difference.new
    before, after = difference.points()
    return {
        "format": "inspect-core/rules-diff/1",
        "old": _named(old),
        "new": _named(new),
        "comparable": difference.comparable,
        "points": {"old": before, "new": after},
        "rules": {"old": len(old.plain.get("rules", {})), "new": len(new.plain.get("rules", {}))},
        "changes": [_change(difference, one) for one in difference.changes],
    }


def _named(document: Document) -> dict[str, Any]:
    return {"ruleset": document.plain.get("ruleset"), "edition": document.plain.get("edition"), "file": document.file}


def _change(difference: Difference, change: Change) -> dict[str, Any]:
    side = difference.old if isinstance(change.new, Missing) else difference.new
    place = side.place(change.at())
    sort = "added" if isinstance(change.old, Missing) else "removed" if isinstance(change.new, Missing) else "changed"
    return {
        "rule": change.rule,
        "was": change.was,
        "title": difference.title(change).model_dump(),
        "key": ".".join(str(part) for part in change.path),
        "what": sort,
        "old": None if isinstance(change.old, Missing) else change.old,
        "new": None if isinstance(change.new, Missing) else change.new,
        "comparable": change.comparable,
        "words": difference.sentence(change).model_dump(),
        "place": {"file": place.file, "line": place.line},
    }
